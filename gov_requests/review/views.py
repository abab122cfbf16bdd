"""法制审核, 签发."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.documents.answers import letter_code, reviews_asked, told
from gov_requests.documents.issue import reply_letter
from gov_requests.documents.numbers import number_in_view
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.returned import returned_for
from gov_requests.review import actions, bp
from gov_requests.review.forms import LegalForm, OpinionForm, SignForm
from gov_requests.review.history import history_of
from gov_requests.review.last_read import since_read
from gov_requests.terms import REVIEWS
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, to_case
from gov_requests.web.checks import NOTHING_TO_CHECK, checks_of, usage_note


@bp.route("/<case:ref>/legal", methods=["GET", "POST"])
def legal(ref: str) -> ResponseReturnValue:
    """法制审核."""
    file, form = look_up(ref, current_user, Action.LEGAL_REVIEW), LegalForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _reviewed(ref, form))
        if done is not None:
            return done
    return _page(form, file, "review/legal.html", "pass_legal", onward=_onward(file))


@bp.route("/<case:ref>/sign", methods=["GET", "POST"])
def sign(ref: str) -> ResponseReturnValue:
    """签发."""
    file, form = look_up(ref, current_user, Action.SIGN), SignForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _signed(ref, form))
        if done is not None:
            return done
    return _page(form, file, "review/sign.html", "sign", onward="签发")


def _reviewed(ref: str, form: OpinionForm) -> Response:
    passed = form.conclusion.data == "pass"
    file = actions.review(ref, "legal", passed=passed, opinion=form.opinion.data, seen=_seen(), opened=opened(form))
    return to_case(file.case, "审核意见已记录。" if passed else "已退回承办人。")


def _signed(ref: str, form: SignForm) -> Response:
    said = {"opinion": form.opinion.data, "seen": _seen(), "opened": opened(form)}
    if form.conclusion.data == "pass":
        file = actions.sign(ref, **said, pass_reason=form.pass_reason.data)
        return to_case(file.case, "已签发，正文不能再改。请登记送达。")
    return to_case(actions.send_back(ref, **said).case, "已退回承办人。")


def _seen() -> str:
    return request.form.get("seen", "")


def _onward(file: Casefile) -> str:
    """Return what passing does: the words on the button."""
    left = file.progress.reviews[1:]
    return f"同意，送{REVIEWS[left[0]] if left else '签发'}"


def _page(form: OpinionForm, file: Casefile, template: str, act: str, *, onward: str) -> ResponseReturnValue:
    draft = latest_draft(file.case.id)
    found = checks_of(file, draft, None if act == "sign" else reviews_asked(draft)) if draft else NOTHING_TO_CHECK
    code = letter_code(draft) if draft else ""
    return answer(
        form,
        file,
        template,
        act,
        draft=draft,
        seen=draft.content_hash if draft else "",
        changed=bool(draft and _seen() and _seen() != draft.content_hash),
        letter=reply_letter(file, draft) if draft else None,
        answer_told=told(draft) if draft else [],
        number=number_in_view(file.case, code, today()) if draft else "",
        history=history_of(file),
        checks=found.checks,
        passed=found.passed,
        stopped=found.stopped if act == "sign" else None,
        warned=found.warned,
        usage_note=usage_note(code),
        copy=returned_for(file.entries, draft) if draft else None,
        onward=onward,
        since=since_read(file, draft, current_user, act) if draft else None,
    )
