"""Forms of the arrangements room."""

import json
from typing import Any

from wtforms import HiddenField

from gov_requests.web.forms import ActForm, Text
from gov_requests.workdays import ArrangementError
from gov_requests.workdays.arrangement import Arrangement, arrangement_from
from gov_requests.workdays.notice_text import arrangement_from_text


class PasteForm(ActForm):
    """The pasted text of a notice, or the JSON form of ``workdays show``."""

    text = Text("通知全文或 JSON", required="请粘贴国务院办公厅通知的全文，或导出的 JSON。", limit=50_000)

    def read(self) -> Arrangement:
        """Return the arrangement that was pasted. Raises ``ArrangementError`` with its place."""
        return arrangement_from(data_of(self.text.data))


def data_of(text: str) -> dict[str, Any]:
    """Return the arrangement's data from JSON or from a notice's text."""
    if not text.lstrip().startswith("{"):
        return arrangement_from_text(text)
    try:
        found = json.loads(text)
    except ValueError as wrong:
        raise ArrangementError(
            f"JSON 无法读取（第 {getattr(wrong, 'lineno', 1)} 行）：请使用 workdays show 的输出。"
        ) from wrong
    return dict(found) if isinstance(found, dict) else {}


class ProposeForm(ActForm):
    """提交复核: the arrangement that was previewed, and why."""

    arrangement = HiddenField()
    reason = Text("提交理由", required="请写明依据，如：国务院办公厅已公布 2027 年安排。", limit=500)
