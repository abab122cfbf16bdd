"""保密审查, 法制审核, 签发."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.documents.issue import reply_letter
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import latest_draft, reviews_of
from gov_requests.review import actions, bp
from gov_requests.review.forms import LegalForm, OpinionForm, SecrecyForm, SignForm
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.acting import answer, attempt, opened, to_case


@bp.route("/<string:ref>/secrecy", methods=["GET", "POST"])
def secrecy(ref: str) -> ResponseReturnValue:
    """保密审查."""
    file, form = look_up(ref, current_user, Action.SECRECY_REVIEW), SecrecyForm()
    if form.validate_on_submit():
        findings = {"checks": form.findings, "aggregation": form.aggregation_note.data}
        done = attempt(form, lambda: _reviewed(ref, "secrecy", form, findings))
        if done is not None:
            return done
    return _page(form, file, "review/secrecy.html")


@bp.route("/<string:ref>/legal", methods=["GET", "POST"])
def legal(ref: str) -> ResponseReturnValue:
    """法制审核."""
    file, form = look_up(ref, current_user, Action.LEGAL_REVIEW), LegalForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _reviewed(ref, "legal", form, {}))
        if done is not None:
            return done
    return _page(form, file, "review/legal.html")


@bp.route("/<string:ref>/sign", methods=["GET", "POST"])
def sign(ref: str) -> ResponseReturnValue:
    """签发."""
    file, form = look_up(ref, current_user, Action.SIGN), SignForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _signed(ref, form))
        if done is not None:
            return done
    draft = latest_draft(file.case.id)
    return _page(form, file, "review/sign.html", objections=actions.objections_to_signing(file, draft) if draft else [])


def _reviewed(ref: str, kind: str, form: OpinionForm, findings: dict[str, object]) -> Response:
    passed = form.conclusion.data == "pass"
    file = actions.review(
        ref, kind, passed=passed, opinion=form.opinion.data, findings=findings, seen=_seen(), opened=opened(form)
    )
    return to_case(file.case, "审核意见已记录。" if passed else "已退回承办人。")


def _signed(ref: str, form: OpinionForm) -> Response:
    act = actions.sign if form.conclusion.data == "pass" else actions.send_back
    file = act(ref, opinion=form.opinion.data, seen=_seen(), opened=opened(form))
    return to_case(
        file.case, "已签发，正文不能再改。请登记送达。" if form.conclusion.data == "pass" else "已退回承办人。"
    )


def _seen() -> str:
    return request.form.get("seen", "")


def _page(form: OpinionForm, file: Casefile, template: str, **shown: object) -> ResponseReturnValue:
    draft = latest_draft(file.case.id)
    return answer(
        form,
        file,
        template,
        draft=draft,
        letter=reply_letter(file, draft) if draft else None,
        kind=REPLY_KINDS[draft.reply_kind] if draft else None,
        reviews=reviews_of(file.case.id),
        **shown,
    )
