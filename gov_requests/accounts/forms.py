"""Forms of signing in and of one's own account."""

import unicodedata

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import Length, Regexp

from gov_requests.web.forms import ActForm, Filled, Printable


def _plain_digits(value: str | None) -> str:
    """Full-width digits and the blank in the middle, as apps show it, are meant well."""
    return unicodedata.normalize("NFKC", value or "").replace(" ", "")


class LoginForm(FlaskForm):
    """User name and password."""

    username = StringField("用户名", [Filled("请填写用户名。"), Length(max=60), Printable()])
    password = PasswordField("密码", [Filled("请填写密码。")])


class CodeForm(FlaskForm):
    """The second step of signing in."""

    code = StringField(
        "动态验证码",
        [Filled("请填写手机上显示的六位数字。"), Regexp(r"\A[0-9]{6}\Z", message="验证码是六位数字。")],
        filters=[_plain_digits],
    )


class PasswordForm(ActForm):
    """更改密码."""

    current = PasswordField("现在的密码", [Filled("请填写现在的密码。")])
    new = PasswordField("新密码", [Filled("请填写新密码。")])
    again = PasswordField("再填一次新密码", [Filled("请再填一次新密码。")])

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse two that differ."""
        sound = super().validate(extra_validators)
        if self.new.data and self.again.data and self.new.data != self.again.data:
            self.again.errors = ["两次填写的新密码不一样。"]
            return False
        return sound


class EnrolmentForm(ActForm, CodeForm):
    """启用动态验证码: the first code proves that the app has the secret."""


class GiveUpCodesForm(ActForm):
    """停用动态验证码."""

    current = PasswordField("现在的密码", [Filled("请填写现在的密码。")])


class SessionForm(ActForm):
    """结束会话: ``name`` as the table keeps it."""

    name = HiddenField(validators=[Length(max=64)])
