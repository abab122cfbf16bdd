"""``demo load``: a believable district, for practice and for load tests."""

import json

import click
from flask.cli import AppGroup

from gov_requests.commands.told import person_at_the_server, told
from gov_requests.demo.load import load, standing

demo = AppGroup("demo", help="Practice data (演示数据).")


@demo.command("load")
@click.option("--seed", default=1, show_default=True, help="Another seed, another district.")
@told
def load_district(*, seed: int) -> None:
    """Fill an empty database and print the accounts as JSON; where the district is here already, only print them."""
    accounts = standing()
    if accounts is None:
        click.echo("正在装入演示数据：机关、人员和申请 …", err=True)
        accounts = load(seed, person_at_the_server(), _tell)
        click.echo("演示数据已装入。", err=True)
    else:
        click.echo("演示数据已在库中，保持不动。", err=True)
    click.echo(json.dumps(accounts, ensure_ascii=False))


def _tell(done: int, of: int) -> None:
    if done % _EVERY == 0 or done == of:
        click.echo(f"已办理 {done}/{of} 步", err=True)


_EVERY = 250
