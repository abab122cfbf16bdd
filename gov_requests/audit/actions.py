"""Taking the journal's list outside: an act, which the journal names like any other."""

from collections.abc import Iterator

from gov_requests.audit.search import Criteria, rows_query
from gov_requests.audit.words import TITLES
from gov_requests.documents.exports import FORMATS
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.journal import JournalRow
from gov_requests.refusals import BadInput
from gov_requests.web.filters import moment

#: As many rows as a workbook of this kind is of use for; more are taken by ``audit export`` on the server.
MOST = 20_000
HEADINGS = ("序号", "时间", "账号", "事项", "所涉申请", "发生日期", "摘要")


def export(criteria: Criteria, form: str, opened: Opened) -> tuple[bytes, str]:
    """Return what was found as a file, and its media type. Raises ``BadInput`` for another format, and for more than ``MOST`` rows."""
    if form not in FORMATS:
        raise BadInput(f"导出格式只有：{'、'.join(FORMATS)}。")
    with one_act(opened.by, opened.key) as act:
        rows = list(_rows(criteria))
        if len(rows) > MOST:
            raise BadInput(f"符合条件的超过 {MOST} 条，请缩小日期范围，或请系统管理员在服务器上用 audit export 导出。")
        act.note("audit_log_exported", rows=len(rows), format=form, criteria=criteria.given)
    media_type, write = FORMATS[form]
    return write(HEADINGS, rows), media_type


def _rows(criteria: Criteria) -> Iterator[tuple[str | int, ...]]:
    for row in db.session.execute(rows_query(criteria).order_by(JournalRow.id.desc()).limit(MOST + 1)):
        happened_on = row.happened_on.isoformat() if row.happened_on else ""
        title = TITLES.get(row.kind, row.kind)
        yield row.id, moment(row.recorded_at), row.signature, title, row.number or "", happened_on, row.hash
