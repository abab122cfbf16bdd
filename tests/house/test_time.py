"""Only gov_requests/today.py asks the machine for the time; everybody else is told the day."""

import ast
from pathlib import Path

from tests.support.sources import application_files, tree_of

HOME = Path("gov_requests/today.py")
#: Methods that ask the machine, or the database, whose clock is another one.
ASKING = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns", "current_timestamp", "current_date"}
SQL = ("current_timestamp", "current_date", "datetime('now", "now()")


def askings(tree: ast.Module) -> list[str]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if (node.func.attr in ASKING and owner != "today") or (owner == "time" and node.func.attr == "time"):
                found.append(f"line {node.lineno}: {ast.unparse(node.func)}()")
        elif isinstance(node, ast.Constant) and id(node) not in prose and _asks_in_sql(node.value):
            found.append(f"line {node.lineno}: {node.value!r}")
    return found


def _asks_in_sql(value: object) -> bool:
    return isinstance(value, str) and any(term in value.lower() for term in SQL)


def test_only_one_module_asks_the_machine_for_the_time():
    found = {str(path): askings(tree_of(path)) for path in application_files() if path != HOME}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_asking_elsewhere_is_caught():
    asking = [
        "date.today()",
        "datetime.now(tz=UTC)",
        "dt.datetime.utcnow()",
        "time.time()",
        "func.now()",
        "text('SELECT now()')",
    ]
    assert [source for source in asking if not askings(ast.parse(source))] == []
    assert askings(ast.parse("today.now()\ntoday()\ntime.monotonic()")) == []
