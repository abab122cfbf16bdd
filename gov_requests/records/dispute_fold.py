"""The fold of a dispute's steps: which instance, what it ended in, what the organ owes next. Pure but for calendar and terms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from gov_requests.records.dispute_terms import NOTICE, OUTCOME, RECTIFICATION, Terms
from gov_requests.statute.calendar import Calendar, OutOfCalendarError
from gov_requests.statute.disputes import KINDS, REPLY, REVIEWING, answer_period, decision_period, window_after
from gov_requests.statute.outcomes import AS_BEFORE, CORRECTED, PENDING
from gov_requests.statute.periods import period_due


class Step(NamedTuple):
    """One step, as far as the fold looks at it."""

    seq: int
    kind: str
    happened_on: date | None
    data: Mapping[str, Any]


class Base(NamedTuple):
    """The dispute's own columns that the fold reads."""

    organ_id: int
    kind: str
    received_on: date
    procedure: str | None = None
    against: str | None = None
    organ_place: str | None = None
    source: str = "office"


class Link(NamedTuple):
    """The first request that the dispute is about, with what was frozen of its answer."""

    case_id: int
    section_id: int | None = None
    handler_id: int | None = None
    ground: str | None = None
    template: str | None = None
    channel: str | None = None


@dataclass(slots=True)
class Instance:
    """One instance (审级) of a dispute."""

    name: str
    received_on: date
    procedure: str | None = None
    answered_on: date | None = None
    answer_due_on: date | None = None
    decided: Step | None = None
    #: The court of an appeal; of the first instance the dispute itself names it.
    body: str | None = None


@dataclass(slots=True)
class Course:
    """Where the steps have led: all instances, and what was done after them."""

    instances: list[Instance]
    hearing_on: date | None = None
    #: The redos that were opened, each a request; ``redo_last``: the decision orders none for the requests that are left.
    redos: list[int] = field(default_factory=list)
    redo_last: bool = False
    performed: bool = False
    #: What was reported (报备), in which instance, when.
    filed: dict[tuple[str, int], date | None] = field(default_factory=dict)

    @property
    def now(self) -> Instance:
        """The latest instance."""
        return self.instances[-1]

    def outcome(self) -> str | None:
        """Return the word that holds: 维持原判 takes that of the instance before; None while the latest is not decided."""
        if self.now.decided is None:
            return None
        for instance in reversed(self.instances):
            word = instance.decided.data.get("outcome") if instance.decided else None
            if word != AS_BEFORE:
                return word
        return None

    def redo_open(self, requests: int) -> bool:
        """Whether a redo may still be owed to one of the dispute's requests."""
        return len(self.redos) < max(requests, 1) and not self.redo_last

    def follow(self, step: Step) -> None:
        """Take one step."""
        data, now = step.data, self.now
        if step.kind == "answered":
            now.answered_on = step.happened_on
        elif step.kind == "procedure_changed":
            now.procedure = data["procedure"]
            if "answer_due_on" in data:
                now.answer_due_on = _day(data["answer_due_on"])
        elif step.kind == "hearing_called":
            self.hearing_on = date.fromisoformat(data["on"])
        elif step.kind == "hearing_held":
            self.hearing_on = None
        elif step.kind == "decided":
            now.decided, self.hearing_on = step, None
        elif step.kind == "appealed" and step.happened_on is not None:
            told = _day(data.get("answer_due_on"))
            self.instances.append(
                Instance(data["instance"], step.happened_on, answer_due_on=told, body=data.get("body"))
            )
        else:
            self._after(step)

    def _after(self, step: Step) -> None:
        if step.kind == "redo_opened":
            self.redos.append(step.data["case_id"])
            self.redo_last = bool(step.data.get("last"))
        elif step.kind == "performed":
            self.performed = True
        elif step.kind == "filed":
            self.filed.setdefault((step.data["what"], len(self.instances)), step.happened_on)


