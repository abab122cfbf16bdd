"""The locks: every release pinned with its hashes, no address, and what runs is what is tested."""

import re
from importlib import metadata

import pytest

from tests.support.sources import ROOT


def pinned(lock: str) -> dict[str, str]:
    """Each package of a lock and its pin with the hashes."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.partition("==")[0]: line for line in text.splitlines() if line.strip() and not line.startswith("#")}


def faults(line: str) -> list[str]:
    pinned_by_hash = re.match(r"[a-z0-9.-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line)
    found = [] if pinned_by_hash else ["neither pinned nor hashed"]
    return found + (["names an address"] if "//" in line or "index-url" in line else [])


@pytest.mark.parametrize("lock", ["run.txt", "test.txt"])
def test_every_line_of_a_lock_pins_one_release_by_hash(lock):
    assert {line: found for line in pinned(lock).values() if (found := faults(line))} == {}


def test_a_line_that_pins_nothing_is_caught():
    digest = f"--hash=sha256:{'0' * 64}"
    assert faults(f"flask==3.1.3 {digest}") == []
    assert faults(f"flask>=3.1 {digest}") == ["neither pinned nor hashed"]
    assert faults("flask==3.1.3 ") == ["neither pinned nor hashed"]
    assert faults(f"flask==3.1.3 @ https://example.cn/flask.whl {digest}") == ["names an address"]
    assert faults("--index-url https://example.cn/simple") == ["neither pinned nor hashed", "names an address"]


def test_what_runs_is_what_is_tested():
    run, test = pinned("run.txt"), pinned("test.txt")
    assert {name: line for name, line in run.items() if test.get(name) != line} == {}


@pytest.mark.parametrize("source", ["run", "test"])
def test_a_lock_holds_all_that_its_source_asks_for(source):
    words = (ROOT / "requirements" / f"{source}.in").read_text(encoding="utf-8").splitlines()
    asked = {found.group().lower() for word in words if (found := re.match(r"[A-Za-z][\w.-]*", word))}
    assert asked - set(pinned(f"{source}.txt")) == set()


def reaches_over_the_network(licences: str) -> bool:
    """The AGPL would bind whoever offers the system to the public."""
    return bool(re.search("AGPL|Affero", licences))


def test_no_licence_reaches_over_the_network():
    names = [name for name in pinned("test.txt") if name != "colorama"]
    found = {}
    for distribution in metadata.distributions():
        about = distribution.metadata.json
        licences = [about.get("license_expression"), about.get("license"), *about.get("classifier", [])]
        found[distribution.name.lower().replace("_", "-")] = " ".join(str(licence) for licence in licences if licence)
    assert [name for name in names if reaches_over_the_network(found.get(name, ""))] == []
    assert reaches_over_the_network("License :: OSI Approved :: GNU Affero General Public License v3")
