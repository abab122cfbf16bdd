"""Forms of the annual report: table two and the texts, and the freezing."""

import re
from typing import Any

from wtforms import Form, FormField
from wtforms.validators import StopValidation

from gov_requests.oversight.annual_actions import DIFFERENCE
from gov_requests.statute.table_two import FEES, TABLE_TWO
from gov_requests.web.forms import ActForm, Line, Text

_WHOLE, _MONEY = re.compile(r"[0-9]{1,9}", re.ASCII), re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)


def _number(key: str) -> Line:
    pattern, form = (_MONEY, "12.5") if key == FEES else (_WHOLE, "12")

    def reads(_form: Any, field: Any) -> None:
        if field.data and not pattern.fullmatch(field.data):
            raise StopValidation(f"请填数字，如 {form}；没有的填 0。")

    return Line(TABLE_TWO[key], limit=20, validators=[reads], render_kw={"inputmode": "decimal", "autocomplete": "off"})


#: A field a number of table two; their names are its keys.
TableTwo = type("TableTwo", (Form,), {key: _number(key) for key in TABLE_TWO})
TEXTS = {
    "overview": "一、总体情况（系统按数据写的段落之外，补充的内容）",
    "problems": "五、存在的主要问题及改进情况",
    "others": "六、其他需要报告的事项（须写明收取信息处理费的情况）",
    DIFFERENCE: "上年结转与上年度报告不一致的原因（没有差异的不填）",
}


class EntryForm(ActForm):
    """填写: what the report cannot count."""

    two = FormField(TableTwo, "表二")
    overview = Text(TEXTS["overview"])
    problems = Text(TEXTS["problems"])
    others = Text(TEXTS["others"])
    difference = Text(TEXTS[DIFFERENCE], limit=2000)

    @property
    def table_two(self) -> dict[str, str]:
        """What was typed into table two."""
        return {key: self.two.form[key].data or "" for key in TABLE_TWO}

    @property
    def texts(self) -> dict[str, str]:
        """What was written."""
        return {key: self[key].data or "" for key in TEXTS}


class FreezeForm(ActForm):
    """定稿, or the next edition with its reason."""

    reason = Text("更正理由", limit=500)
