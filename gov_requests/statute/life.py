"""A request's facts in the order in which the law reads them, and what makes a life unreadable."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from gov_requests.statute.facts import Fact, OpinionReceived, OpinionSought, Received


class LifeError(ValueError):
    """Facts that do not make one life. The sentence (Chinese) says what is wrong and what would be right."""


#: By day, on one day by the order of the table; sorting keeps what is left as given.
_when = attrgetter("on", "rank")


def in_order(facts: Iterable[Fact]) -> tuple[Received, list[Fact]]:
    """Return the one Received and the other facts: by day, on one day by rank, then as given. Raises LifeError."""
    ordered = sorted(facts, key=_when)
    received = ordered[0] if ordered else None
    others = ordered[1:]
    if not isinstance(received, Received):
        raise _no_beginning(received, others)
    for fact in others:
        if fact.__class__ in _FITTED:
            _check(received, others)
            break
    return received, others


#: A life has one Received, and letters and answers belong together: these have to fit the others.
_FITTED = frozenset({Received, OpinionSought, OpinionReceived})


def _no_beginning(first: Fact | None, others: list[Fact]) -> LifeError:
    received = next((fact for fact in others if isinstance(fact, Received)), None)
    if first is None or received is None:
        return LifeError("没有 received（收到申请）：每件申请应有且只有一个 received。")
    return LifeError(
        f"{first.title}（{first.kind}）的日期 {first.on} 早于收到申请之日 {received.on}：不得早于 {received.on}。"
    )


def _check(received: Received, others: list[Fact]) -> None:
    letters: dict[str | int, date | None] = {}
    for fact in others:
        if type(fact) is OpinionSought:
            if fact.ref in letters:
                raise LifeError(f"征求意见的 ref “{fact.ref}”重复：每次征求意见应有各自的 ref。")
            letters[fact.ref] = None
        elif type(fact) is OpinionReceived:
            if letters.get(fact.ref, fact.on) is not None:
                raise _no_letter(fact, others)
            letters[fact.ref] = fact.on
        elif type(fact) is Received:
            raise LifeError(
                f"received（收到申请）有两个（{received.on}、{fact.on}）：每件申请应有且只有一个 received。"
            )


def _no_letter(answer: OpinionReceived, others: list[Fact]) -> LifeError:
    letter = next((fact for fact in others if isinstance(fact, OpinionSought) and fact.ref == answer.ref), None)
    if letter is None:
        return LifeError(f"ref “{answer.ref}”的 opinion_received 没有对应的 opinion_sought：应先有征求意见。")
    if letter.on > answer.on:
        return LifeError(
            f"ref “{answer.ref}”的收到意见之日 {answer.on} 早于征求意见之日 {letter.on}：不得早于 {letter.on}。"
        )
    return LifeError(f"ref “{answer.ref}”的 opinion_received 出现两次：每次征求意见只应有一个收到意见之日。")
