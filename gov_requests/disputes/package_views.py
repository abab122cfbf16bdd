"""The evidence package's one page: what will be in it, and the button that gives it."""

import hashlib
from urllib.parse import quote

from flask import Response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action
from gov_requests.disputes import bp
from gov_requests.disputes.forms import ConfirmForm
from gov_requests.disputes.package import build
from gov_requests.disputes.step_views import shown
from gov_requests.records.base import one_act
from gov_requests.records.dispute_file import look_up_dispute
from gov_requests.today import today
from gov_requests.web.security import DOWNLOAD_POLICY


@bp.route("/<int:dispute_id>/package", methods=["GET", "POST"])
def package(dispute_id: int) -> ResponseReturnValue:
    """证据包: a page that says what it holds; its button gives the ZIP, and the journal keeps its hash."""
    file = look_up_dispute(dispute_id, current_user, Action.HANDLE_DISPUTE)
    form = ConfirmForm()
    if not (file.links and form.validate_on_submit()):
        return shown("disputes/package.html", form, file)
    content = build(file, today())
    with one_act(current_user) as act:
        digest = hashlib.sha256(content).hexdigest()
        act.note("evidence_package_made", dispute=file.dispute.number, sha256=digest, octets=len(content))
        act.case_id = file.links[0].case_id
    answer = Response(content, mimetype="application/zip")
    name = f"证据包 {file.dispute.number} {today()}.zip"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return answer
