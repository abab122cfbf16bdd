"""Pages of 报送确定: referring a document, the day it was sent, what came back; and the organ's list."""

from datetime import date

import sqlalchemy as sa
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.documents.review_items import items_of_draft
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import look_up
from gov_requests.records.cases import CaseState
from gov_requests.records.drafts import latest_draft
from gov_requests.records.referrals import Referral
from gov_requests.records.scope import case_ref, scope
from gov_requests.review import bp, referring
from gov_requests.review.referral_forms import AnswerForm, ReferForm, SentForm
from gov_requests.review.referral_words import ANSWERS, excluded_due, light_of_referral, shown_of
from gov_requests.statute.referrals import GROUNDS
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, request_ref, to_case, uploads_of
from gov_requests.web.case_head import case_head

PAGE = 50


@bp.get("/referrals")
def referrals() -> ResponseReturnValue:
    """The organ's referrals, those without an answer first asked for; newest first."""
    which = "done" if request.args.get("which") == "done" else "open"
    after = request.args.get("after", "")
    query = (
        sa.select(Referral, scope(current_user))
        .join(CaseState, CaseState.case_id == Referral.case_id)
        .where(Referral.organ_id == current_user.organ_id)
        .where(Referral.answered_on.is_not(None) if which == "done" else Referral.answered_on.is_(None))
        .order_by(Referral.id.desc())
        .limit(PAGE + 1)
    )
    if after.isdecimal() and len(after) < 10:
        query = query.where(Referral.id < int(after))
    found = db.session.execute(query).all()
    day, days = today(), calendar()
    rows = [
        {
            "row": row,
            "ref": case_ref(row.case.number, row.case.organ.code, current_user) if may else None,
            "light": light_of_referral(row.due, day, days),
            "due": row.due,
        }
        for row, may in found[:PAGE]
    ]
    onward = found[PAGE - 1][0].id if len(found) > PAGE else None
    return render_template("review/referrals.html", rows=rows, which=which, answers=ANSWERS, onward=onward)


@bp.route("/<case:ref>/refer", methods=["GET", "POST"])
def refer(ref: str) -> ResponseReturnValue:
    """报送确定: refer a document of the newest draft."""
    file, form = look_up(ref, current_user, Action.SECRECY_REVIEW), ReferForm()
    draft = latest_draft(file.case.id)
    items = items_of_draft(draft) if draft else ()
    form.sha256.choices = [(item.sha256, item.title) for item in items]
    if not form.is_submitted():
        form.undecided_on.data = today()
        form.sha256.data = request.args.get("document") or (items[0].sha256 if items else None)
    if form.validate_on_submit():
        done = attempt(form, lambda: _referred(ref, form))
        if done is not None:
            return done
    return answer(form, file, "review/refer.html", "refer", draft=draft, rows=shown_of(file, today()), answers=ANSWERS)


def _referred(ref: str, form: ReferForm) -> Response:
    what = referring.Referring(
        sha256=form.sha256.data,
        ground=form.ground.data,
        question=form.question.data,
        body=form.body.data,
        undecided_on=form.undecided_on.day,
        sent_on=form.sent_on.data,
    )
    file = referring.refer(ref, what, opened(form))
    return to_case(file.case, "已登记报送，答复以前不能通过保密审查。")


@bp.route("/<case:ref>/referrals/<int:referral_id>", methods=["GET", "POST"])
def referral(ref: str, referral_id: int) -> ResponseReturnValue:
    """One referral: the day it was sent, then what came back."""
    file = look_up(ref, current_user, Action.SECRECY_REVIEW)
    row = referring.look_up_referral(file, referral_id)
    asked = request.values.get("form") or ("sent" if row.sent_on is None else "answer")
    form: SentForm | AnswerForm = AnswerForm() if asked == "answer" else SentForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _recorded(ref, referral_id, form))
        if done is not None:
            return done
    if isinstance(form, SentForm) and not form.is_submitted():
        form.sent_on.data, form.arrived_on.data = row.sent_on, row.arrived_on
    form.version.data = form.version.data or str(file.version)
    ref = request_ref(file)
    day = today()
    return render_template(
        "review/referral.html",
        form=form,
        asked=asked,
        file=file,
        ref=ref,
        head=case_head(file, ref),
        row=row,
        term=row.due,
        mark=light_of_referral(row.due, day, calendar()),
        ground=GROUNDS[row.ground],
        answers=ANSWERS,
        excluded=excluded_due(file, row, day),
        statutory=file.clock(day).due_on,
    ), form.status


def _recorded(ref: str, referral_id: int, form: SentForm | AnswerForm) -> Response:
    if isinstance(form, AnswerForm):
        what = referring.Answer(answer=form.answer.data, words=form.words.data, answered_on=form.answered_on.day)
        file = referring.record_answer(ref, referral_id, what, uploads_of(form.files.data), opened(form))
        return to_case(file.case, "答复已登记，可以继续审查。")
    day: date = form.sent_on.day
    file = referring.mark_sent(ref, referral_id, day, form.arrived_on.data, opened(form))
    return redirect(url_for("review.referral", ref=request_ref(file), referral_id=referral_id))
