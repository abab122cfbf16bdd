"""One act is one transaction: only records/base.py commits."""

import ast
from pathlib import Path

from tests.support.sources import application_files, tree_of

HOME = Path("gov_requests/records/base.py")


def commits(tree: ast.Module) -> list[int]:
    """The lines that commit, or hand the commit on to be called elsewhere."""
    attributes = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "commit"]
    statements = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip().upper() == "COMMIT"
    ]
    return sorted(attributes + statements)


def test_only_the_file_room_commits_and_at_one_place():
    found = {path: commits(tree_of(path)) for path in application_files()}
    assert {str(path): lines for path, lines in found.items() if lines and path != HOME} == {}
    assert len(found[HOME]) == 1


def test_a_second_commit_is_caught():
    assert commits(ast.parse("db.session.commit()")) == [1]
    assert commits(ast.parse("done = session.commit\ndone()")) == [1]
    assert commits(ast.parse("connection.exec_driver_sql('commit')")) == [1]
