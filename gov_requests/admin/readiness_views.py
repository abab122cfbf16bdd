"""The page that says what is still missing."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.admin import bp
from gov_requests.admin.readiness import Lack, missing
from gov_requests.records.standing_in import granted
from gov_requests.web.permissions import ENDPOINTS


@bp.get("/readiness")
def readiness() -> ResponseReturnValue:
    """启用检查."""
    found, passed = missing()
    return render_template("admin/readiness.html", checks=[_shown(lack) for lack in found], passed=passed)


def _shown(lack: Lack) -> dict[str, Any]:
    """Return a lack as the list of checks shows it; the link only for whoever may mend it."""
    may_mend = lack.endpoint is not None and granted(current_user, ENDPOINTS[lack.endpoint])
    url = url_for(lack.endpoint, **lack.arguments) if lack.endpoint and may_mend else None
    return {"level": lack.level, "what": lack.what, "why": lack.why, "url": url, "action": "去设置"}
