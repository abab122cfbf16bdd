"""Every article of the Regulations (条例) that the statute binds somebody to is held by a test that names it."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from gov_requests.statute import provisions, reply_kinds
from gov_requests.statute.provisions import REGULATIONS, Article, Provision
from gov_requests.statute.reply_kinds import ReplyKind
from tests.support.sources import python_files, tree_of


def articles_in(value: Any) -> Iterator[Article]:
    """The articles that a value of the statute cites."""
    if isinstance(value, Article):
        yield value
    elif isinstance(value, Provision):
        yield from (row[1] for row in value.rows)
    elif isinstance(value, ReplyKind):
        yield from value.articles
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from articles_in(inner)
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from articles_in(inner)


def binding() -> set[int]:
    """The articles now in force that provisions and reply kinds rest on."""
    cited = articles_in([vars(provisions), vars(reply_kinds)])
    return {article.number for article in cited if article.law == REGULATIONS and article.number is not None}


def named(tree: ast.Module) -> set[int]:
    """The articles in the `article(…)` marks of a test module."""
    marks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.article"
    ]
    return {
        word.value
        for mark in marks
        for word in mark.args
        if isinstance(word, ast.Constant) and isinstance(word.value, int)
    }


def test_every_binding_article_is_held_by_a_test():
    tested = {number for path in python_files("tests") for number in named(tree_of(path))}
    assert sorted(binding() - tested) == []


def test_the_articles_that_bind_are_found():
    # 30 correction, 31 receipt, 32 third party, 33 period, 36 replies, 37 partly: without these the search itself is broken.
    assert {30, 31, 32, 33, 36, 37} <= binding()


def test_an_article_that_no_test_names_is_caught():
    module = ast.parse("@pytest.mark.article(30, 33)\ndef test_a(): pass\npytestmark = pytest.mark.article(31)\n")
    assert named(module) == {30, 31, 33}
    assert binding() - named(module)
