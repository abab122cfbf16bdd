"""The typed ways of saying no. Everything else that is raised is a bug and must crash loudly."""

from collections.abc import Sequence
from typing import Protocol


class SaysWhy(Protocol):
    """What an objection of the law looks like from here (see ``statute.objections``)."""

    @property
    def article(self) -> str:
        """The article that says so."""

    @property
    def sentence(self) -> str:
        """What is wrong."""

    @property
    def allowed(self) -> str | None:
        """What would be allowed instead."""


class Refusal(Exception):
    """An expected no. ``status`` is the HTTP status, ``sentences`` what the person reads."""

    status = 422

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class NotAllowed(Refusal):
    """The procedure forbids it now or to this person (办理程序)."""

    status = 409


class LawObjects(Refusal):
    """The law forbids it; each sentence names the article and what would be allowed."""

    def __init__(self, objections: Sequence[SaysWhy]) -> None:
        super().__init__(*(told(objection) for objection in objections))
        self.objections = tuple(objections)


def told(objection: SaysWhy) -> str:
    """Return an objection as people read it: fact, article, way out."""
    return f"{objection.sentence}{objection.article}。" + (
        f"现在可以：{objection.allowed}" if objection.allowed else ""
    )


class BadInput(Refusal):
    """What was typed cannot be used; ``field`` is where (a form field's name), where there is one."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class SomeoneElseActed(Refusal):
    """The form was opened on an earlier version of the case: nothing was stored."""

    status = 409


class NotFound(Refusal):
    """Absent, or out of this person's scope: the same answer for both."""

    status = 404


class AlreadyDone(Exception):
    """The same form came in twice (double click, back button, retry): the act stands once. ``case_id`` is its case."""

    def __init__(self, case_id: int | None) -> None:
        super().__init__("already done")
        self.case_id = case_id
