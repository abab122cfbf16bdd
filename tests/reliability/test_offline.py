"""What `make bundle` packs is enough: installed and started with no network at all."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support.needs import missing
from tests.support.sources import ROOT

PROBE = ROOT / "tests/support/offline_probe.py"
#: For whoever may not make a network of its own: every way out leads nowhere.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"), "http://127.0.0.1:9")


def without_network(*command, **more):
    """Run a program in a network that has nothing in it (as root), or with every way out leading nowhere."""
    alone = os.geteuid() == 0 and shutil.which("unshare") is not None
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment = (
        inherited | NOWHERE | {"PIP_NO_CACHE_DIR": "1"} | ({"UNSHARED": "1"} if alone else {}) | more.pop("env", {})
    )
    prefix = ("unshare", "--net") if alone else ()
    return subprocess.run((*prefix, *command), env=environment, capture_output=True, text=True, check=False, **more)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    packing = (sys.executable, "-m", "tools.bundle", "--into", str(folder), "--no-archive")
    done = subprocess.run(packing, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        missing(f"the bundle could not be packed: {done.stderr[-500:]}")
    return folder / "gov_requests-bundle"


def test_it_installs_and_starts_without_any_network(bundle, tmp_path):
    target = tmp_path / "installed"
    installed = without_network("sh", bundle / "install.sh", target, cwd=tmp_path)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    places = {
        "DISK_FREE_MB": "1",
        "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "",
        "KEY_FILE": str(tmp_path / "keys.json"),
    }
    started = without_network(
        target / ".venv/bin/python", target / PROBE.relative_to(ROOT), target, cwd=target, env=places
    )
    assert started.returncode == 0, started.stdout[-3000:] + started.stderr[-3000:]
    assert "started and answered" in started.stdout


def test_fonts_static_files_and_hashes_are_in_it(bundle):
    listed = {line.split("  ", 1)[1] for line in (bundle / "SHA256SUMS").read_text().splitlines()}
    assert {file.relative_to(bundle).as_posix() for file in bundle.rglob("*") if file.is_file()} == listed | {
        "SHA256SUMS"
    }
    for wanted in (
        "source/app.py",
        "source/static/fonts/FandolFang-Regular.otf",
        "source/static/css/base.css",
        "install.sh",
    ):
        assert wanted in listed
    assert sum(name.endswith(".whl") for name in listed) > 20


def test_a_bundle_that_was_damaged_on_the_way_is_refused_and_nothing_is_installed(bundle, tmp_path):
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for name in ("install.sh", "SHA256SUMS"):
        shutil.copy(bundle / name, damaged)
    done = without_network("sh", damaged / "install.sh", tmp_path / "target", cwd=tmp_path)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert not (tmp_path / "target").exists()


def test_a_wheel_too_few_is_not_fetched_from_elsewhere(bundle, tmp_path):
    place = tmp_path / "without"
    shutil.copytree(bundle, place)
    next(iter(place.glob("wheels/flask-*"))).unlink()
    sums = place / "SHA256SUMS"
    sums.write_text("".join(line for line in sums.read_text().splitlines(keepends=True) if "/flask-" not in line))
    done = without_network("sh", place / "install.sh", tmp_path / "target", cwd=tmp_path)
    assert done.returncode != 0
    assert "flask" in done.stderr.lower()
