"""``cases rebuild``; the ledger's commands stand in ``ledger``."""

import sys
from itertools import chain

import click
from flask.cli import AppGroup

from gov_requests.commands.ledger import bring_in, take_out, write_template
from gov_requests.records.dispute_rebuild import dispute_differences, rebuild_disputes
from gov_requests.records.rebuild import differences, rebuild

cases = AppGroup("cases", help="Requests (申请).")
# A group of Flask gives its own commands an application context; these bring theirs along.
for command in (bring_in, take_out, write_template):
    cases.add_command(command)


@cases.command("rebuild")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a projection differs from the journal.")
def rebuild_projections(*, check: bool) -> None:
    """Fold every journal again."""
    if not check:
        click.echo(f"已重建 {rebuild()} 件申请、{rebuild_disputes()} 件复议诉讼的投影。", err=True)
        return
    found = 0
    for sentence in chain(differences(), dispute_differences()):
        found += 1
        click.echo(sentence)
    click.echo(f"核对完毕，{found} 处不符。" if found else "核对完毕，投影与日志一致。", err=True)
    sys.exit(1 if found else 0)
