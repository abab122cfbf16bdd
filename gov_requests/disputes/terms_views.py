"""The page 报备与归类: how soon organs report, and where an outcome counts. House rules of the district, journalled, with versions."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.disputes import bp
from gov_requests.records.base import db, one_act
from gov_requests.records.dispute_rebuild import refold_all
from gov_requests.records.dispute_terms import FILING_RULES, OUTCOME_MAP
from gov_requests.records.dispute_terms import terms as rules_in_force
from gov_requests.records.settings import set_setting, setting
from gov_requests.statute.outcomes import BUCKETS, CORRECTED, OTHER, OUTCOMES, UPHELD, VERSION
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm, Count, Day, pairs


class TermsForm(ActForm):
    """报备期限 and one outcome's bucket from a day on."""

    notice_workdays = Count("收到通知后报备（工作日）", required="请填写工作日数。", most=60)
    outcome_workdays = Count("收到结果后报备（工作日）", required="请填写工作日数。", most=60)
    rectification_days = Count("整改报告（自然日）", required="请填写天数。", most=365)


class BucketForm(ActForm):
    """Where an outcome counts, from a day on."""

    word = SelectField("结果", choices=pairs((word, word) for word in OUTCOMES))
    bucket = RadioField(
        "归类",
        [InputRequired("请选择归类。")],
        choices=pairs((key, BUCKETS[key]) for key in (UPHELD, CORRECTED, OTHER)),
    )
    since = Day("自何日起（按结案日期）", required="请填写起始日期。", future=True)


@bp.route("/terms", methods=["GET", "POST"])
def terms() -> ResponseReturnValue:
    """报备期限和结果归类: two forms on one page; ``form`` names the one that was sent."""
    held, sent = rules_in_force(), request.form.get("form")
    filing, buckets = TermsForm(obj=held.filing), BucketForm()
    if sent == "filing" and filing.validate_on_submit():
        done = attempt(filing, lambda: _set_filing(filing))
        if done is not None:
            return done
    if sent == "bucket" and buckets.validate_on_submit():
        done = attempt(buckets, lambda: _set_bucket(buckets))
        if done is not None:
            return done
    shown = buckets if sent == "bucket" else filing
    return render_template(
        "disputes/terms.html",
        form=shown,
        filing=filing,
        buckets=buckets,
        rules=held.filing,
        outcomes=[
            (row.word, BUCKETS[row.bucket], "、".join(one.text for one in row.articles)) for row in OUTCOMES.values()
        ],
        version=VERSION,
        versions=setting(OUTCOME_MAP) or [],
        titles=BUCKETS,
    ), shown.status


def _set_filing(form: TermsForm) -> Response:
    values = {name: form[name].data for name in ("notice_workdays", "outcome_workdays", "rectification_days")}
    with one_act(current_user, form.act_key.data or None) as act:
        set_setting(FILING_RULES, values)
        moved = _refold()
        act.note("dispute_terms_changed", **values, moved=moved)
    flash(f"报备期限已更改，{moved} 件案件的应办日期随之变动。")
    return redirect(url_for("disputes.terms"))


def _set_bucket(form: BucketForm) -> Response:
    added = {"since": form.since.day.isoformat(), "words": {form.word.data: form.bucket.data}}
    with one_act(current_user, form.act_key.data or None) as act:
        versions: list[dict[str, Any]] = setting(OUTCOME_MAP) or []
        kept = sorted(
            [*versions, {"version": len(versions) + 1, **added}], key=lambda row: (row["since"], row["version"])
        )
        set_setting(OUTCOME_MAP, kept)
        _refold()
        act.note("dispute_terms_changed", **added)
    flash("结果归类已更改，此前的版本保留。")
    return redirect(url_for("disputes.terms"))


def _refold() -> int:
    db.session.flush()
    return refold_all()
