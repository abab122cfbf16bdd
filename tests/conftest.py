"""Fixtures of the whole suite; each plugin says what it brings."""

pytest_plugins = [
    "tests.support.collecting",
    "tests.support.network",
    "tests.support.needs",
    "tests.support.fixtures",
    "tests.support.browser",
]
