"""Every kind of journal row has its words: nobody reads a code."""

import ast
from collections.abc import Iterator

from gov_requests.audit.words import TITLES
from gov_requests.cases.words import WORDS
from gov_requests.statute.facts import KINDS
from tests.support.sources import application_files, tree_of

#: The second argument of `file.record(act, kind, …)`; the first of `act.note(kind, …)`.
PLACES = {"record": 1, "note": 0}
CALLS = {"record": ("file.record",), "note": ("act.note",)}


def written(how: str) -> Iterator[str]:
    for path in application_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS[how]:
                named = node.args[PLACES[how] :][:1]
                yield from (one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_the_audit_log_names_every_kind_of_row():
    kinds = {*written("record"), *written("note"), *KINDS}
    assert {"signed", "signed_in", "extended"} <= kinds
    assert kinds - set(TITLES) == set()


def test_the_trail_names_every_kind_of_row_about_a_request():
    kinds = {*written("record"), *KINDS}
    assert kinds - set(WORDS) == set()
