"""The floors of the house, as pyproject.toml states them: imports run down, rooms know no rooms, the law knows nobody."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT, python_files, tree_of

#: For each rule a line that breaks it: into which file, and what import-linter answers.
BREACHES = {
    "the law knows no framework": ("statute/clock.py", "import flask", "gov_requests.statute is not allowed to import flask"),
    "the law knows no calendar library": ("statute/clock.py", "import chinese_calendar", "gov_requests.statute.clock -> chinese_calendar"),
    "the law does not look at the wall clock": (
        "statute/clock.py", "import gov_requests.today", "gov_requests.statute is not allowed to import gov_requests.today",
    ),
    "a room knows no other room": (
        "intake/views.py", "import gov_requests.review", "gov_requests.intake is not allowed to import gov_requests.review",
    ),
    "the file room knows no room": (
        "records/people.py", "import gov_requests.intake", "gov_requests.records is not allowed to import gov_requests.intake",
    ),
    "an import for types counts": (
        "records/people.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gov_requests.web",
        "gov_requests.records is not allowed to import gov_requests.web",
    ),
    "only the calendar asks chinese-calendar": (
        "records/people.py", "import chinese_calendar", "gov_requests.records.people -> chinese_calendar",
    ),
    "nobody knows app.py": ("records/people.py", "import app", "gov_requests is not allowed to import app"),
    "a package without a floor": ("attic/__init__.py", "'''Nobody knows.'''", "attic"),
    "no circles": ("records/people.py", "import gov_requests.records.cases", "No cycles are allowed in gov_requests.records"),
}  # fmt: skip


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run((program, "--no-logo", "--no-cache"), cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory):
    """The floors without what stands on them: empty packages, so that a breach is the only import."""
    home = tmp_path_factory.mktemp("skeleton")
    shutil.copy(ROOT / "pyproject.toml", home)
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    for package in ("", *re.findall(r"\w+", " ".join(rules[0]["layers"]))):
        (home / "gov_requests" / package).mkdir()
        (home / "gov_requests" / package / "__init__.py").touch()
    (home / "gov_requests/records/cases.py").write_text("import gov_requests.records.people")
    (home / "gov_requests/records/people.py").touch()
    (home / "gov_requests/workdays/base.py").write_text("import chinese_calendar")
    return home


def test_imports_run_down():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_skeleton_of_the_twins_is_sound(skeleton):
    answer = lint(skeleton)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_is_caught(skeleton, tmp_path, rule):
    where, source, said = BREACHES[rule]
    home = tmp_path / "house"
    shutil.copytree(skeleton, home)
    (home / "gov_requests" / where).parent.mkdir(exist_ok=True)
    (home / "gov_requests" / where).write_text(source)
    answer = lint(home)
    assert answer.returncode != 0
    assert said in " ".join(answer.stdout.split())


def foreign_imports(tree: ast.Module) -> list[str]:
    """What a module imports beside the standard library and the law itself."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or ".")
    return [
        name
        for name in names
        if name.partition(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("gov_requests.statute.")
    ]


def test_the_law_needs_the_standard_library_only():
    files = [path for path in python_files("gov_requests") if path.parts[1] == "statute"]
    assert files
    assert {str(path): found for path in files if (found := foreign_imports(tree_of(path)))} == {}


def test_a_foreign_import_in_the_law_is_caught():
    source = "import attrs\nfrom gov_requests.records import base\nfrom . import clock\nfrom gov_requests.statute.facts import Fact"
    assert foreign_imports(ast.parse(source)) == ["attrs", "gov_requests.records", "."]
