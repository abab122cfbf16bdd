"""Every endpoint and the action it needs. Deny by default: an endpoint that is missing here keeps the application from starting."""

from flask import Flask, Response, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.access import Action
from gov_requests.records.standing_in import granted
from gov_requests.web.entrance import first_owed

A = Action
#: The first start: open to whoever has the token from the server, and only while nobody is an administrator.
FIRST_START = frozenset(
    {
        "setup",
        "admin.first_start",
        "admin.first_organs",
        "admin.first_people",
        "admin.first_people_template",
        "admin.first_initial_passwords",
        "admin.first_administrators",
    }
)
#: Open to everybody.
PUBLIC = FIRST_START | {"static", "home", "accounts.login", "accounts.second_step", "health"}
ENDPOINTS: dict[str, Action] = {
    "accounts.logout": A.ACCOUNT,
    "accounts.overview": A.ACCOUNT,
    "accounts.password": A.ACCOUNT,
    "accounts.codes": A.ACCOUNT,
    "accounts.give_up_codes": A.ACCOUNT,
    "accounts.absences": A.ABSENCE,
    "accounts.end_absence": A.ABSENCE,
    "accounts.end_session": A.ACCOUNT,
    "accounts.end_other_sessions": A.ACCOUNT,
    "desk.home": A.HOME,
    "desk.worklist": A.WORKLIST,
    "desk.search": A.WORKLIST,
    "desk.print_list": A.WORKLIST,
    "desk.export_list": A.WORKLIST,
    "desk.keep_view": A.WORKLIST,
    "desk.drop_view": A.WORKLIST,
    "intake.new": A.REGISTER,
    "intake.keep": A.REGISTER,
    "intake.drop": A.REGISTER,
    "intake.recent": A.REGISTER,
    "intake.receipts": A.REGISTER,
    "intake.labels": A.REGISTER,
    "intake.alike": A.NOTICE,
    "intake.to_confirm": A.REGISTER,
    "intake.confirm": A.REGISTER,
    "applicants.index": A.APPLICANTS,
    "applicants.show": A.APPLICANTS,
    "applicants.part": A.APPLICANTS,
    "cases.show": A.READ_CASE,
    "cases.days": A.READ_CASE,
    "cases.proof_json": A.READ_CASE,
    "cases.proof_pdf": A.READ_CASE,
    "cases.attachment": A.READ_CASE,
    "cases.preview_attachment": A.READ_CASE,
    "cases.letter": A.READ_CASE,
    "cases.letter_pdf": A.READ_CASE,
    "cases.letter_docx": A.READ_CASE,
    "handling.assign": A.ASSIGN,
    "handling.assign_together": A.ASSIGN,
    "handling.transfer": A.ASSIGN,
    "handling.hand_over": A.HAND_OVER,
    "handling.return_assignment": A.RETURN_ASSIGNMENT,
    "handling.search": A.SEARCH,
    "handling.itemise": A.DRAFT,
    "handling.limits_page": A.INTERNAL_LIMITS,
    "handling.steps": A.DRAFT,
    "handling.step": A.DRAFT,
    "replies.draft": A.DRAFT,
    "replies.preview": A.READ_CASE,
    "replies.docx": A.READ_CASE,
    "replies.returned": A.DRAFT,
    "replies.submit": A.DRAFT,
    "replies.delivery": A.DELIVER,
    "replies.mail_back": A.DELIVER,
    "replies.redeliver": A.DELIVER,
    "review.secrecy": A.SECRECY_REVIEW,
    "review.secrecy_pdf": A.READ_CASE,
    "review.refer": A.SECRECY_REVIEW,
    "review.referral": A.SECRECY_REVIEW,
    "review.referrals": A.SECRECY_REVIEW,
    "review.rules_page": A.REVIEW_RULES,
    "review.re_evaluations": A.RE_EVALUATE,
    "review.re_evaluate": A.RE_EVALUATE,
    "review.legal": A.LEGAL_REVIEW,
    "review.sign": A.SIGN,
    "severing.index": A.READ_CASE,
    "severing.take": A.DRAFT,
    "severing.show": A.READ_CASE,
    "severing.page": A.READ_CASE,
    "severing.picture": A.READ_CASE,
    "severing.decide": A.DRAFT,
    "severing.withhold": A.DRAFT,
    "severing.release": A.DRAFT,
    "admin.organs": A.ORGANS,
    "admin.new_organ": A.MANAGE_ORGANS,
    "admin.organ": A.MANAGE_ORGANS,
    "admin.new_section": A.MANAGE_ORGANS,
    "admin.people": A.PEOPLE,
    "admin.person": A.PEOPLE,
    "admin.new_person": A.MANAGE_PEOPLE,
    "admin.change_person": A.MANAGE_PEOPLE,
    "admin.import_people": A.MANAGE_PEOPLE,
    "admin.people_template": A.MANAGE_PEOPLE,
    "admin.initial_passwords": A.MANAGE_PEOPLE,
    "admin.readiness": A.READINESS,
    "admin.disable": A.MANAGE_PEOPLE,
    "admin.enable": A.MANAGE_PEOPLE,
    "admin.reset_password": A.MANAGE_PEOPLE,
    "admin.grant": A.GRANT_ROLES,
    "admin.revoke": A.GRANT_ROLES,
    "admin.reset_codes": A.GRANT_ROLES,
    "admin.security": A.SECURITY,
    "admin.sessions": A.SECURITY,
    "admin.end_session": A.SECURITY,
    "admin.end_sessions_of": A.SECURITY,
    "audit.journal": A.AUDIT,
    "audit.export": A.AUDIT,
    "audit.checkpoint": A.AUDIT,
    "audit.checkpoint_sheet": A.AUDIT,
    "disputes.index": A.READ_DISPUTE,
    "disputes.show": A.READ_DISPUTE,
    "disputes.register": A.HANDLE_DISPUTE,
    "disputes.rates": A.DISPUTE_RATES,
    "disputes.rates_export": A.DISPUTE_RATES,
    "disputes.hearings": A.DISPUTE_RATES,
    "disputes.guidance": A.GUIDANCE,
    "disputes.guidance_case": A.GUIDANCE,
    "disputes.write_guidance": A.WRITE_GUIDANCE,
    "disputes.package": A.HANDLE_DISPUTE,
    "disputes.papers": A.HANDLE_DISPUTE,
    "disputes.paper": A.READ_DISPUTE,
    "disputes.preview_paper": A.READ_DISPUTE,
    "disputes.terms": A.DISPUTE_TERMS,
    "disputes.step": A.HANDLE_DISPUTE,
    "disputes.amend": A.HANDLE_DISPUTE,
    "disputes.redo": A.HANDLE_DISPUTE,
    "notices.index": A.NOTICE,
    "notices.draft": A.NOTICE,
    "notices.issue": A.ISSUE_NOTICE,
    "notices.send": A.NOTICE,
    "notices.void": A.ISSUE_NOTICE,
    "notices.arrived": A.NOTICE,
    "notices.delivery_day": A.NOTICE,
    "personal.reveal": A.REVEAL,
    "personal.identity": A.VIEW_IDENTITY,
    "archive.show": A.ARCHIVE,
    "archive.take_out": A.ARCHIVE,
    "archive.take_out_pdf": A.ARCHIVE,
    "archive.bound": A.ARCHIVE,
    "stationery.texts_page": A.OFFICE_TEXTS,
    "stationery.register": A.LETTER_REGISTER,
    "stationery.seal": A.DELIVER,
    "stationery.void": A.SIGN,
    "oversight.board": A.OVERSEE,
    "oversight.board_list": A.OVERSEE,
    "oversight.board_months": A.OVERSEE,
    "oversight.board_day": A.OVERSEE,
    "oversight.board_ground": A.OVERSEE,
    "oversight.reminders": A.REMINDERS,
    "oversight.read_reminders": A.REMINDERS,
    "oversight.reminder_address": A.REMINDERS,
    "oversight.urge_request": A.URGE,
    "oversight.bulletins": A.BULLETINS,
    "oversight.bulletin": A.BULLETINS,
    "oversight.bulletin_rows": A.BULLETINS,
    "oversight.bulletin_file": A.BULLETINS,
    "oversight.make_bulletin": A.ISSUE_BULLETIN,
    "oversight.comment_bulletin": A.ISSUE_BULLETIN,
    "oversight.demand": A.ISSUE_BULLETIN,
    "oversight.targets": A.ISSUE_BULLETIN,
    "oversight.register_page": A.BULLETINS,
    "oversight.add_training": A.ISSUE_BULLETIN,
    "oversight.add_check": A.ISSUE_BULLETIN,
    "oversight.void_entry": A.ISSUE_BULLETIN,
    "oversight.points": A.ISSUE_BULLETIN,
    "oversight.points_rows": A.ISSUE_BULLETIN,
    "oversight.rectifications": A.BULLETINS,
    "oversight.answer_rectification": A.RECTIFY,
    "oversight.statistics": A.OVERSEE,
    "oversight.statistics_file": A.OVERSEE,
    "oversight.statistics_cases": A.OVERSEE,
    "oversight.publications": A.PUBLICATIONS,
    "oversight.decide_publication": A.DECIDE_PUBLICATION,
    "oversight.reports": A.ANNUAL_REPORT,
    "oversight.annual": A.ANNUAL_REPORT,
    "oversight.annual_cases": A.ANNUAL_REPORT,
    "oversight.annual_disputes": A.ANNUAL_REPORT,
    "oversight.annual_file": A.ANNUAL_REPORT,
    "oversight.annual_entry": A.COMPILE_REPORT,
    "oversight.annual_freeze": A.COMPILE_REPORT,
    "arrangements.shelf": A.WORKLIST,
    "arrangements.preview": A.IMPORT_CALENDAR,
    "arrangements.propose": A.IMPORT_CALENDAR,
    "ledger.index": A.EXPORT_LEDGER,
    "ledger.template": A.IMPORT_LEDGER,
    "ledger.upload": A.IMPORT_LEDGER,
    "ledger.preview": A.IMPORT_LEDGER,
    "ledger.marked_workbook": A.IMPORT_LEDGER,
    "ledger.bring_in": A.IMPORT_LEDGER,
    "ledger.export": A.EXPORT_LEDGER,
    "ledger.ask_full": A.EXPORT_FULL_LEDGER,
    "ledger.fetch_full": A.EXPORT_FULL_LEDGER,
    "proposals.waiting": A.PROPOSALS,
    "proposals.show": A.PROPOSALS,
    "proposals.withdraw_own": A.PROPOSALS,
}


def guard() -> BaseResponse | None:
    """Let a request through, send it to the sign-in page, or refuse it (before every request)."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in PUBLIC:
        return None
    if not current_user.is_authenticated:
        onward = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
        answer: Response = redirect(url_for("accounts.login", next=onward))  # type: ignore[assignment]
        return answer
    action = ENDPOINTS[endpoint]
    if action is not A.ACCOUNT and not granted(current_user, action):
        abort(403)
    owed = first_owed(current_user)
    if owed is not None and endpoint not in (owed, "accounts.logout"):
        return redirect(url_for(owed))
    return None


def enforce(app: Flask) -> None:
    """Check that the table and the routes are the same set, and switch the guard on."""
    routed = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = set(ENDPOINTS) | PUBLIC
    if routed != named:
        raise RuntimeError(f"without a permission: {sorted(routed - named)}; without a route: {sorted(named - routed)}")
    app.before_request(guard)
