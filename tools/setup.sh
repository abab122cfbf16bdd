#!/bin/sh
# tools/setup.sh run|test: makes .venv/ hold what requirements/<name>.txt says. Does nothing where it already does.
set -eu
cd "$(dirname "$0")/.."
lock=${1:?run or test}

# Whoever has the tools keeps them: the lock of the tests holds all that the system needs.
if [ "$lock" = run ] && [ -f .venv/test.lock ]; then lock=test; fi
if cmp -s "requirements/$lock.txt" ".venv/$lock.lock" && .venv/bin/python -c '' 2>/dev/null; then exit 0; fi

python=$(command -v python3.11 || command -v python3 || true)
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed: apt install python3 python3-venv" >&2
    exit 1
fi

echo "Setting up .venv/ from requirements/$lock.txt …" >&2
if command -v uv >/dev/null; then
    .venv/bin/python -c '' 2>/dev/null || uv venv --quiet --clear --python "$python" .venv
    VIRTUAL_ENV=$PWD/.venv uv pip sync --quiet --compile-bytecode --require-hashes "requirements/$lock.txt"
else
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    .venv/bin/python -m pip install -qq --disable-pip-version-check --only-binary :all: --require-hashes \
        -r "requirements/$lock.txt"
fi
cp "requirements/$lock.txt" ".venv/$lock.lock"
