"""Proposals to publish (建议主动公开, 第四十四条): the list and the decisions. They are made beside 查重 (``intake.alike``)."""

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.access import Action, Scope
from gov_requests.oversight import bp
from gov_requests.records.base import db
from gov_requests.records.people import Organ
from gov_requests.records.publications import PublicationProposal
from gov_requests.records.publications import decide_publication as decide
from gov_requests.records.scope import case_ref
from gov_requests.records.standing_in import granted
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Text, pairs

_SHOWN = 200


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
    decide(row_id, form.decision.data, opened(form), accepted=form.accepted.data == "yes")
    flash("已决定。")
    return redirect(url_for("oversight.publications"))
