"""What happened to a request (事实): past tense, never edited, read by the day the law looks at.

Each class is one kind of ``design`` of the command ``statute clock``; :func:`fact_from` reads its JSON form, :meth:`as_dict` writes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from gov_requests.statute.provisions import CO_PRODUCER, OTHER_ORGAN, RECEIPT, THIRD_PARTY

CHANNELS = tuple(RECEIPT)
SOURCES = (THIRD_PARTY, CO_PRODUCER, OTHER_ORGAN)


class FactError(ValueError):
    """A fact that cannot be read. The sentence (Chinese) says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything that happened. ``on``: the day that counts in law; ``rank``: its place among facts of one day."""

    kind: ClassVar[str] = ""
    rank: ClassVar[int] = 0
    title: ClassVar[str] = ""

    on: date

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form; days as YYYY-MM-DD, absent values left out."""
        return {"kind": self.kind, "on": self.on.isoformat()}

    def _with(self, **optional: date | str | int | None) -> dict[str, Any]:
        found = Fact.as_dict(self)
        for key, value in optional.items():
            if value is not None:
                found[key] = value.isoformat() if isinstance(value, date) else value
        return found


@dataclass(frozen=True, slots=True)
class Received(Fact):
    """收到申请（第三十一条）. ``on``: arrival; ``confirmed_on``: both sides confirmed (ordinary mail, online, fax, e-mail)."""

    kind = "received"
    rank = 0
    title = "收到申请"

    channel: str = "in_person"
    confirmed_on: date | None = None

    @property
    def legal_on(self) -> date:
        """收到申请之日: arrival, or the confirmation where the channel asks for one and there is one."""
        return self.confirmed_on if self.confirmed_on is not None and RECEIPT[self.channel][1] else self.on

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(channel=self.channel, confirmed_on=self.confirmed_on)


@dataclass(frozen=True, slots=True)
class CorrectionRequested(Fact):
    """补正告知（第三十条）. ``reply_by``: the day given to the applicant, for information."""

    kind = "correction_requested"
    rank = 1
    title = "补正告知"

    reply_by: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(reply_by=self.reply_by)


@dataclass(frozen=True, slots=True)
class OpinionSought(Fact):
    """征求意见（第三十二条、第三十三条第三款、第三十四条）. ``on``: the letter was sent; ``source``: the JSON key ``from``."""

    kind = "opinion_sought"
    rank = 2
    title = "征求意见"

    ref: str | int = ""
    source: str = THIRD_PARTY
    delivered_on: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(ref=self.ref, **{"from": self.source}, delivered_on=self.delivered_on)


@dataclass(frozen=True, slots=True)
class FeeNoticed(Fact):
    """收费通知（国办函〔2020〕109号）. ``received_on``: the applicant received it."""

    kind = "fee_noticed"
    rank = 3
    title = "收费通知"

    received_on: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(received_on=self.received_on)


@dataclass(frozen=True, slots=True)
class Corrected(Fact):
    """收到补正（第三十条）."""

    kind = "corrected"
    rank = 4
    title = "收到补正"


@dataclass(frozen=True, slots=True)
class FeePaid(Fact):
    """缴费（国办函〔2020〕109号）."""

    kind = "fee_paid"
    rank = 5
    title = "缴费"


@dataclass(frozen=True, slots=True)
class OpinionReceived(Fact):
    """收到意见（第三十二条、第三十四条）."""

    kind = "opinion_received"
    rank = 6
    title = "收到意见"

    ref: str | int = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(ref=self.ref)


@dataclass(frozen=True, slots=True)
class Extended(Fact):
    """延长答复期限（第三十三条第二款）. ``on``: told to the applicant; ``approved_on``: consent of 政府信息公开工作机构负责人."""

    kind = "extended"
    rank = 7
    title = "延期告知"

    workdays: int = 0
    approved_on: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return self._with(approved_on=self.approved_on, workdays=self.workdays)


@dataclass(frozen=True, slots=True)
class Replied(Fact):
    """答复（第三十三条、第三十六条；国办公开办函〔2016〕235号）. ``on``: posted, signed for or delivered, never the letter's own date."""

    kind = "replied"
    rank = 8
    title = "答复"


@dataclass(frozen=True, slots=True)
class Withdrawn(Fact):
    """撤回申请."""

    kind = "withdrawn"
    rank = 9
    title = "撤回申请"


@dataclass(frozen=True, slots=True)
class Abandoned(Fact):
    """视为放弃申请（第三十条、国办函〔2020〕109号）."""

    kind = "abandoned"
    rank = 9
    title = "视为放弃申请"


KINDS: dict[str, type[Fact]] = {
    cls.kind: cls
    for cls in (
        Received,
        CorrectionRequested,
        OpinionSought,
        FeeNoticed,
        Corrected,
        FeePaid,
        OpinionReceived,
        Extended,
        Replied,
        Withdrawn,
        Abandoned,
    )
}

