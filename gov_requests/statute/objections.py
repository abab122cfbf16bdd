"""What the law objects to (法律上的障碍), before an act is performed.

The clock computes whatever happened; here stands what the system will not perform. The judgement is the clock's own: the act is tried
as one more fact, and what the readings say of it is told as an :class:`Objection`. A refusal names the article and what would be
allowed. Between the safe day and the due day it is a warning: the organ may claim the date, but somebody can dispute it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gov_requests.statute import provisions
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import (
    Abandoned,
    CorrectionRequested,
    Extended,
    Fact,
    FeeNoticed,
    OpinionSought,
    Replied,
)
from gov_requests.statute.folding import fold
from gov_requests.statute.judgments import judgment
from gov_requests.statute.life import in_order
from gov_requests.statute.provisions import (
    DELIVERY_ARTICLE,
    POSTAL_ENTERPRISE_ARTICLE,
    Regulations,
    article,
    regulations_on,
)
from gov_requests.statute.reading import Entry, Reading
from gov_requests.statute.reply_kinds import MUST_SAY, ReplyKind
from gov_requests.statute.safe_reading import SafeReading
from gov_requests.statute.wording import day_text

Severity = Literal["refusal", "warning"]
_REVIEWS = {"secrecy": ("保密审查", article(17)), "legal": ("法制审核", article(17))}


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing the law has against an act. ``allowed``: what would be allowed instead; a warning does not stop the act.

    ``needs_reason``: whoever passes the warning over says why (lateness is told, and never asks for a reason).
    """

    article: str
    sentence: str
    allowed: str | None = None
    severity: Severity = "refusal"
    needs_reason: bool = False


