"""``people reset-password``: the way back for administrators, whose passwords no page resets."""

import click
from flask.cli import AppGroup

from gov_requests.admin.people import reset_at_server
from gov_requests.commands.told import person_at_the_server, told

people = AppGroup("people", help="People (人员).")


@people.command("reset-password")
@click.argument("username")
@click.option("--codes", is_flag=True, help="Reset the one-time codes (动态验证码) too.")
@told
def reset_password(username: str, *, codes: bool) -> None:
    """Give a person a new initial password, to be changed at the next sign-in; the person's sessions end."""
    password = reset_at_server(username, by=person_at_the_server(), codes=codes)
    click.echo(f"初始密码：{password}")
    click.echo("只显示这一次，首次登录须更改。" + ("动态验证码已重置。" if codes else ""))
