"""``setup``: the token of the first start."""

import json

import click
from flask.cli import with_appcontext

from gov_requests.admin.setup import LIFE, open_setup
from gov_requests.commands.told import person_at_the_server, told


@click.command("setup")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@with_appcontext
@told
def setup(*, as_json: bool) -> None:
    """Print the one-time token that opens the page of the first start; an earlier one is void."""
    token = open_setup(person_at_the_server())
    hours = int(LIFE.total_seconds() // 3600)
    if as_json:
        click.echo(json.dumps({"token": token, "path": "/setup", "hours": hours}))
        return
    click.echo(f"启用口令：{token}")
    click.echo(f"请在浏览器打开本系统的 /setup，{hours} 小时内填写。口令只显示这一次，设好三员后作废。")
