"""The page 审查规则: what holds, its versions, and proposing the next one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.records.secrecy_rules import rules_of, versions_of
from gov_requests.review import bp
from gov_requests.review.rules import propose_rules, reviewers_in
from gov_requests.review.secrecy_forms import RulesForm
from gov_requests.web.acting import attempt, opened


@bp.route("/rules", methods=["GET", "POST"])
def rules_page() -> ResponseReturnValue:
    """审查规则."""
    held, form = rules_of(current_user.organ_id), RulesForm()
    if not form.is_submitted():
        form.levels.data = "\n".join(held.levels) if len(held.levels) > 1 else ""
        form.names_from.data, form.facilities.data = held.names_from, "、".join(held.facilities)
    if form.validate_on_submit():
        done = attempt(form, lambda: _proposed(form))
        if done is not None:
            return done
    versions = versions_of(current_user.organ_id)
    return render_template(
        "review/rules.html", form=form, held=held, versions=versions, reviewers=reviewers_in(current_user.organ_id)
    ), form.status


def _proposed(form: RulesForm) -> Response:
    propose_rules(
        levels=form.titles,
        names_from=form.names_from.data or 0,
        facilities=form.words,
        reason=form.reason.data,
        opened=opened(form),
    )
    flash("已提交复核，由法制审核人员复核后，对此后送审的申请生效。")
    return redirect(url_for("proposals.waiting"))
