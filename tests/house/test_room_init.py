"""A room's __init__.py says what the room does and holds its blueprint; app.py imports the rest."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT, tree_of


def rooms() -> list[str]:
    """The rooms, as the import rules list them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    (line,) = (layer for layer in layers if "intake" in layer)
    return [name.strip(" ()") for name in line.split("|")]


def faults(tree: ast.Module) -> list[str]:
    found = [] if ast.get_docstring(tree) else ["no docstring says what the room does"]
    for node in tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "flask":
            continue
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["bp"]:
            continue
        found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("room", rooms())
def test_the_door_of_a_room_holds_its_blueprint_only(room):
    assert faults(tree_of(Path("gov_requests", room, "__init__.py"))) == []


def test_an_open_door_is_caught():
    door = '"""A room."""\nfrom flask import Blueprint\nbp = Blueprint("a", __name__)\n'
    assert faults(ast.parse(door)) == []
    assert faults(ast.parse(door + "from gov_requests.a import views\n")) == [
        "line 4: from gov_requests.a import views"
    ]
    assert faults(ast.parse("bp = 1")) == ["no docstring says what the room does"]
