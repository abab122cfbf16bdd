"""The tests of the law take less than a second: they load neither a library nor a floor above the law."""

import ast
import sys
from pathlib import Path

from tests.support.sources import python_files, tree_of

FOLDER = Path("tests/statute")
#: The law itself, its calendar, and what the tests of the law share.
LIGHT = ("gov_requests.statute", "gov_requests.workdays", "tests.statute")


def heavy(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found += [name for name in names if not _light(name)]
    return found


def _light(name: str) -> bool:
    top = name.partition(".")[0]
    return (
        top == "pytest" or top in sys.stdlib_module_names or any(f"{name}.".startswith(f"{light}.") for light in LIGHT)
    )


def test_the_tests_of_the_law_load_the_law_alone():
    files = [path for path in python_files("tests") if path.parent == FOLDER]
    assert len(files) > 15
    assert {str(path): names for path in files if (names := heavy(tree_of(path)))} == {}


def test_what_would_slow_them_is_caught():
    slow = [
        "import hypothesis",
        "from flask import Flask",
        "from gov_requests.records.base import db",
        "import gov_requests.web",
    ]
    assert [source for source in slow if not heavy(ast.parse(source))] == []
    assert (
        heavy(
            ast.parse(
                "import json\nfrom gov_requests import workdays\nfrom gov_requests.statute.clock import read_clock"
            )
        )
        == []
    )
