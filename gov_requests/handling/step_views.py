"""The pages of 七步法: one question at a time, and where the answers have led."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.handling import bp, step_words
from gov_requests.handling.step_forms import StepForm, shown, typed
from gov_requests.handling.steps import Given, answer_step
from gov_requests.records.alike import alike
from gov_requests.records.applicants import same_applicant
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import searches_of
from gov_requests.refusals import NotFound
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.seven_steps import BY_NUMBER, LAST, Answer, Step
from gov_requests.web.acting import answer as page_of_form
from gov_requests.web.acting import attempt, opened, request_ref, to_case
from gov_requests.web.alike_rows import alike_rows
from gov_requests.web.case_head import case_head
from gov_requests.web.checks import rows_of
from gov_requests.web.gates import NOTICES
from gov_requests.web.lessons import lessons_of
from gov_requests.web.reply_in_view import InView, against_going_on, asked_for, in_view, still_missing


def _opened_item(file: Casefile) -> tuple[InView, list[InView]]:
    """Return the item that the address asks for (else the first that is not concluded), and all."""
    items = in_view(file)
    asked = request.args.get("item", "")
    found = next((one for one in items if str(one.number) == asked), None)
    return found or next((one for one in items if not one.path.concluded), items[0]), items


@bp.get("/<case:ref>/steps")
def steps(ref: str) -> ResponseReturnValue:
    """Go on where the answers have led."""
    file = look_up(ref, current_user, Action.DRAFT)
    one, _items = _opened_item(file)
    return _to(file, one.path.at, one)


def _to(file: Casefile, number: int, one: InView) -> Response:
    return redirect(url_for("handling.step", ref=request_ref(file), number=number, item=one.number or None))


@bp.route("/<case:ref>/steps/<int:number>", methods=["GET", "POST"])
def step(ref: str, number: int) -> ResponseReturnValue:
    """One question; the last shows the conclusion."""
    file = look_up(ref, current_user, Action.DRAFT)
    question = BY_NUMBER.get(number)
    if question is None:
        raise NotFound("七步法只有七步。")
    one, items = _opened_item(file)
    if request.method == "GET" and number > one.path.at and number not in one.path.answers:
        return _to(file, one.path.at, one)
    if number == LAST:
        return _conclusion(file, one, items)
    form = _form(question, one)
    chosen = question.answer(form.answer.data)
    if _is_sent(form, chosen) and chosen is not None:
        done = attempt(form, lambda: _answered(ref, form, one, chosen, question))
        if done is not None:
            return done
    return _question(file, question, one, items, form, chosen)


def _form(question: Step, one: InView) -> StepForm:
    row = one.rows.get(question.number)
    form = StepForm(data={"answer": row.answer, **typed(row.content)} if row is not None else {})
    form.offer(question)
    return form


def _is_sent(form: StepForm, chosen: Answer | None) -> bool:
    """Whether the form is to be kept: not where it only shows what another answer asks for, nor with gaps before going on."""
    if form.only_checks or not form.validate_on_submit():
        return False
    if chosen is None:
        form.answer.errors = ["请选择一项。"]
        return False
    if request.form.get("act") == "leave":
        return True
    kind = REPLY_KINDS[chosen.kind] if chosen.kind else None
    if form.asked.data != chosen.code and asked_for(kind):
        form.refusals = (f"没有记下回答：“{chosen.title}”还要写明下面几项。",)
        return False
    return not form.lacks(chosen)


def _answered(ref: str, form: StepForm, one: InView, chosen: Answer, question: Step) -> Response:
    go_on = request.form.get("act") != "leave"
    given = Given(item=one.number, step=question.number, answer=chosen.code, content=form.content, go_on=go_on)
    file = answer_step(ref, given, opened(form))
    if not go_on:
        return to_case(file.case, f"{step_words.name_of(question.number)}已保存，可以随时回来接着办。")
    after = next(item for item in in_view(file) if item.number == one.number)
    if chosen.waits:
        flash(f"回答已保存。请拟写{NOTICES[chosen.notice or ''].title}，收到回复后再答这一步。")
        return redirect(url_for("notices.draft", ref=request_ref(file), slug=NOTICES[chosen.notice or ""].slug))
    if chosen.notice is not None and chosen.to is not None:
        flash(f"回答已保存。{NOTICES[chosen.notice].title}可以在“告知和征询”里拟写。")
    return _to(file, after.path.at, after)


def _question(
    file: Casefile, question: Step, one: InView, items: list[InView], form: StepForm, chosen: Answer | None
) -> ResponseReturnValue:
    ref, kind = request_ref(file), REPLY_KINDS[chosen.kind] if chosen and chosen.kind else None
    against = against_going_on(file, chosen, kind, form.content) if chosen is not None else []
    form.asked.data = chosen.code if chosen is not None else ""
    return page_of_form(
        form,
        file,
        "handling/step.html",
        "answer_step",
        question=question,
        one=one,
        items=items,
        strip=step_words.strip(one, ref, question.number),
        notes={answer.code: step_words.follows(answer) for answer in question.answers},
        chosen=chosen,
        reasons_asked="reasons" in asked_for(kind),
        asked=shown(form, chosen),
        against=rows_of(against),
        warned=any(objection.needs_reason for objection in against),
        consequences=step_words.consequences(chosen),
        proofs=step_words.proofs(file, one, chosen),
        lessons=lessons_of(kind.code if kind else None),
        kind=kind,
        on_file=step_words.on_file(file, question.number),
        letters=step_words.letters_about(file, question.number),
        searches=searches_of(file.case.id) if question.number == 4 else None,
        earlier=_earlier(file) if kind is not None and kind.code == "repeat" else None,
        said_by=one.rows.get(question.number),
    )


def _earlier(file: Casefile) -> list[dict[str, object]]:
    case = file.case
    found = alike(case.description, current_user, case.organ_id, own=same_applicant({case.applicant_id}), but=case.id)
    return alike_rows(row for row in found if row.own and row.reply_number)


def _conclusion(file: Casefile, one: InView, items: list[InView]) -> ResponseReturnValue:
    ref, kind = request_ref(file), one.path.kind
    if kind is None:
        return _to(file, one.path.at, one)
    return render_template(
        "handling/conclusion.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        one=one,
        items=items,
        kind=kind,
        strip=step_words.strip(one, ref, LAST),
        consequences=step_words.of_kind(kind),
        proofs=step_words.proofs(file, one, _decided(one)),
        missing=rows_of(still_missing(file, one)),
        lessons=lessons_of(kind.code),
    )


def _decided(one: InView) -> Answer | None:
    """Return the answer that decided for the reply kind."""
    return next((answer for _step, answer in reversed(one.path.given) if answer.kind), None)