#: An archive names the same few thousand days again and again.
_days: dict[str, date] = {}
_ISO_LENGTH = len("2026-11-24")
_DAYS_KEPT = 100_000


def day_from(text: object, what: str) -> date:
    """Read a day written YYYY-MM-DD. ``what`` names the field in the sentence. Raises FactError."""
    found = _days.get(text) if isinstance(text, str) else None
    if found is not None:
        return found
    if isinstance(text, str) and len(text) == _ISO_LENGTH and text[4] == "-" == text[7]:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise FactError(f"{what}“{text}”不存在：应为真实存在的日期，如 2026-03-02。") from None
        if len(_days) < _DAYS_KEPT:
            _days[text] = found
        return found
    raise FactError(f"{what}“{_shown(text)}”不是日期：应写作 YYYY-MM-DD，如 2026-03-02。")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004 — a width, not a provision


def _day(data: Mapping[str, Any], key: str = "on") -> date:
    found = _day_or_none(data, key)
    if found is None:
        raise FactError(f"{_name(data)}缺少 {key}：应写明日期，如 2026-03-02。")
    return found


def _day_or_none(data: Mapping[str, Any], key: str) -> date | None:
    text = data.get(key)
    if text is None:
        return None
    found = _days.get(text) if isinstance(text, str) else None
    return found or day_from(text, f"{_name(data)}的 {key} ")


def _name(data: Mapping[str, Any]) -> str:
    return f"事实 {_shown(data.get('kind'))} "


def _one_of(data: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = data.get(key)
    if value is None:
        raise FactError(f"{_name(data)}缺少 {key}：应为 {'、'.join(known)} 之一。")
    if value not in known:
        raise FactError(f"{_name(data)}的 {key} “{_shown(value)}”无法识别：应为 {'、'.join(known)} 之一。")
    return str(value)


def _ref(data: Mapping[str, Any]) -> str | int:
    ref = data.get("ref")
    if ref is None or ref == "":
        raise FactError(f"{_name(data)}缺少 ref：应写明是哪一次征求意见，如 A。")
    if isinstance(ref, bool) or not isinstance(ref, str | int):
        raise FactError(f"{_name(data)}的 ref “{_shown(ref)}”无法识别：应为文字或整数，如 A。")
    return ref


def _workdays(data: Mapping[str, Any]) -> int:
    value = data.get("workdays")
    if value is None:
        raise FactError(f"{_name(data)}缺少 workdays：应写明延长的工作日数，如 20。")
    if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
        raise FactError(f"{_name(data)}的 workdays “{_shown(value)}”不是整数：应为整数个工作日，如 20。")
    return int(value)


def _not_before(later: date | None, first: date, data: Mapping[str, Any], key: str) -> date | None:
    if later is not None and later < first:
        raise FactError(f"{_name(data)}的 {key} {later} 早于 on {first}：不得早于 {first}。")
    return later


def _received(data: Mapping[str, Any]) -> Fact:
    on = _day(data)
    confirmed = _not_before(_day_or_none(data, "confirmed_on"), on, data, "confirmed_on")
    return Received(on, _one_of(data, "channel", CHANNELS), confirmed)


def _opinion_sought(data: Mapping[str, Any]) -> Fact:
    on = _day(data)
    delivered = _not_before(_day_or_none(data, "delivered_on"), on, data, "delivered_on")
    return OpinionSought(on, _ref(data), _one_of(data, "from", SOURCES), delivered)


_READERS: dict[str, Callable[[Mapping[str, Any]], Fact]] = {
    "received": _received,
    "correction_requested": lambda data: CorrectionRequested(_day(data), _day_or_none(data, "reply_by")),
    "opinion_sought": _opinion_sought,
    "fee_noticed": lambda data: FeeNoticed(_day(data), _day_or_none(data, "received_on")),
    "corrected": lambda data: Corrected(_day(data)),
    "fee_paid": lambda data: FeePaid(_day(data)),
    "opinion_received": lambda data: OpinionReceived(_day(data), _ref(data)),
    "extended": lambda data: Extended(_day(data), _workdays(data), _day_or_none(data, "approved_on")),
    "replied": lambda data: Replied(_day(data)),
    "withdrawn": lambda data: Withdrawn(_day(data)),
    "abandoned": lambda data: Abandoned(_day(data)),
}


def fact_from(data: dict[str, Any]) -> Fact:
    """Read a fact from its JSON form. Raises FactError with a sentence where a key is missing or cannot be read."""
    if not isinstance(data, dict):
        raise FactError(f'事实“{_shown(data)}”无法识别：应为对象，如 {{"kind": "received", "on": "2026-03-02", …}}。')
    kind = data.get("kind")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise FactError(f"事实类型 kind “{_shown(kind)}”无法识别：应为 {'、'.join(KINDS)} 之一。")
    return reader(data)
