"""The form of the call log (登记联系情况)."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Regexp

from gov_requests.intake.confirming import CONFIRMED
from gov_requests.terms import CONTACT_RESULTS
from gov_requests.web.forms import ActForm, Day, Line, pairs

#: A number or address that does not stand in the request.
OTHER = "other"


class ContactForm(ActForm):
    """登记联系情况（207号）: when, by what number, with what result."""

    result = RadioField("结果", [InputRequired("请选择联系的结果。")], choices=pairs(CONTACT_RESULTS.items()))
    tried_on = Day("联系日期", required="请填写联系日期。")
    tried_at = Line(
        "时间",
        limit=5,
        validators=[Regexp(r"\A(([01][0-9]|2[0-3]):[0-5][0-9])?\Z", message="时间写成 09:05，不记得的不填。")],
    )
    reached_by = SelectField("号码或者邮箱", choices=[])
    other = Line("其他号码、邮箱", limit=100)
    note = Line("说明", limit=200)
    late_reason = Line("补录理由", limit=300)

    def validate(self, extra_validators: Any = None) -> bool:
        """A confirmation that cannot say how it came about proves nothing."""
        sound = super().validate(extra_validators)
        if self.result.data == CONFIRMED and self.reached_by.data == OTHER and not self.other.data:
            self.other.errors = ["请写明是通过哪个号码或者邮箱确认的。"]
            return False
        return sound
