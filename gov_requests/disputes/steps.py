"""The steps that people enter on a dispute: one row a step. Page, button, form and act are loops over these rows."""

from collections.abc import Callable
from dataclasses import dataclass

from gov_requests.disputes import forms
from gov_requests.records.dispute_fold import Course
from gov_requests.statute.outcomes import COMPLAINT, COURT, REVIEW

OVER = "本案已有结果。"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: ``slug`` in the address, ``kind`` in the record; ``not_now`` says why it cannot be entered (None: it can)."""

    slug: str
    kind: str
    title: str
    button: str
    form: type[forms.StepForm]
    not_now: Callable[[Course], str | None] = lambda _course: None
    law: str = ""


def _undecided(course: Course) -> str | None:
    return OVER if course.now.decided is not None else None


def _before_answer(course: Course) -> str | None:
    if course.now.name == COMPLAINT:
        return None
    if course.now.answered_on is not None:
        return f"已于 {course.now.answered_on} 提交。"
    return _undecided(course)


def _appealable(course: Course) -> str | None:
    if course.now.name not in COURT:
        return "行政复议没有上诉；不服复议决定起诉的，另行登记。"
    return None if course.now.decided is not None else "本审级还没有结果。"


def _simplified(course: Course) -> str | None:
    return "只有行政复议、诉讼分简易和普通程序。" if course.now.name not in {REVIEW, *COURT} else _undecided(course)


def _decided(course: Course) -> str | None:
    return None if course.now.decided is not None else "还没有结果。"


_ROWS = (
    StepRow(
        "answer",
        "answered",
        "提交答复、答辩和证据",
        "登记提交",
        forms.AnswerForm,
        _before_answer,
        "逾期不提交的，视为没有证据、依据。《行政复议法》第七十条、《行政诉讼法》第三十四条",
    ),
    StepRow(
        "outcome",
        "decided",
        "登记决定、裁判",
        "登记结果",
        forms.OutcomeForm,
        _undecided,
        "按决定、裁判的原话选择结果；一审、二审分别登记，以最近的生效审级计",
    ),
    StepRow("hearing-call", "hearing_called", "收到开庭、听证通知", "登记通知", forms.CallForm, _undecided),
    StepRow(
        "hearing",
        "hearing_held",
        "登记开庭、听证",
        "登记开庭",
        forms.HearingForm,
        law="被诉行政机关负责人应当出庭应诉；不能出庭的，委托相应的工作人员出庭。《行政诉讼法》第三条第三款",
    ),
    StepRow("agent", "agent_named", "确定代理人", "登记代理人", forms.AgentForm),
    StepRow("appeal", "appealed", "收到上诉、再审材料", "登记上诉", forms.AppealForm, _appealable),
    StepRow("filing", "filed", "登记报备", "登记报备", forms.FilingForm),
    StepRow("performed", "performed", "登记履行完毕", "登记履行", forms.PerformedForm, _decided),
    StepRow("procedure", "procedure_changed", "变更程序", "登记变更", forms.ProcedureForm, _simplified),
    StepRow("note", "note_added", "备注", "保存备注", forms.NoteForm),
    StepRow("void", "voided", "作废一条记录", "作废", forms.VoidForm),
)
BY_SLUG = {row.slug: row for row in _ROWS}
STEPS = _ROWS
