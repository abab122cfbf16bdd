"""Pages of a dispute's steps: one page for every row of ``steps``, and the few that are no row."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.disputes import actions, bp
from gov_requests.disputes import redo as redos
from gov_requests.disputes.forms import AmendForm, OutcomeForm, RedoForm, StepForm
from gov_requests.disputes.steps import BY_SLUG, StepRow
from gov_requests.records.dispute_file import Disputefile, look_up_dispute
from gov_requests.statute.outcomes import words_of
from gov_requests.today import today
from gov_requests.web.acting import attempt
from gov_requests.web.dispute_words import ground_title
from gov_requests.web.forms import ActForm, pairs


def opened(form: ActForm) -> actions.Opened:
    """Return who acts, with the form's key and version."""
    return actions.Opened(current_user, form.act_key.data or None, form.opened_on)


def to_dispute(dispute_id: int, sentence: str, warned: list[str] | None = None) -> Response:
    """Redirect to the dispute's page with what has been done, and what about it does not fit."""
    flash(sentence)
    for warning in warned or ():
        flash(warning, "warn")
    return redirect(url_for("disputes.show", dispute_id=dispute_id))


def shown(template: str, form: ActForm, file: Disputefile, **more: Any) -> tuple[str, int]:
    """Render the page of a form, the form carrying the version that the person now sees."""
    if not form.version.data:
        form.version.data = str(file.version)
    return render_template(template, form=form, file=file, dispute=file.dispute, **more), form.status


@bp.route("/<int:dispute_id>/steps/<string:slug>", methods=["GET", "POST"])
def step(dispute_id: int, slug: str) -> ResponseReturnValue:
    """Enter one step."""
    row = BY_SLUG.get(slug)
    if row is None:
        abort(404)
    file = look_up_dispute(dispute_id, current_user, Action.HANDLE_DISPUTE)
    form, items = row.form(), items_of(file)
    if isinstance(form, OutcomeForm):
        _offer_outcomes(form, file, items)
    if not form.is_submitted() and "on" in form and row.slug not in ("note", "void"):
        form.on.data = today()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _entered(dispute_id, row, form))
        if done is not None:
            return done
    return shown("disputes/step.html", form, file, row=row, items=items, blocked=row.not_now(file.course))


def _entered(dispute_id: int, row: StepRow, form: StepForm) -> Response:
    entry = actions.Entry(row.kind, form.happened_on, form.said())
    _file, warned = actions.take(dispute_id, entry, opened(form))
    return to_dispute(dispute_id, f"已登记：{row.title}。", warned)


def items_of(file: Disputefile) -> list[str]:
    """Return the attacked items in words, where there are several: each gets an outcome of its own."""
    found = [
        f"{link.case.number}{f' 第 {item} 项' if item else ''}（{ground_title(link.ground)}）"
        for link in file.links
        for item in link.items or [0]
    ]
    return found if len(found) > 1 else []


def _offer_outcomes(form: OutcomeForm, file: Disputefile, items: list[str]) -> None:
    words = [(word, word) for word in words_of(file.state.instance)]
    form.outcome.choices = pairs([("", "请选择"), *words])
    while len(form.items.entries) < len(items):
        form.items.append_entry()
    for entry in form.items.entries:
        entry.form.outcome.choices = pairs([("", "同总结果"), *words])


@bp.route("/<int:dispute_id>/amend", methods=["GET", "POST"])
def amend(dispute_id: int) -> ResponseReturnValue:
    """更正登记内容."""
    file = look_up_dispute(dispute_id, current_user, Action.HANDLE_DISPUTE)
    form = AmendForm(obj=file.dispute)
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _amended(dispute_id, form))
        if done is not None:
            return done
    return shown("disputes/amend.html", form, file)


def _amended(dispute_id: int, form: AmendForm) -> Response:
    actions.amend(dispute_id, form.columns(), opened(form))
    return to_dispute(dispute_id, "登记内容已更正，原来的内容保留在办理记录中。")


@bp.route("/<int:dispute_id>/redo", methods=["GET", "POST"])
def redo(dispute_id: int) -> ResponseReturnValue:
    """开启重新答复: a page that says what will happen, and its button."""
    file = look_up_dispute(dispute_id, current_user, Action.HANDLE_DISPUTE)
    form, left = RedoForm(), redos.left(file)
    form.original.choices = pairs((str(case.id), f"{case.number}　{case.title}") for case in left)
    if not form.is_submitted() and left:
        form.original.data = str(left[0].id)
    if form.validate_on_submit():
        done = attempt(form, lambda: _opened_redo(dispute_id, form))
        if done is not None:
            return done
    why = redos.why_not(file)
    since = redos.ordered_on(file) if why is None else None
    return shown("disputes/redo.html", form, file, why=why, since=since, left=left)


def _opened_redo(dispute_id: int, form: RedoForm) -> Response:
    chosen = form.original.data or ""
    case_id = int(chosen) if chosen.isdecimal() else None
    number = redos.open_redo(dispute_id, opened(form), case_id, last=form.last.data).case.number
    return to_dispute(dispute_id, f"重新答复已开启：{number}，请窗口或公开工作机构分办。")
