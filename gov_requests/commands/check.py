"""``check``: invariants across tables, settings fit for production, library and database versions."""

import sys

import click
from flask.cli import with_appcontext

from gov_requests.commands.fitness import FITNESS
from gov_requests.commands.invariants import CHECKS


@click.command("check")
@click.option("--settings", "quickly", is_flag=True, help="Only settings, keys, modes of the database and the clock.")
@with_appcontext
def check(*, quickly: bool) -> None:
    """Check the installation; exit 1 with a list of what is wrong."""
    found = [sentence for test in (FITNESS if quickly else CHECKS) for sentence in test()]
    for sentence in found:
        click.echo(sentence)
    click.echo(f"检查完毕，{len(found)} 处有问题。" if found else "检查完毕，没有问题。", err=True)
    sys.exit(1 if found else 0)
