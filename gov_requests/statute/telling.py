"""What is told without touching the clock (说明理由、征求意见情况、向第三方公开告知), and what Article 32 asks before a reply.

A third party's refusal is neither taken over unread nor passed by in silence: it is asked, it has its 15 working days, and whoever
releases against its will tells it first what is released and why (第三十二条).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Fact, OpinionReceived, OpinionSought
from gov_requests.statute.objections import Objection
from gov_requests.statute.provisions import (
    DELIVERY_ARTICLE,
    NEW_IN_FORCE,
    THIRD_PARTY,
    Provision,
    article,
    regulations_on,
)
from gov_requests.statute.reply_kinds import ReplyKind
from gov_requests.statute.wording import day_text

#: How many working days before the safe day a reply by post is warned of.
POSTING_WORKDAYS: Final = 2
#: Working days between telling the third party and giving the information out, so that relief is not too late. [I]
RELEASE_INTERVAL: Final = Provision("告知第三方与提供信息的间隔", ((NEW_IN_FORCE, article(32), 5),))


def to_telling(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """第三十五条、第四十一条: asking for reasons, telling of a correction: only while the request is open."""
    closed = read_clock(list(facts), calendar, on, proof=False).statutory.closed_by
    if closed is None:
        return []
    sentence = f"该申请已于{day_text(closed.on)}{closed.title}办结，不能再告知。"
    return [Objection(article(33).text, sentence, "如办结有误，请先更正办结的记录。")]


def to_telling_of_consultation(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """第三十三条第三款: telling the applicant that others are asked: only once they have been asked."""
    known = list(facts)
    if found := to_telling(known, calendar, on=on):
        return found
    if any(isinstance(fact, OpinionSought) for fact in known):
        return []
    return [
        Objection(
            article(33, 3).text, "还没有发出征求意见函，没有可以告知的情况。", "请先征求第三方或者有关机关的意见。"
        )
    ]


def to_telling_of_release(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """第三十二条: telling a third party that its information is released: once it was asked, and has answered or had its time."""
    known = list(facts)
    if found := to_telling(known, calendar, on=on):
        return found
    if not any(_asked(known)):
        return [Objection(article(32).text, "还没有书面征求第三方的意见。", "请先发出征求第三方意见书。")]
    return _unheard(known, calendar, on)


def earliest_release(calendar: Calendar, *, told_on: date) -> date:
    """Return the first day on which information may be given out of which a third party is told on ``told_on``."""
    return calendar.add(told_on, RELEASE_INTERVAL.on(told_on))


def third_party_before(
    facts: Iterable[Fact],
    calendar: Calendar,
    kind: ReplyKind,
    *,
    on: date,
    against: Collection[str],
    release_on: date | None,
) -> list[Objection]:
    """第三十二条: what a third party is owed before a reply of ``kind`` is signed ``on``.

    ``against`` the letters (ref) whose answer did not consent; ``release_on`` the day told to the third party, None where it was not told.
    """
    known = list(facts)
    cited = article(32).text
    asked = list(_asked(known))
    if kind.code == "third_party_rights" and not asked:
        return [
            Objection(
                cited,
                "没有书面征求第三方意见的记录。",
                "请发出征求第三方意见书；确实无法征求的，写明理由。",
                "warning",
                needs_reason=True,
            )
        ]
    found = _unheard(known, calendar, on) if kind.hands_out or kind.code == "third_party_rights" else []
    objects = [fact for fact in asked if str(fact.ref) in against]
    if not objects or not kind.hands_out:
        return found
    if (
        kind.withholds
    ):  # Parts are withheld: whether what the third party objects to is among them is the handler's to say.
        sentence = "第三方不同意公开：提供的部分如涉及该第三方，须先书面告知其公开的内容和理由。"
        return [*found, *([] if release_on else [Objection(cited, sentence, None, "warning", needs_reason=True)])]
    if release_on is None:
        sentence = "第三方不同意公开，还没有书面告知第三方决定公开的内容和理由。"
        return [*found, Objection(cited, sentence, "请先向第三方发出公开告知书。")]
    if on < release_on:
        sentence = f"已告知第三方自{day_text(release_on)}起提供，现在尚未到。"
        return [*found, Objection(cited, sentence, None, "warning", needs_reason=True)]
    return found


def posting_soon(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> Objection | None:
    """国办公开办函〔2016〕235号: a reply that goes by post counts on the day of posting: a warning from the second working day before."""
    due = read_clock(list(facts), calendar, on, proof=False).safe_due_on
    if due is None or on > due or calendar.count(on, due) > POSTING_WORKDAYS:
        return None
    sentence = f"邮寄以交邮之日为准，安全期限是{day_text(due)}，请在当日邮局收寄截止以前交邮。"
    return Objection(DELIVERY_ARTICLE.text, sentence, None, "warning")


def _asked(facts: Iterable[Fact]) -> Iterator[OpinionSought]:
    return (fact for fact in facts if isinstance(fact, OpinionSought) and fact.source == THIRD_PARTY)


def _unheard(facts: list[Fact], calendar: Calendar, on: date) -> list[Objection]:
    """Return an objection a letter whose third party has neither answered nor had its time."""
    answered = {fact.ref for fact in facts if isinstance(fact, OpinionReceived)}
    found = []
    for fact in _asked(facts):
        limit = regulations_on(fact.on).opinion_workdays[THIRD_PARTY]
        if fact.ref in answered or limit is None:
            continue
        last = calendar.add(fact.delivered_on, limit) if fact.delivered_on else None
        if last is not None and on > last:
            continue
        until = (
            f"第三方提出意见的期限至{day_text(last)}，尚未届满" if last else "还没有登记送达日，提出意见的期限未起算"
        )
        sentence = f"征求意见书（{fact.ref}）还没有收到答复，{until}。"
        found.append(Objection(article(32).text, sentence, "请等待第三方的意见；期满未答复的，由本机关依法决定。"))
    return found
