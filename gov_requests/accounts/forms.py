"""The sign-in form."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import Length

from gov_requests.web.forms import Filled


class LoginForm(FlaskForm):
    """User name and password."""

    username = StringField("用户名", [Filled("请填写用户名。"), Length(max=60)])
    password = PasswordField("密码", [Filled("请填写密码。")])
