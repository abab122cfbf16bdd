"""No import inside a function: whoever needs one stands on the wrong floor."""

import ast

from tests.support.sources import functions, python_files, tree_of


def local_imports(tree: ast.Module) -> list[int]:
    return sorted(
        {
            node.lineno
            for function in functions(tree)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def test_every_import_stands_at_the_top_of_its_file():
    files = python_files("app.py", "config.py", "gov_requests", "tests", "tools", "migrations")
    found = {str(path): local_imports(tree_of(path)) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_an_import_in_a_function_is_caught():
    assert local_imports(ast.parse("import os\ndef act():\n    if os.name:\n        from flask import g\n")) == [4]
