"""``demo load``: a believable district, for practice and for load tests."""

import json
import sys
import time

import click
from flask.cli import AppGroup

from gov_requests.commands.told import person_at_the_server, told
from gov_requests.demo.load import load, standing

demo = AppGroup("demo", help="Practice data (演示数据).")
#: Progress is told at most so often, in seconds.
_EVERY = 2.0


@demo.command("load")
@click.option(
    "--requests", "further", type=click.IntRange(min=0), default=0, help="So many further requests since 2016."
)
@click.option("--seed", default=1, show_default=True, help="Another seed, another district.")
@told
def load_district(*, further: int, seed: int) -> None:
    """Fill an empty database and print the accounts as JSON; where the district is here already, only print them."""
    accounts = standing()
    if accounts is None:
        click.echo("正在装入演示数据：机关、人员和申请 …", err=True)
        accounts = load(further, seed, person_at_the_server(), Teller())
        click.echo("演示数据已装入。", err=True)
    else:
        click.echo("演示数据已在库中，保持不动。", err=True)
    json.dump(accounts, sys.stdout, ensure_ascii=False)
    click.echo()


class Teller:
    """Tells people how far it is, now and then."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def __call__(self, words: str, done: int, of: int) -> None:
        """Say how many of how many are done."""
        if done == of or time.monotonic() - self._told_at > _EVERY:
            self._told_at = time.monotonic()
            click.echo(words.format(f"{done:,}", f"{of:,}"), err=True)
