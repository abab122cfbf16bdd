"""Proposals to publish (建议主动公开, 第四十四条): a list with decisions, and the form to propose."""

from datetime import timedelta

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.access import Action, Scope
from gov_requests.oversight import bp
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.cases import Case
from gov_requests.records.people import Organ
from gov_requests.records.publications import PublicationProposal
from gov_requests.records.scope import case_ref
from gov_requests.records.standing_in import granted
from gov_requests.refusals import NotAllowed, NotFound
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Text, pairs

_SHOWN = 200
#: Other requests of the organ with the very same wish, in so many days, stand beside a proposal.
_ALIKE_DAYS = timedelta(days=730)


class ProposeForm(ActForm):
    """建议主动公开."""

    reason = Text("理由", required="请写明理由，如：多个申请人申请同一信息。", limit=500)


class DecideForm(ActForm):
    """决定."""

    accepted = RadioField(
        "决定", [InputRequired("请选择决定。")], choices=pairs([("yes", "纳入主动公开"), ("no", "不纳入主动公开")])
    )
    decision = Text("理由和公布安排", required="请写明理由；纳入的，写明何时、何处公布。", limit=500)


@bp.get("/oversight/publications/")
def publications() -> ResponseReturnValue:
    """What has been proposed within one's reach, undecided ones first."""
    query = (
        sa.select(PublicationProposal, Organ.name, Organ.code)
        .join(Organ, Organ.id == PublicationProposal.organ_id)
        .order_by(PublicationProposal.decided_at.is_not(None), PublicationProposal.id.desc())
        .limit(_SHOWN)
    )
    if Scope.DISTRICT not in granted(current_user, Action.PUBLICATIONS):
        query = query.where(PublicationProposal.organ_id == current_user.organ_id)
    return render_template(
        "oversight/publications.html",
        rows=db.session.execute(query).all(),
        decides=bool(granted(current_user, Action.DECIDE_PUBLICATION)),
        case_ref=lambda case, code: case_ref(case.number, code, current_user),
    )


@bp.route("/oversight/publications/of/<case:ref>", methods=["GET", "POST"])
def propose_publication(ref: str) -> ResponseReturnValue:
    """Propose to publish what a request asked for; requests that asked for the same stand beside."""
    file, form = look_up(ref, current_user, Action.PROPOSE_PUBLICATION), ProposeForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _proposed(ref, form))
        if done is not None:
            return done
    since = file.case.registered_at - _ALIKE_DAYS
    alike = sa.select(Case.number).where(
        Case.organ_id == file.case.organ_id,
        Case.title == file.case.title,
        Case.id != file.case.id,
        Case.registered_at >= since,
    )
    numbers = db.session.scalars(alike.limit(20)).all()
    return render_template("oversight/propose.html", form=form, file=file, ref=ref, alike=numbers), form.status


def _proposed(ref: str, form: ProposeForm) -> Response:
    by: Opened = opened(form)
    with one_act(by.by, by.key) as act:
        case = look_up(ref, by.by, Action.PROPOSE_PUBLICATION).case
        if db.session.scalar(sa.select(sa.exists().where(PublicationProposal.case_id == case.id))):
            raise NotAllowed("这件申请已经有建议，请在列表里看。")
        db.session.add(
            PublicationProposal(
                case_id=case.id,
                organ_id=case.organ_id,
                reason=form.reason.data,
                proposed_at=act.at,
                proposed_by=by.by.id,
            )
        )
        act.note("publication_proposed", number=case.number)
    flash("已提出建议，由公开工作机构决定。")
    return redirect(url_for("oversight.publications"))


@bp.route("/oversight/publications/<int:row_id>", methods=["GET", "POST"])
def decide_publication(row_id: int) -> ResponseReturnValue:
    """Decide on a proposal."""
    row, form = db.session.get(PublicationProposal, row_id), DecideForm()
    if row is None or row.organ_id != current_user.organ_id:
        abort(404)
    if form.validate_on_submit():
        done = attempt(form, lambda: _decided(row_id, form))
        if done is not None:
            return done
    return render_template("oversight/decide.html", form=form, row=row), form.status


def _decided(row_id: int, form: DecideForm) -> Response:
    by: Opened = opened(form)
    with one_act(by.by, by.key) as act:
        row = db.session.get(PublicationProposal, row_id)
        if row is None:
            raise NotFound("没有这一建议。")
        if row.decided_at is not None:
            raise NotAllowed("这一建议已经决定。")
        row.accepted, row.decision = form.accepted.data == "yes", form.decision.data
        row.decided_at, row.decided_by = act.at, by.by.id
        act.note("publication_decided", number=row.case.number, accepted=row.accepted)
    flash("已决定。")
    return redirect(url_for("oversight.publications"))
