"""From a drafted notice (告知、征询) to its letter: every number from the dated provisions, the words of the drafter as typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gov_requests.documents.content import Letter
from gov_requests.documents.facts import NoticeFacts
from gov_requests.documents.fee_words import computation, fee_of, standard
from gov_requests.documents.fields import said_in
from gov_requests.documents.issue import Signature, correspondence, due_between, freeze, relief_of
from gov_requests.documents.kinds import LETTERS
from gov_requests.documents.letters import missing, notice
from gov_requests.documents.lint import Finding, lint
from gov_requests.documents.numbers import letter_number
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Letter as LetterRow
from gov_requests.refusals import NotAllowed
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import CorrectionRequested, Extended, OpinionSought
from gov_requests.statute.provisions import (
    EXTENSION_WORKDAYS,
    FEE_ARTICLE,
    FEE_PAYMENT_WORKDAYS,
    OPINION_WORKDAYS,
    article,
    regulations_on,
)
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import today

#: How the drafter's choice of element reads in the letter (第二十九条第二款).
ELEMENTS = {
    "identity": "申请人的姓名或者名称、身份证明、联系方式",
    "description": "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述",
    "form": "申请公开的政府信息的形式要求，包括获取信息的方式、途径",
}
UNDONE = {"abandoned_uncorrected": "补正申请内容", "abandoned_unpaid": "缴纳信息处理费"}
#: D06: whose opinion was asked, as the applicant is told, and by which article.
ASKED = {
    "third_party": ("第三方", article(32)),
    "co_producer": ("共同制作该信息的机关", article(34)),
    "other_organ": ("其他有关机关", article(11)),
}
#: D07: what may be released under which articles (第十五条: consent or the public interest).
RELEASE_GROUNDS = {
    "consent": (article(15), article(32)),
    "public_interest": (article(15), article(32)),
    "no_reasonable_ground": (article(32),),
}


def notice_letter(file: Casefile, drafted: Notice, *, number: str | None = None, dated: date | None = None) -> Letter:
    """Return the letter that a notice leads to; without number and date it is the preview."""
    return notice(_facts(file, drafted, number, dated))


def missing_in_notice(file: Casefile, drafted: Notice) -> tuple[str, ...]:
    """Return the Chinese names of what the notice's letter still lacks."""
    return missing(_facts(file, drafted, None, None))


def lint_notice(file: Casefile, drafted: Notice) -> tuple[Finding, ...]:
    """Return what the law has against the words of the notice's letter as it would be issued today."""
    facts = _facts(file, drafted, None, today())
    return lint(notice(facts), facts, relief=facts.relief)


def freeze_notice(file: Casefile, drafted: Notice, *, dated: date, at: datetime, signature: Signature) -> LetterRow:
    """Keep a notice as it goes out: number, frozen content, PDF. Raises ``NotAllowed`` when something that it must say is missing."""
    lacking = missing_in_notice(file, drafted)
    if lacking:
        raise NotAllowed(f"告知还缺：{'、'.join(lacking)}。")
    letter = notice_letter(file, drafted, number=letter_number(file.case, drafted.code, dated), dated=dated)
    row = freeze(file, letter, at=at, signature=signature)
    row.promised_on = promised_on(file, drafted)
    return row


def promised_on(file: Casefile, drafted: Notice) -> date | None:
    """Return the last day for the reply that the letter tells the applicant; only an extension tells one."""
    return _extended_clock(file, drafted).due_on if drafted.code == "D04" else None


def _facts(file: Casefile, drafted: Notice, number: str | None, dated: date | None) -> NoticeFacts:
    code = drafted.code
    basis = tuple(cited.text for cited in LETTERS[code].grounds)
    typed = NoticeFacts(
        **correspondence(file),
        **said_in(code, drafted.content),
        number=number,
        dated=dated,
        code=code,
        basis=basis,
        addressee_is_person=drafted.content.get("addressee_kind") == "person",
        relief=relief_of(file, code, dated),
    )
    return replace(typed, **_FILLED.get(code, _nothing)(file, drafted))


def _nothing(_file: Casefile, _drafted: Notice) -> dict[str, Any]:
    return {}


def _correction(_file: Casefile, drafted: Notice) -> dict[str, Any]:
    return {"element": ELEMENTS.get(drafted.content["element"], "")}


def _extending(drafted: Notice) -> tuple[Extended]:
    day = today()
    return (Extended(day, drafted.content["workdays"], day),)


def _extended_clock(file: Casefile, drafted: Notice) -> Clock:
    return read_clock([*file.facts, *_extending(drafted)], calendar(), today(), proof=False)


def _extension(file: Casefile, drafted: Notice) -> dict[str, Any]:
    clock = _extended_clock(file, drafted)
    return {
        "basis": (EXTENSION_WORKDAYS.article_on(file.state.received_on).text,),
        "workdays": drafted.content["workdays"],
        "due_on": clock.due_on,
        "provisional": clock.provisional,
        "between": due_between(clock, file, *_extending(drafted)),
    }


def _third_party(file: Casefile, _drafted: Notice) -> dict[str, Any]:
    return {"opinion_workdays": OPINION_WORKDAYS["third_party"].on(file.state.received_on)}


def _organ(file: Casefile, drafted: Notice) -> dict[str, Any]:
    source = drafted.content["source"]
    days = regulations_on(file.state.received_on).safe_opinion_workdays[source]
    return {
        "basis": (ASKED[source][1].text,),
        "opinion_workdays": days,
        "co_producer": source == "co_producer",
    }


def _consultation(file: Casefile, drafted: Notice) -> dict[str, Any]:
    """D06 speaks of the consultation that its content names by ``ref``, else of the latest."""
    ref = drafted.content.get("ref")
    sent = [fact for fact in file.facts if isinstance(fact, OpinionSought) and ref in (None, fact.ref)]
    if not sent:
        return {}
    asked, cited = ASKED[sent[-1].source]
    return {"asked": asked, "asked_by": (cited.text,), "asked_on": sent[-1].on}


def _release(_file: Casefile, drafted: Notice) -> dict[str, Any]:
    return {"basis": tuple(cited.text for cited in RELEASE_GROUNDS.get(drafted.content.get("release", ""), ()))}


def _fee(file: Casefile, drafted: Notice) -> dict[str, Any]:
    said = drafted.content
    return {
        "basis": (article(42).text, FEE_ARTICLE.text),
        "scale": standard(said["scale"]),
        "computation": computation(said["scale"], said["quantity"]),
        "yuan": fee_of(said["scale"], said["quantity"]),
        "payment_workdays": FEE_PAYMENT_WORKDAYS.on(file.state.received_on),
    }


def _abandonment(file: Casefile, drafted: Notice) -> dict[str, Any]:
    kind = REPLY_KINDS[drafted.content["reply_kind"]]
    awaited = file.clock().statutory.awaiting
    expired = asked = None
    if awaited is not None:
        asked = awaited.on
        expired = (
            awaited.reply_by
            if isinstance(awaited, CorrectionRequested)
            else calendar().add(awaited.received_on or awaited.on, FEE_PAYMENT_WORKDAYS.on(file.state.received_on))
        )
    return {
        "basis": tuple(cited.text for cited in kind.articles),
        "ending": kind.code,
        "undone": UNDONE[kind.code],
        "asked_on": asked,
        "expired_on": expired,
    }


_FILLED: dict[str, Callable[[Casefile, Notice], dict[str, Any]]] = {
    "D02": _correction,
    "D04": _extension,
    "D05": _third_party,
    "D06": _consultation,
    "D07": _release,
    "D08": _organ,
    "D09": _fee,
    "D26": _abandonment,
}
