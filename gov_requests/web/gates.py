"""The law's gates (法律上的障碍) as pages need them: what may be told to the applicant or asked of others today, and why not.

One row a notice; the judgement is ``statute.objections``'. The same rows feed the case page, the notices room and its acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gov_requests.procedure import OPEN, Stage
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.statute import objections as law
from gov_requests.statute import telling
from gov_requests.statute.objections import Objection
from gov_requests.statute.provisions import regulations_on

Gate = Callable[[Casefile, date], list[Objection]]


def _correction(file: Casefile, on: date) -> list[Objection]:
    return law.to_asking_correction(file.facts, calendar(), on=on)


def _extension(file: Casefile, on: date) -> list[Objection]:
    longest = regulations_on(file.state.received_on).extension_workdays
    return law.to_extending(file.facts, calendar(), on=on, workdays=longest, approved_on=on)


def _third_party(file: Casefile, on: date) -> list[Objection]:
    return law.to_seeking_opinion(file.facts, calendar(), on=on, source="third_party")


def _organ(file: Casefile, on: date) -> list[Objection]:
    return law.to_seeking_opinion(file.facts, calendar(), on=on, source="other_organ")


def _fee(file: Casefile, on: date) -> list[Objection]:
    return law.to_noticing_fee(file.facts, calendar(), on=on)


def _telling(file: Casefile, on: date) -> list[Objection]:
    return telling.to_telling(file.facts, calendar(), on=on)


def _consulted(file: Casefile, on: date) -> list[Objection]:
    return telling.to_telling_of_consultation(file.facts, calendar(), on=on)


def _release(file: Casefile, on: date) -> list[Objection]:
    return telling.to_telling_of_release(file.facts, calendar(), on=on)


def _abandonment(file: Casefile, on: date) -> list[Objection]:
    return law.to_abandoning(file.facts, calendar(), on=on)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A notice: ``code`` of its letter, the fact that sending it makes ("": none that the clock reads), and the gate in front of it."""

    code: str
    slug: str
    title: str
    fact: str
    article: str
    gate: Gate
    #: Only the head of the disclosure office may issue it (第三十三条第二款).
    head_only: bool = False


NOTICES = {
    kind.code: kind
    for kind in (
        NoticeKind("D02", "correction", "补正告知", "correction_requested", "第三十条", _correction),
        NoticeKind("D03", "reasons", "说明理由通知", "", "第三十五条", _telling),
        NoticeKind("D04", "extension", "延期告知", "extended", "第三十三条第二款", _extension, head_only=True),
        NoticeKind("D05", "third-party", "征求第三方意见", "opinion_sought", "第三十二条", _third_party),
        NoticeKind("D06", "consulted", "征求意见情况告知", "", "第三十三条第三款", _consulted),
        NoticeKind("D07", "release", "向第三方公开告知", "", "第三十二条", _release),
        NoticeKind("D08", "organ", "征求机关意见", "opinion_sought", "第三十四条", _organ),
        NoticeKind("D09", "fee", "收费通知", "fee_noticed", "国办函〔2020〕109号", _fee),
        NoticeKind("D26", "abandonment", "视为放弃办结", "abandoned", "第三十条", _abandonment),
        NoticeKind("D27", "rectification", "更正申请告知", "", "第四十一条", _telling),
    )
}
BY_SLUG = {kind.slug: kind for kind in NOTICES.values()}
#: While the signed reply only waits for its delivery nothing more is asked of anybody.
STAGES = OPEN - {Stage.DELIVERING}


def standing_against(kind: NoticeKind, file: Casefile, on: date) -> list[Objection]:
    """Return the objections to drafting a notice on a day; empty: it may be drafted."""
    return kind.gate(file, on)
