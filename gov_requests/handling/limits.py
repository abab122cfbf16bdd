"""内部时限: proposing limits tighter than the law, their taking effect once a second person agrees, and the page."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.handling import bp
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.internal_limits import limits_of, set_limits, versions_of
from gov_requests.records.people import Person
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from gov_requests.statute.provisions import REPLY_WORKDAYS
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Count, Line

ACT = "internal_limits"
NOT_TIGHTER = "内部时限应短于法定的 {term} 个工作日。"
NOT_IN_ORDER = "送审的时限应短于办结的时限。"
#: No form asks for more; what is tighter than the law is judged by the law's own number.
_MOST = 60


class LimitsForm(ActForm):
    """内部时限; 0: none is set."""

    submit = Count("送审（工作日）", required="请填写工作日数，不设的填 0。", least=0, most=_MOST)
    conclude = Count("办结（工作日）", required="请填写工作日数，不设的填 0。", least=0, most=_MOST)
    reason = Line("理由", required="请写明设置的理由，复核人要看。", limit=300)


def propose_limits(*, submit: int, conclude: int, reason: str, opened: Opened) -> None:
    """Put a version before a second person. Raises ``BadInput`` for what is no tighter than the law, or out of order."""
    term = REPLY_WORKDAYS.on(today())
    for name, workdays in (("submit", submit), ("conclude", conclude)):
        if workdays >= term:
            raise BadInput(NOT_TIGHTER.format(term=term), name)
    if submit and conclude and submit >= conclude:
        raise BadInput(NOT_IN_ORDER, "submit")
    arguments = {"submit": submit, "conclude": conclude}
    with one_act(opened.by, opened.key) as act:
        propose(act, ACT, arguments, reason=reason, by=opened.by)


def _take_effect(act: Act, proposal: Proposal) -> None:
    given = proposal.arguments
    approver = db.session.get(Person, act.by) if act.by is not None else None
    people = {"proposed_by": proposal.proposer.name, "approved_by": approver.name if approver else act.signature}
    set_limits(proposal.organ_id or 0, {**given, **people, "since": act.at.isoformat()})
    act.note("internal_limits_set", **given)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(title, f"{given[name]} 个工作日" if given[name] else "不设") for title, name in TITLES]


TITLES = (("送审", "submit"), ("办结", "conclude"))
PROPOSABLE = (Proposable(ACT, "内部时限", _take_effect, _told),)


@bp.route("/limits", methods=["GET", "POST"])
def limits_page() -> ResponseReturnValue:
    """内部时限: what holds, its versions, and proposing the next one."""
    form = LimitsForm(obj=limits_of(current_user.organ_id))
    if form.validate_on_submit():
        done = attempt(form, lambda: _proposed(form))
        if done is not None:
            return done
    return render_template(
        "handling/limits.html",
        form=form,
        held=limits_of(current_user.organ_id),
        versions=versions_of(current_user.organ_id),
    ), form.status


def _proposed(form: LimitsForm) -> Response:
    submit, conclude = form.submit.data or 0, form.conclude.data or 0
    propose_limits(submit=submit, conclude=conclude, reason=form.reason.data, opened=opened(form))
    flash("已提交复核，由法制审核人员复核后启用。")
    return redirect(url_for("proposals.waiting"))