class Duty(NamedTuple):
    """Something that the organ owes by a day."""

    due_on: date
    kind: str
    provisional: bool = False


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def standing(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that hold: those that a later ``voided`` step names are left out, and so is that step."""
    listed = list(steps)
    voided = {step.data["seq"] for step in listed if step.kind == "voided"}
    return [step for step in listed if step.kind != "voided" and step.seq not in voided]


def course(base: Base, steps: Iterable[Step]) -> Course:
    """Return where the steps have led."""
    found = Course([Instance(KINDS[base.kind].instance, base.received_on, base.procedure)])
    for step in standing(steps):
        found.follow(step)
    return found


def answer_due(instance: Instance, calendar: Calendar) -> Duty | None:
    """Return until when the organ owes its answer in an instance: as the notice told, else by law; None where neither says."""
    if instance.answer_due_on is not None:
        return Duty(instance.answer_due_on, "answer")
    name = answer_period(instance.name, instance.procedure)
    if name is None:
        return None
    try:
        due = period_due(name, instance.received_on, calendar)
    except OutOfCalendarError:
        return None
    return Duty(due.due_on, "answer", due.provisional)


def redo_due(course_: Course, calendar: Calendar) -> Duty | None:
    """责令重新作出: as the decision says, else the period of Article 33 from its receipt; None where none is ordered."""
    decided = course_.now.decided
    if decided is None or not decided.data.get("redo"):
        return None
    told = _day(decided.data.get("redo_due_on"))
    if told is not None:
        return Duty(told, "redo")
    since = _day(decided.data.get("delivered_on")) or decided.happened_on
    if since is None:
        return None
    due = period_due("reply", since, calendar)
    return Duty(due.due_on, "redo", due.provisional)


def filings(base: Base, found: Course, terms: Terms, calendar: Calendar) -> list[Duty]:
    """Return what is still to be reported (报备), with its day."""
    asked = filings_asked(base, found, terms, calendar)
    return [Duty(day, what) for what, number, day in asked if (what, number) not in found.filed]


def filings_asked(base: Base, found: Course, terms: Terms, calendar: Calendar) -> list[tuple[str, int, date]]:
    """Return all that is or was to be reported: what, in which instance, by when."""
    if base.source != "office" or base.organ_place == REVIEWING:
        return []
    rules = terms.filing
    owed: list[tuple[str, int, date]] = []
    for number, instance in enumerate(found.instances, 1):
        owed.append((NOTICE, number, calendar.add(instance.received_on, rules.notice_workdays)))
        decided = instance.decided
        since = (_day(decided.data.get("delivered_on")) or decided.happened_on) if decided else None
        if decided is None or since is None:
            continue
        owed.append((OUTCOME, number, calendar.add(since, rules.outcome_workdays)))
        if terms.bucket(found.outcome(), decided.happened_on) == CORRECTED and number == len(found.instances):
            owed.append((RECTIFICATION, number, since + timedelta(days=rules.rectification_days)))
    return owed


def fold(base: Base, links: Sequence[Link], steps: Sequence[Step], calendar: Calendar, terms: Terms) -> dict[str, Any]:
    """Return the columns of ``dispute_states`` (without the key). Of ``links`` the first is read, and how many there are."""
    found = course(base, steps)
    now, first = found.now, next(iter(links), None)
    answer, redo = answer_due(now, calendar), redo_due(found, calendar)
    filing = min(filings(base, found, terms, calendar), default=None)
    duty = min(_owed(found, len(links), (answer, redo, filing)), default=None)
    decision = _decision_due(now, calendar)
    return {
        "organ_id": base.organ_id,
        "version": steps[-1].seq,
        "kind": base.kind,
        "instance": now.name,
        "procedure": now.procedure,
        "counts_in_report": base.organ_place != REVIEWING,
        **_answered_how(base, first),
        "received_on": base.received_on,
        "instance_received_on": now.received_on,
        "answer_due_on": answer.due_on if answer else None,
        "answered_on": now.answered_on,
        "decision_due_on": decision,
        **_ended(base, found, terms, calendar),
        "redo_due_on": redo.due_on if redo else None,
        "redo_case_id": found.redos[0] if found.redos else None,
        "filing_due_on": filing.due_on if filing else None,
        "filing_kind": filing.kind if filing else None,
        "due_on": duty.due_on if duty else None,
        "due_kind": duty.kind if duty else None,
        "provisional": duty.provisional if duty else False,
    }


def _owed(found: Course, requests: int, duties: tuple[Duty | None, Duty | None, Duty | None]) -> Iterable[Duty]:
    answer, redo, filing = duties
    decided = found.now.decided
    if answer is not None and found.now.answered_on is None and decided is None:
        yield answer
    if found.hearing_on is not None:
        yield Duty(found.hearing_on, "hearing")
    if redo is not None and found.redo_open(requests) and not found.performed:
        yield redo
    by = _day(decided.data.get("perform_by")) if decided else None
    if by is not None and not found.performed:
        yield Duty(by, "performance")
    if filing is not None:
        yield Duty(filing.due_on, f"filing_{filing.kind}")


def _answered_how(base: Base, link: Link | None) -> dict[str, Any]:
    ground = base.against if base.against not in (None, REPLY) else link.ground if link else None
    return {
        "case_id": link.case_id if link else None,
        "section_id": link.section_id if link else None,
        "handler_id": link.handler_id if link else None,
        "ground": ground,
        "template": link.template if link else None,
        "channel": link.channel if link else None,
    }


def _decision_due(now: Instance, calendar: Calendar) -> date | None:
    name = decision_period(now.name, now.procedure)
    if name is None or now.decided is not None:
        return None
    try:
        return period_due(name, now.received_on, calendar).due_on
    except OutOfCalendarError:
        return None


def _ended(base: Base, found: Course, terms: Terms, calendar: Calendar) -> dict[str, Any]:
    decided, word = found.now.decided, found.outcome()
    day = decided.happened_on if decided else None
    bucket = terms.bucket(word, day)
    concluded = day if bucket != PENDING else None
    return {
        "outcome": word,
        "bucket": bucket,
        "self_corrected": bool(decided and decided.data.get("self_corrected")),
        "concluded_on": concluded,
        "days": (concluded - base.received_on).days if concluded else None,
        "loss_reason": _last_reason(found) if bucket == CORRECTED else None,
        "attackable_until": _window(found, calendar),
    }


def _last_reason(found: Course) -> str | None:
    """The coded reason of the latest instance that gave one."""
    given = (step.decided.data.get("loss_reason") for step in reversed(found.instances) if step.decided)
    return next((reason for reason in given if reason), None)


def _window(found: Course, calendar: Calendar) -> date | None:
    decided = found.now.decided
    if decided is None:
        return None
    since = _day(decided.data.get("delivered_on"))
    name = window_after(found.now.name, ruling=decided.data.get("form") == "ruling")
    if since is None or name is None:
        return None
    try:
        return period_due(name, since, calendar).due_on
    except OutOfCalendarError:
        return None
