"""From a drafted notice (告知、征询) to its letter: every number from the dated provisions, the words of the drafter as typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gov_requests.documents.content import Letter
from gov_requests.documents.facts import NoticeFacts
from gov_requests.documents.issue import UNKNOWN_COURT, UNKNOWN_REVIEWER, Signature, correspondence, freeze
from gov_requests.documents.letters import missing, notice
from gov_requests.documents.numbers import letter_number
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Letter as LetterRow
from gov_requests.refusals import NotAllowed
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import CorrectionRequested, Extended
from gov_requests.statute.fees import fee_by_page, fee_by_piece
from gov_requests.statute.provisions import (
    FEE_ARTICLE,
    FEE_PAYMENT_WORKDAYS,
    OPINION_WORKDAYS,
    REPLY_WORKDAYS,
    article,
    regulations_on,
)
from gov_requests.statute.remedies import relief_clause
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import today

#: How the drafter's choice of element reads in the letter (第二十九条第二款).
ELEMENTS = {
    "identity": "申请人的姓名或者名称、身份证明、联系方式",
    "description": "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述",
    "form": "申请公开的政府信息的形式要求，包括获取信息的方式、途径",
}
UNDONE = {"abandoned_uncorrected": "补正申请内容", "abandoned_unpaid": "缴纳信息处理费"}
SCALES = {"by_piece": "按件计收（国办函〔2020〕109号）", "by_page": "按量计收（国办函〔2020〕109号）"}


def notice_letter(file: Casefile, drafted: Notice, *, number: str | None = None, dated: date | None = None) -> Letter:
    """Return the letter that a notice leads to; without number and date it is the preview."""
    return notice(_facts(file, drafted, number, dated))


def missing_in_notice(file: Casefile, drafted: Notice) -> tuple[str, ...]:
    """Return the Chinese names of what the notice's letter still lacks."""
    return missing(_facts(file, drafted, None, None))


def freeze_notice(file: Casefile, drafted: Notice, *, dated: date, at: datetime, signature: Signature) -> LetterRow:
    """Keep a notice as it goes out: number, frozen content, PDF. Raises ``NotAllowed`` when something that it must say is missing."""
    lacking = missing_in_notice(file, drafted)
    if lacking:
        raise NotAllowed(f"告知还缺：{'、'.join(lacking)}。")
    letter = notice_letter(file, drafted, number=letter_number(file.case, drafted.code), dated=dated)
    row = freeze(file, letter, at=at, signature=signature)
    row.promised_on = promised_on(file, drafted)
    return row


def promised_on(file: Casefile, drafted: Notice) -> date | None:
    """Return the last day for the reply that the letter tells the applicant; only an extension tells one."""
    return _extended_clock(file, drafted).due_on if drafted.code == "D04" else None


def _facts(file: Casefile, drafted: Notice, number: str | None, dated: date | None) -> NoticeFacts:
    base = NoticeFacts(**correspondence(file), number=number, dated=dated, code=drafted.code, basis=())
    return replace(base, **_FILLED[drafted.code](file, drafted))


def _correction(_file: Casefile, drafted: Notice) -> dict[str, Any]:
    said = drafted.content
    return {
        "basis": (article(30).text,),
        "element": ELEMENTS.get(said["element"], ""),
        "points": tuple(line.strip() for line in said["points"].splitlines() if line.strip()),
        "guidance": said["guidance"],
        "reply_by": date.fromisoformat(said["reply_by"]),
    }


def _extended_clock(file: Casefile, drafted: Notice) -> Clock:
    day = today()
    return read_clock([*file.facts, Extended(day, drafted.content["workdays"], day)], calendar(), day, proof=False)


def _extension(file: Casefile, drafted: Notice) -> dict[str, Any]:
    clock = _extended_clock(file, drafted)
    basis = REPLY_WORKDAYS.article_on(file.state.received_on).text
    said = drafted.content
    return {
        "basis": (basis,),
        "reason": said["reason"],
        "workdays": said["workdays"],
        "due_on": clock.due_on,
        "provisional": clock.provisional,
    }


def _third_party(file: Casefile, drafted: Notice) -> dict[str, Any]:
    days = OPINION_WORKDAYS["third_party"].on(file.state.received_on)
    return {
        "basis": (article(32).text,),
        "addressee": drafted.content["addressee"],
        "subject": drafted.content["subject"],
        "opinion_workdays": days,
    }


def _organ(file: Casefile, drafted: Notice) -> dict[str, Any]:
    co_producer = drafted.content["source"] == "co_producer"
    days = regulations_on(file.state.received_on).safe_opinion_workdays[drafted.content["source"]]
    return {
        "basis": (article(34 if co_producer else 11).text,),
        "addressee": drafted.content["addressee"],
        "subject": drafted.content["subject"],
        "opinion_workdays": days,
        "co_producer": co_producer,
    }


def fee_of(scale: str, quantity: int) -> int:
    """Return what this request costs in yuan: the n-th piece of the month alone, or the pages of the request."""
    return fee_by_piece(quantity) - fee_by_piece(quantity - 1) if scale == "by_piece" else fee_by_page(quantity)


def _fee(file: Casefile, drafted: Notice) -> dict[str, Any]:
    said = drafted.content
    yuan = fee_of(said["scale"], said["quantity"])
    counted = f"本自然月第{said['quantity']}件" if said["scale"] == "by_piece" else f"本件共{said['quantity']}页"
    return {
        "basis": (article(42).text, FEE_ARTICLE.text),
        "finding": said["finding"],
        "scale": SCALES[said["scale"]],
        "computation": f"{counted}，计{yuan}元",
        "yuan": yuan,
        "payment_workdays": FEE_PAYMENT_WORKDAYS.on(file.state.received_on),
        "how_to_pay": said["how_to_pay"],
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
    organ = file.case.organ
    clause = relief_clause(
        kind.route,
        reviewing_organ=organ.reviewing_organ or UNKNOWN_REVIEWER,
        court=organ.court or UNKNOWN_COURT,
        on=today(),
    )
    return {
        "basis": tuple(cited.text for cited in kind.articles),
        "undone": UNDONE[kind.code],
        "asked_on": asked,
        "expired_on": expired,
        "relief": (clause,) if clause else (),
    }


_FILLED: dict[str, Callable[[Casefile, Notice], dict[str, Any]]] = {
    "D02": _correction,
    "D04": _extension,
    "D05": _third_party,
    "D08": _organ,
    "D09": _fee,
    "D26": _abandonment,
}
