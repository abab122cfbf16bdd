"""Forms of the handling room."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.web.forms import ActForm, Day, ItemLines, Line, Text, pairs


class AssignForm(ActForm):
    """分办、转办: the handler, whose section follows."""

    handler = SelectField("承办人", [InputRequired("请选择承办人。")])
    note = Line("交办意见", limit=200)


class ReturnForm(ActForm):
    """退回 with its reason."""

    reason = Text("退回理由", required="退回须写明理由。", limit=500)


class ItemsForm(ActForm):
    """分列事项: what the request asks for, one a line; empty, it is answered as a whole."""

    items = ItemLines("分列事项")


class SearchForm(ActForm):
    """检索记录: what a court asks of a 不存在."""

    place = Line("检索范围", required="请写明在哪里检索：科室、档案室、业务系统。", limit=100)
    method = Line("检索方式", required="请写明怎样检索，如目录查阅、系统查询。", limit=100)
    terms = Line("检索词", required="请写明用了哪些检索词，用顿号分开。", limit=200)
    searched_by = Line("检索人", required="请填写检索人姓名。", limit=60)
    searched_on = Day("检索日期", required="请填写检索日期。")
    found = RadioField(
        "检索结果", [InputRequired("请选择检索结果。")], choices=pairs([("yes", "检索到"), ("no", "未检索到")])
    )
    result = Text("结果说明", required="请写明检索到什么，或未检索到。", limit=1000)
    #: 函询: the letter (ref) whose answer this search rests on.
    inquiry = SelectField("函询", validate_choice=False)
    files = MultipleFileField("检索凭证")
