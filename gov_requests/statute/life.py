"""A request's facts in the order in which the law reads them, and what makes a life unreadable."""

from collections.abc import Iterable
from datetime import date

from gov_requests.statute.facts import Fact, OpinionReceived, OpinionSought, Received


class LifeError(ValueError):
    """Facts that do not make one life. The sentence (Chinese) says what is wrong and what would be right."""


def _when(fact: Fact) -> tuple[date, int]:
    return fact.on, fact.rank


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts by day, on one day by rank, then as given; the first is the one Received. Raises LifeError."""
    ordered = sorted(facts, key=_when)
    if not ordered or ordered[0].__class__ is not Received:
        _refuse_beginning(ordered)
    if len(ordered) > 1:
        _check(ordered)
    return ordered


def _refuse_beginning(ordered: list[Fact]) -> None:
    received = next((fact for fact in ordered if isinstance(fact, Received)), None)
    if received is None:
        raise LifeError("没有 received（收到申请）：每件申请应有且只有一个 received。")
    early = ordered[0]
    raise LifeError(
        f"{early.title}（{early.kind}）的日期 {early.on} 早于收到申请之日 {received.on}：不得早于 {received.on}。"
    )


def _check(ordered: list[Fact]) -> None:
    sought: dict[str | int, OpinionSought] = {}
    answered: set[str | int] = set()
    for fact in ordered[1:]:
        if isinstance(fact, OpinionSought):
            if fact.ref in sought:
                raise LifeError(f"征求意见的 ref “{fact.ref}”重复：每次征求意见应有各自的 ref。")
            sought[fact.ref] = fact
        elif isinstance(fact, OpinionReceived):
            if fact.ref not in sought:
                _refuse_answer(fact, ordered)
            if fact.ref in answered:
                raise LifeError(f"ref “{fact.ref}”的 opinion_received 出现两次：每次征求意见只应有一个收到意见之日。")
            answered.add(fact.ref)
        elif isinstance(fact, Received):
            raise LifeError(
                f"received（收到申请）有两个（{ordered[0].on}、{fact.on}）：每件申请应有且只有一个 received。"
            )


def _refuse_answer(fact: OpinionReceived, ordered: list[Fact]) -> None:
    letter = next((f for f in ordered if isinstance(f, OpinionSought) and f.ref == fact.ref), None)
    if letter is None:
        raise LifeError(f"ref “{fact.ref}”的 opinion_received 没有对应的 opinion_sought：应先有征求意见。")
    raise LifeError(f"ref “{fact.ref}”的收到意见之日 {fact.on} 早于征求意见之日 {letter.on}：不得早于 {letter.on}。")
