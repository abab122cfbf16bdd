"""The page where proposals wait, and the page of one."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.proposals import bp
from gov_requests.proposals.forms import DecisionForm, WithdrawForm
from gov_requests.records.base import db
from gov_requests.records.casefile import case_ref_of
from gov_requests.records.proposable import approve, look_up_proposal, may_decide, offered, refuse, visible, withdraw
from gov_requests.records.proposals import Proposal
from gov_requests.today import now
from gov_requests.web.acting import attempt

RECENT = 50
STATES = {"open": "待复核", "approved": "已同意", "refused": "不同意", "withdrawn": "已撤回", "expired": "已过期"}


@bp.get("/")
def waiting() -> ResponseReturnValue:
    """待复核事项, and what was decided lately."""
    query = sa.select(Proposal).where(visible(current_user))
    open_ones = db.session.scalars(query.where(Proposal.state == "open").order_by(Proposal.id)).all()
    decided = db.session.scalars(query.where(Proposal.state != "open").order_by(Proposal.id.desc()).limit(RECENT)).all()
    return render_template(
        "proposals/waiting.html",
        waiting=open_ones,
        decided=decided,
        states=STATES,
        instant=now(),
        may_decide=may_decide,
    )


@bp.route("/<int:proposal_id>", methods=["GET", "POST"])
def show(proposal_id: int) -> ResponseReturnValue:
    """One proposal: what would happen, why, and the decision."""
    proposal = look_up_proposal(proposal_id, current_user)
    form = DecisionForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _decided(proposal_id, form))
        if done is not None:
            return done
    told = offered()[proposal.act].tell(proposal.arguments)
    case = case_ref_of(proposal.case_id, current_user) if proposal.case_id else None
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        form=form,
        withdraw_form=WithdrawForm(),
        told=told,
        case=case,
        states=STATES,
        lapsed=proposal.expires_at <= now(),
        may_decide=may_decide(current_user, proposal),
    ), form.status


@bp.post("/<int:proposal_id>/withdraw")
def withdraw_own(proposal_id: int) -> ResponseReturnValue:
    """撤回."""
    form = WithdrawForm()
    if form.validate_on_submit():
        withdraw(proposal_id, by=current_user, key=form.act_key.data)
        flash("已撤回。")
    return redirect(url_for("proposals.waiting"))


def _decided(proposal_id: int, form: DecisionForm) -> Response:
    act = approve if form.decision.data == "approve" else refuse
    act(proposal_id, note=form.note.data, by=current_user, key=form.act_key.data)
    flash("已同意，事项已生效。" if form.decision.data == "approve" else "已记录不同意。")
    return redirect(url_for("proposals.waiting"))
