"""What the guards of the house read: the project's files, as text and as syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or will be committed, relative to the root."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}))


def python_files(*roots: str) -> list[Path]:
    """The Python files under the given files and folders, relative to the root."""
    return [path for path in project_files() if path.suffix == ".py" and (path.parts[0] in roots or str(path) in roots)]


def application_files() -> list[Path]:
    """The Python files of the running system."""
    return python_files("app.py", "config.py", "gov_requests")


def text_of(path: Path) -> str:
    """The text of a project file."""
    return (ROOT / path).read_text(encoding="utf-8")


def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a project file."""
    return ast.parse(text_of(path), str(path))


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function and method of a module, also nested ones."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))
