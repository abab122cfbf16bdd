"""``check``: invariants across tables, settings fit for production, library and database versions."""

import sys

import click
from flask.cli import with_appcontext

from gov_requests.commands.fitness import FITNESS, advice
from gov_requests.commands.invariants import CHECKS


@click.command("check")
@click.option("--settings", "quickly", is_flag=True, help="Only settings, keys, modes of the database and the clock.")
@with_appcontext
def check(*, quickly: bool) -> None:
    """Check the installation; exit 1 with a list of what is wrong. What is only advisable is said beside it."""
    for sentence in advice():
        click.echo(f"提示：{sentence}", err=True)
    found = [sentence for test in (FITNESS if quickly else CHECKS) for sentence in test()]
    for sentence in found:
        click.echo(sentence)
    click.echo(f"检查完毕，{len(found)} 处有问题。" if found else "检查完毕，没有问题。", err=True)
    sys.exit(1 if found else 0)
