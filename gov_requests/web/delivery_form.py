"""The form of a delivery (送达) of a reply or a notice: how, on which day, and what it proves itself by."""

from typing import Final

from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.validators import InputRequired, Regexp

from gov_requests.terms import DELIVERY_METHODS
from gov_requests.web.delivery_ways import ALWAYS
from gov_requests.web.forms import ActForm, Day, Line, pairs

#: Way → the field that proves it, and the sentence where it is empty.
NEEDED: Final = {
    "in_person": ("recipient", "当面送达须填写签收人。"),
    "ems": ("tracking_number", "邮寄须填写中国邮政的邮件号；其他快递不能用于送达。"),
    "email": ("recipient", "电子邮件送达，请填写收件的邮箱。"),
    "fax": ("recipient", "传真送达，请填写收件的传真号码。"),
}


class DeliveryForm(ActForm):
    """送达: the day that counts (国办公开办函〔2016〕235号)."""

    method = RadioField(
        "送达方式",
        [InputRequired("请选择送达方式。")],
        choices=pairs((name, DELIVERY_METHODS[name]) for name in ALWAYS),
    )
    counted_on = Day("签收或交邮日期", required="请填写签收日期（当面）或交邮日期（邮寄）。")
    recipient = Line("签收人", limit=60)
    tracking_number = Line(
        "邮件号",
        limit=30,
        validators=[
            Regexp(r"\A([A-Za-z]{2}[0-9]{9}[A-Za-z]{2}|[0-9]{13})?\Z", message="邮件号是 13 位，如 EX000000016CN。")
        ],
    )
    files = FileField("送达凭证")
    late_reason = Line("补录理由", limit=300)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for what each way of delivery proves itself by."""
        sound = super().validate(extra_validators)
        needed = NEEDED.get(self.method.data)
        if needed is None or self[needed[0]].data:
            return sound
        self[needed[0]].errors = [needed[1]]
        return False
