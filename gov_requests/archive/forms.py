"""Forms of the archive room."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.archive.actions import RETENTIONS
from gov_requests.web.forms import ActForm, Line, pairs


class ArchiveForm(ActForm):
    """归档."""

    number = Line("归档号", required="请填写归档号。", limit=60)
    retention = RadioField(
        "保管期限", [InputRequired("请选择保管期限。")], choices=pairs((one, one) for one in RETENTIONS)
    )


class TakeOutForm(ActForm):
    """取出全卷: a confirmation."""
