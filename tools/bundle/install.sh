#!/bin/sh
# install.sh TARGET: installs the system into TARGET from this folder alone. Asks no network; run it again with a newer bundle to upgrade.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?Usage: install.sh /opt/gov_requests}

(cd "$here" && sha256sum --quiet -c SHA256SUMS) || { echo "The bundle is damaged: carry it over again." >&2; exit 1; }
python=$(command -v python3.11 || command -v python3 || true)
if [ -z "$python" ] || ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer with venv is needed: apt install python3 python3-venv" >&2
    exit 1
fi

mkdir -p "$target"
# The names of the source only: data, settings and whatever else lies in TARGET stay.
for place in "$here"/source/* "$here"/source/.[!.]*; do
    [ -e "$place" ] || continue
    rm -rf "${target:?}/$(basename "$place")"
    cp -R "$place" "$target/"
done
"$python" -m venv --clear "$target/.venv"
"$target/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    --require-hashes -r "$target/requirements/run.txt"
cp "$target/requirements/run.txt" "$target/.venv/run.lock"
echo "Installed in $target. Next: docs/zh/运维手册.md, section 1." >&2
