"""Small enough to see: no file over 350 lines, no function over 60."""

import ast

from tests.support.sources import functions, project_files, python_files, text_of, tree_of

FILE_LINES = 350
FUNCTION_LINES = 60
WRITTEN_BY_HAND = {".py", ".html", ".txt", ".typ", ".css", ".js", ".sh", ".svg"}
#: Made by a tool, or by others.
NOT_OURS = ("requirements/", "static/vendor/", "static/fonts/")


def file_faults(name: str, text: str) -> list[str]:
    lines = len(text.splitlines())
    return [f"{name} has {lines} lines"] if lines > FILE_LINES else []


def function_faults(name: str, tree: ast.Module) -> list[str]:
    found = []
    for function in functions(tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES:
            found.append(f"{name}:{function.lineno} {function.name} has {lines} lines")
    return found


def test_no_file_is_longer_than_350_lines():
    files = [path for path in project_files() if path.suffix in WRITTEN_BY_HAND and not str(path).startswith(NOT_OURS)]
    assert not [fault for path in files for fault in file_faults(str(path), text_of(path))]


def test_no_function_is_longer_than_60_lines():
    files = python_files("app.py", "config.py", "gov_requests", "migrations", "tests", "tools")
    assert not [fault for path in files for fault in function_faults(str(path), tree_of(path))]


def test_a_long_file_is_caught():
    assert file_faults("long.py", "pass\n" * FILE_LINES) == []
    assert file_faults("long.py", "pass\n" * (FILE_LINES + 1)) == ["long.py has 351 lines"]


def test_a_long_method_is_caught():
    body = "        pass\n" * (FUNCTION_LINES - 1)
    assert function_faults("long.py", ast.parse(f"class Desk:\n    def sort(self):\n{body}")) == []
    assert function_faults("long.py", ast.parse(f"class Desk:\n    def sort(self):\n{body}        pass\n")) == [
        "long.py:2 sort has 61 lines"
    ]
