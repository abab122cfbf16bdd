"""保密审查: the office's form, level by level."""

from typing import Any
from urllib.parse import quote

from flask import Response as FlaskResponse
from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action, Scope
from gov_requests.documents.issue import reply_letter
from gov_requests.documents.review_items import items_of_draft
from gov_requests.documents.secrecy_sheet import secrecy_sheet
from gov_requests.procedure import Stage
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Draft
from gov_requests.records.received import MONTHS, Received, received
from gov_requests.records.secrecy_rules import Round, round_of
from gov_requests.records.standing_in import granted
from gov_requests.refusals import NotFound
from gov_requests.review import actions, bp
from gov_requests.review.history import history_of
from gov_requests.review.referral_words import ANSWERS, shown_of
from gov_requests.review.secrecy_forms import SecrecyForm, sheet_form
from gov_requests.review.secrecy_page import Shown, columns_of, fill, heads_of, levels_shown, rows_of
from gov_requests.terms import REVIEWS
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, request_ref, to_case


@bp.route("/<case:ref>/secrecy", methods=["GET", "POST"])
def secrecy(ref: str) -> ResponseReturnValue:
    """保密审查单 of the newest draft."""
    file = look_up(ref, current_user, Action.SECRECY_REVIEW)
    draft = latest_draft(file.case.id)
    items = items_of_draft(draft) if draft else ()
    form, columns = sheet_form(items), columns_of(file, items)
    if not form.is_submitted():
        fill(form, columns, file.case.organ.name)
    given = received(file.case, current_user, today(), form.about.data or "")
    # 查找 looks for a further word; nothing is asked for and everything typed stays.
    if form.is_submitted() and not form.only_checks and form.validate():
        done = attempt(form, lambda: _reviewed(ref, form, columns, given))
        if done is not None:
            return done
    return _page(form, file, draft, columns, given)


def _reviewed(ref: str, form: SecrecyForm, columns: list[Shown], given: Received) -> Response:
    passed = form.conclusion.data == "pass"
    marks = {shown.item.sha256: [mark.as_dict() for mark in shown.marks] for shown in columns}
    file = actions.review(
        ref,
        "secrecy",
        passed=passed,
        opinion=form.opinion.data,
        seen=_seen(),
        opened=opened(form),
        sheet=form.sheet(marks, given.as_dict()),
    )
    return to_case(file.case, "审核意见已记录。" if passed else "已退回承办人。")


def _seen() -> str:
    return request.form.get("seen", "")


def _page(
    form: SecrecyForm, file: Casefile, draft: Draft | None, columns: list[Shown], given: Received
) -> ResponseReturnValue:
    now = round_of(file.entries)
    under_review = file.stage is Stage.SECRECY_REVIEW
    referred = shown_of(file, today())
    shown: dict[str, Any] = {
        "draft": draft,
        "seen": draft.content_hash if draft else "",
        "changed": bool(draft and _seen() and _seen() != draft.content_hash),
        "letter": reply_letter(file, draft) if draft else None,
        "columns": heads_of(columns, request_ref(file)),
        "rows": rows_of(form, columns),
        "history": history_of(file),
        "months": MONTHS,
        "now": now,
        "levels": levels_shown(file, draft, now, done=not under_review) if draft else [],
        "stopped": _stopped(now, referred) if under_review else None,
        "referred": referred,
        "given": given,
        "everywhere": Scope.DISTRICT in granted(current_user, Action.READ_CASE),
        "answers": ANSWERS,
        "onward": _onward(file),
    }
    return answer(form, file, "review/secrecy.html", "pass_secrecy", **shown)


def _stopped(now: Round, referred: list[dict[str, Any]]) -> str | None:
    """Return why passing rests: the own level is done, or a referral has no answer yet."""
    waiting = [one["row"].title for one in referred if one["row"].answered_on is None]
    return now.done_by(current_user) or (f"“{waiting[0]}”报送确定，还没有答复" if waiting else None)


def _onward(file: Casefile) -> str:
    """Return what passing does: the words on the button."""
    following, left = round_of(file.entries).following, file.progress.reviews[1:]
    return f"同意，送{following or (REVIEWS[left[0]] if left else '签发')}"


@bp.get("/<case:ref>/secrecy.pdf")
def secrecy_pdf(ref: str) -> ResponseReturnValue:
    """保密审查单 as PDF, as it stands."""
    file = look_up(ref, current_user)
    content = secrecy_sheet(file, today(), current_app.config.get("FONT_DIR"))
    if content is None:
        raise NotFound("这件申请还没有保密审查。")
    given = FlaskResponse(content, mimetype="application/pdf")
    name = quote(f"{file.case.number} 保密审查单.pdf")
    given.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return given
