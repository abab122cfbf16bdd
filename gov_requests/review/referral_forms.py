"""Forms of 报送确定."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.review.referral_words import ANSWERS
from gov_requests.statute.referrals import GROUNDS
from gov_requests.web.forms import ActForm, Day, Line, Text, pairs


class ReferForm(ActForm):
    """报送一份文件."""

    sha256 = RadioField("报送哪一份", [InputRequired("请选择报送哪一份。")])
    ground = RadioField(
        "为什么报送",
        [InputRequired("请选择为什么报送。")],
        choices=pairs((ground.code, ground.title) for ground in GROUNDS.values()),
    )
    body = Line("报送给", required="请填写报送的机关，如：虚构区国家保密局。", limit=100)
    question = Text("请求确定的问题", required="请写明不能确定的是什么。", limit=1000)
    undecided_on = Day("发现不能确定之日", required="请填写日期。")
    sent_on = Day("报送日期")


class SentForm(ActForm):
    """登记报送日期."""

    sent_on = Day("报送日期", required="请填写报送日期。")
    arrived_on = Day("对方收到日期")


class AnswerForm(ActForm):
    """登记答复."""

    answer = RadioField("答复", [InputRequired("请选择答复。")], choices=pairs(ANSWERS.items()))
    answered_on = Day("收到答复日期", required="请填写收到答复的日期。")
    words = Text("答复内容", required="请写明答复的文号和内容；撤回的写明理由。", limit=1000)
    files = MultipleFileField("答复文件")
