"""Initial passwords between the act that made them and the one download: sealed in the session, for ten minutes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from flask import Response, session

from gov_requests.admin.people_import import Slip
from gov_requests.documents.workbooks import XLSX, Column, write_sheet
from gov_requests.records.keys import keyring
from gov_requests.refusals import NotFound
from gov_requests.today import now

_KEY = "slips"
_LIFE = timedelta(minutes=10)
GONE = "初始密码已经下载过，或已超过 10 分钟。忘记的请逐个重置密码。"


def put_by(slips: Sequence[Slip]) -> None:
    """Keep the slips for one download."""
    sealed = keyring().seal(json.dumps([asdict(slip) for slip in slips]))
    session[_KEY] = {"sealed": sealed, "until": (now() + _LIFE).isoformat()}


def download() -> Response:
    """Return the slips as a workbook, and forget them. Raises ``NotFound`` where there are none any more."""
    kept = session.pop(_KEY, None)
    if kept is None or datetime.fromisoformat(kept["until"]) <= now():
        raise NotFound(GONE)
    slips = [Slip(**slip) for slip in json.loads(keyring().unseal(kept["sealed"]))]
    columns = [Column("单位", 30), Column("科室", 20), Column("姓名", 14), Column("用户名", 20), Column("初始密码", 26)]
    rows = [(slip.organ, slip.section, slip.name, slip.username, slip.password) for slip in slips]
    return workbook(write_sheet("初始密码", columns, rows), "initial-passwords.xlsx")


def workbook(content: bytes, name: str) -> Response:
    """Return a workbook to be saved."""
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
