"""`make bundle`: everything that an office without internet needs, in one folder and one archive under build/.

Wheels for the machine that this runs on (same Debian and Python as the target), the source as it is committed, fonts and static files
among it, and an installer that asks no network.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAME = "gov_requests-bundle"
LOCK = "requirements/run.txt"


def main() -> None:
    """Make the bundle."""
    arguments = argparse.ArgumentParser(prog="make bundle", description="Pack wheels, fonts, static files and source.")
    arguments.add_argument("--into", type=Path, default=ROOT / "build", help="where the folder and the archive go")
    arguments.add_argument("--no-archive", action="store_true", help="only the folder")
    given = arguments.parse_args()
    bundle = given.into / NAME
    shutil.rmtree(bundle, ignore_errors=True)
    (bundle / "source").mkdir(parents=True)
    pack_source(bundle / "source")
    pack_wheels(bundle / "wheels", bundle / "source" / LOCK)
    for name in ("install.sh", "README.txt"):
        shutil.copy(HERE / name, bundle / name)
    seal(bundle)
    print(bundle)
    if not given.no_archive:
        print(archive(bundle))


def pack_source(target: Path) -> None:
    """Copy what is committed; what lies about in the folder stays out."""
    try:
        packed = subprocess.run(("git", "archive", "--format=tar", "HEAD"), cwd=ROOT, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as failed:
        sys.exit(f"The source is packed by git, from a clone: {failed}")
    subprocess.run(("tar", "-x", "-C", str(target)), input=packed.stdout, check=True)


def pack_wheels(target: Path, lock: Path) -> None:
    """Fetch the wheel of every line of the lock, each checked against its hash."""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:")
    done = subprocess.run((*pip, "--require-hashes", "-r", str(lock), "-d", str(target)), check=False)
    if done.returncode:
        sys.exit("Not every wheel could be fetched; nothing was packed.")


def seal(bundle: Path) -> None:
    """Write the hash of every file, in the form of sha256sum."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(bundle).as_posix()}\n"
        for file in sorted(bundle.rglob("*"))
        if file.is_file() and not file.is_symlink()
    ]
    (bundle / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def archive(bundle: Path) -> Path:
    """Pack the folder into one file, to be carried over."""
    target = bundle.with_name(f"{NAME}.tar.gz")
    with tarfile.open(target, "w:gz", compresslevel=1) as packed:
        packed.add(bundle, NAME)
    return target


if __name__ == "__main__":
    main()