def refusals(objections: Iterable[Objection]) -> list[Objection]:
    """Return those that stop the act."""
    return [objection for objection in objections if objection.severity == "refusal"]


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a reading makes of a fact that is only tried."""

    reading: Reading
    log: list[Entry]
    fact: Fact

    def judged(self, *rules: str) -> dict[str, Any] | None:
        """Return the values of the first of ``rules`` that was said of the fact; None where none was."""
        for rule, fact, values in self.log:
            if fact is self.fact and rule in rules:
                return {"rule": rule, **values}
        return None


def _try(facts: Iterable[Fact], calendar: Calendar, fact: Fact) -> tuple[_Trial, _Trial]:
    received, others = in_order([*facts, fact])
    regulations = regulations_on(received.legal_on)
    trials = []
    for kind in (Reading, SafeReading):
        log: list[Entry] = []
        reading = kind(received, regulations, calendar, log)
        fold(reading, others)
        trials.append(_Trial(reading, log, fact))
    return trials[0], trials[1]


def _told(
    rule: str, fact: Fact, values: dict[str, Any], law: Regulations, allowed: str | None, severity: Severity
) -> Objection:
    cited, sentence = judgment(rule, fact, values, law)
    return Objection(cited, sentence, allowed, severity)


def _closed(trial: _Trial) -> list[Objection]:
    closed = trial.reading.closed_by
    if closed is None or closed is trial.fact:
        return []
    sentence = f"该申请已于{day_text(closed.on)}{closed.title}办结，不能再{trial.fact.title}。"
    return [Objection(article(33).text, sentence, "如办结有误，请先更正办结的记录。")]


def to_extending(
    facts: Iterable[Fact], calendar: Calendar, *, on: date, workdays: int, approved_on: date | None
) -> list[Objection]:
    """第三十三条第二款: extending by ``workdays``, told to the applicant ``on``, consented to on ``approved_on``."""
    fact = Extended(on, workdays, approved_on)
    statutory, safe = _try(facts, calendar, fact)
    if found := _closed(statutory):
        return found
    law = statutory.reading.regulations
    refused = statutory.judged("extension_invalid")
    if refused is not None:
        return [_told("extension_invalid", fact, refused, law, _instead_of_extending(refused, law), "refusal")]
    doubted = safe.judged("extension_invalid")
    if doubted is not None and doubted["because"] == "after_due":
        return [_between(fact, doubted["due"], law)]
    return []


def _instead_of_extending(refused: dict[str, Any], law: Regulations) -> str | None:
    because = refused["because"]
    if because == "length":
        return f"可以延长1至{law.extension_workdays}个工作日。"
    if because == "consent":
        return "请先由政府信息公开工作机构负责人同意，再告知申请人。"
    if because == "after_due":
        return "期限已过，请尽快答复；届满日以前已经告知的，可以补录。"
    return "收到补正或缴费后期限重新计算，届时可以延期。" if because == "awaiting" else None


def _between(fact: Fact, safe_due: date, law: Regulations) -> Objection:
    sentence = f"{day_text(fact.on)}已过安全期限{day_text(safe_due)}：{fact.title}按法定期限有效，但可能被提出异议。"
    return Objection(law.reply_article.text, sentence, None, "warning")


def _to_notice(facts: Iterable[Fact], calendar: Calendar, fact: CorrectionRequested | FeeNoticed) -> list[Objection]:
    """What stands against a notice that stops the clock, whichever it is."""
    statutory, safe = _try(facts, calendar, fact)
    if found := _closed(statutory):
        return found
    law = statutory.reading.regulations
    refused = statutory.judged("notice_after_due", "notice_while_awaiting", "correction_repeated")
    if refused is not None:
        return [_told(refused["rule"], fact, refused, law, _INSTEAD_OF_NOTICE[refused["rule"]], "refusal")]
    late = statutory.judged("correction_notice_late")
    if late is not None:
        severity: Severity = "refusal" if provisions.LATE_CORRECTION_REFUSED.value else "warning"
        instead = "请按现有内容答复；期限内已经告知的，可以补录。"
        return [_told("correction_notice_late", fact, late, law, instead, severity)]
    doubted = safe.judged("notice_after_due", "correction_notice_late")
    if doubted is None:
        return []
    return [_between(fact, doubted["due"] if doubted["rule"] == "notice_after_due" else doubted["last"], law)]


_INSTEAD_OF_NOTICE = {
    "notice_after_due": "期限已过，请尽快答复；届满日以前已经告知的，可以补录。",
    "notice_while_awaiting": "请等待申请人补正或缴费；期满不补正、不缴费的，可以按视为放弃办结。",
    "correction_repeated": "请按补正后的内容答复；内容仍不明确的，可以按“补正后申请内容仍不明确”答复。",
}


def to_asking_correction(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """第三十条: asking for a correction ``on``: once, all points at once, within 7 working days of receipt."""
    return _to_notice(facts, calendar, CorrectionRequested(on))


def to_noticing_fee(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """109号: sending a fee notice ``on``, within the period of the request."""
    return _to_notice(facts, calendar, FeeNoticed(on))


def to_seeking_opinion(facts: Iterable[Fact], calendar: Calendar, *, on: date, source: str) -> list[Objection]:
    """第三十二条、第三十四条: asking ``source`` for its opinion ``on``. Always allowed while open; warned where it stops nothing."""
    known = list(facts)
    fact = OpinionSought(on, object_ref(known), source)
    statutory, _ = _try(known, calendar, fact)
    if found := _closed(statutory):
        return found
    law = statutory.reading.regulations
    pause = law.pause_article.text
    unpaused = statutory.judged("opinion_without_pause")
    if unpaused is not None:
        return [_told("opinion_without_pause", fact, unpaused, law, None, "warning")]
    before = read_clock(known, calendar, on, proof=False).statutory.due_as_stood(on)
    if before is not None and on >= before:
        sentence = f"答复期限届满日{day_text(before)}已到：可以征求意见，但所需时间不再扣除。"
        return [Objection(pause, sentence, "请在届满日以前发出征求意见函。", "warning")]
    return []


def object_ref(facts: Iterable[Fact]) -> str:
    """Return a ``ref`` for the next letter of a life: A, B, … AA, none that is in use."""
    used = {str(fact.ref) for fact in facts if isinstance(fact, OpinionSought)}
    number = 0
    while (ref := _letters(number)) in used:
        number += 1
    return ref


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _letters(number: int) -> str:
    ahead, own = divmod(number, len(_ALPHABET))
    return (_letters(ahead - 1) if ahead else "") + _ALPHABET[own]


def to_signing(
    facts: Iterable[Fact],
    calendar: Calendar,
    kind: ReplyKind,
    *,
    on: date,
    said: Collection[str],
    reviewed: Collection[str],
) -> list[Objection]:
    """第三十六条、第十七条: signing a reply of ``kind`` ``on``; ``said`` what the letter says, ``reviewed`` the reviews passed."""
    statutory, _ = _try(facts, calendar, Replied(on))
    found = _closed(statutory)
    ground = kind.ground or article(36).text
    found += [
        Objection(ground, f"“{kind.title}”的答复没有写明{MUST_SAY[key]}。", f"请补充{MUST_SAY[key]}。")
        for key in kind.must_say
        if key not in said
    ]
    found += [
        Objection(_REVIEWS[review][1].text, f"尚未通过{_REVIEWS[review][0]}。", f"请先完成{_REVIEWS[review][0]}。")
        for review in kind.reviews
        if review not in reviewed
    ]
    due = statutory.reading.due_on(on)
    if not found and due is not None and on > due:
        late = statutory.reading.regulations.reply_article
        found.append(
            Objection(late.text, f"答复期限已于{day_text(due)}届满，答复已经逾期。", "请尽快签发并送达。", "warning")
        )
    return found


def to_closing(
    facts: Iterable[Fact],
    calendar: Calendar,
    *,
    on: date | None,
    signed_on: date | None,
    method: Literal["direct", "entrusted", "post", "online"],
    china_post: bool = True,
) -> list[Objection]:
    """235号: closing as replied. ``on`` the day that counts: posted, signed for, or delivered by the system (None: not yet).

    ``signed_on`` the letter was signed (签发); ``china_post`` False: sent with another courier.
    """
    if signed_on is None:
        return [Objection(article(36).text, "答复尚未签发，不能办结。", "请先签发答复。")]
    if on is None:
        return [Objection(DELIVERY_ARTICLE.text, "答复尚未送达，不能办结。", f"请登记{_DAY_THAT_COUNTS[method]}。")]
    found = _closed(_try(facts, calendar, Replied(on))[0])
    if on < signed_on:
        sentence = f"送达日{day_text(on)}早于签发日{day_text(signed_on)}。"
        found.append(Objection(DELIVERY_ARTICLE.text, sentence, f"送达日应不早于{day_text(signed_on)}。"))
    if method == "post" and not china_post:
        severity: Severity = "refusal" if provisions.CHINA_POST_ONLY.value else "warning"
        cited = f"{DELIVERY_ARTICLE.text}、{POSTAL_ENTERPRISE_ARTICLE.text}"
        found.append(
            Objection(cited, "答复没有通过邮政企业寄送。", "请通过中国邮政（挂号信或EMS）寄送，或直接送达。", severity)
        )
    return found


_DAY_THAT_COUNTS = {
    "direct": "申请人签收之日",
    "entrusted": "申请人签收之日",
    "post": "交邮之日",
    "online": "系统送达之日",
}


def to_abandoning(facts: Iterable[Fact], calendar: Calendar, *, on: date) -> list[Objection]:
    """第三十条、109号: treating the request as abandoned ``on``: only when the time given for correcting or paying has passed."""
    statutory, _ = _try(facts, calendar, Abandoned(on))
    if found := _closed(statutory):
        return found
    awaited = statutory.reading.awaiting
    if awaited is None:
        return [Objection(article(30).text, "没有在等待补正或缴费，不能视为放弃。", "请答复申请人，或登记撤回。")]
    if isinstance(awaited, CorrectionRequested):
        last, cited, what = awaited.reply_by, article(30).text, "补正"
    else:
        allowed = statutory.reading.regulations.fee_payment_workdays
        last, cited, what = (
            calendar.add(awaited.received_on or awaited.on, allowed),
            provisions.FEE_ARTICLE.text,
            "缴费",
        )
    if last is None or on > last:
        return []
    return [Objection(cited, f"申请人的{what}期限至{day_text(last)}，尚未届满。", f"可以在{day_text(last)}之后办结。")]
