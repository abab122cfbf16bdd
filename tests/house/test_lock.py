"""The locks: every release pinned with its hashes, no address, and what runs is what is tested."""

import re
from importlib import metadata

import pytest

from tests.support.sources import ROOT


def pinned(lock: str) -> dict[str, str]:
    """Each package of a lock and its pin with the hashes."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.partition("==")[0]: line for line in text.splitlines() if line.strip() and not line.startswith("#")}


@pytest.mark.parametrize("lock", ["run.txt", "test.txt"])
def test_every_line_of_a_lock_pins_one_release_by_hash(lock):
    lines = pinned(lock)
    assert [
        line for line in lines.values() if not re.match(r"[a-z0-9.-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []
    assert [line for line in lines.values() if "//" in line or "index-url" in line] == []


def test_what_runs_is_what_is_tested():
    run, test = pinned("run.txt"), pinned("test.txt")
    assert {name: line for name, line in run.items() if test.get(name) != line} == {}


@pytest.mark.parametrize("source", ["run", "test"])
def test_a_lock_holds_all_that_its_source_asks_for(source):
    words = (ROOT / "requirements" / f"{source}.in").read_text(encoding="utf-8").splitlines()
    asked = {found.group().lower() for word in words if (found := re.match(r"[A-Za-z][\w.-]*", word))}
    assert asked - set(pinned(f"{source}.txt")) == set()


def test_no_licence_reaches_over_the_network():
    # The AGPL would bind whoever offers the system to the public.
    names = [name for name in pinned("test.txt") if name != "colorama"]
    found = {}
    for distribution in metadata.distributions():
        about = distribution.metadata.json
        licences = [about.get("license_expression"), about.get("license"), *about.get("classifier", [])]
        found[distribution.name.lower().replace("_", "-")] = " ".join(str(licence) for licence in licences if licence)
    assert [name for name in names if re.search("AGPL|Affero", found.get(name, ""))] == []
