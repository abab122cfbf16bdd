"""What a test needs from the machine: skipped where it is missing, a failure where REQUIRE_ALL=1 says that all must run."""

import os
from collections.abc import Generator
from typing import Any, NoReturn

import pytest

REQUIRE_ALL = "REQUIRE_ALL"
#: Fixtures that tell what a test needs; the marker lets a stage of `make test` choose.
MARKERS = {
    "app": "database",
    "databases": "database",
    "postgresql": "postgresql",
    "page": "browser",
    "phone": "browser",
    "browser": "browser",
    "bundle": "bundle",
}


def missing(what: str) -> NoReturn:
    """Skip the test that asked; `pytest_runtest_makereport` makes a failure of it where nothing may be skipped."""
    pytest.skip(what)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the fixtures that it asks for, directly or through others."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKERS:
                item.add_marker(MARKERS[fixture])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    """Make a failure of a skip, where the run must be complete."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and must_run(item):
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped ({call.excinfo and call.excinfo.value}), and {REQUIRE_ALL}=1 forbids that"
        )
    return report


def must_run(item: pytest.Item) -> bool:
    """Whether this test may not be skipped in this run."""
    return os.environ.get(REQUIRE_ALL) == "1" and any(item.get_closest_marker(name) for name in set(MARKERS.values()))
