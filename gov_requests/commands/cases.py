"""``cases rebuild``; the ledger's commands stand in ``ledger``."""

import sys
from itertools import chain

import click
from flask.cli import AppGroup

from gov_requests.commands.ledger import bring_in, take_out, write_template
from gov_requests.records.dispute_rebuild import dispute_differences, rebuild_disputes
from gov_requests.records.rebuild import differences, rebuild
from gov_requests.records.referrals import rebuild_referrals
from gov_requests.records.search_index import index_differences, rebuild_index

cases = AppGroup("cases", help="Requests (申请).")
# A group of Flask gives its own commands an application context; these bring theirs along.
for command in (bring_in, take_out, write_template):
    cases.add_command(command)


@cases.command("rebuild")
@click.option(
    "--check",
    is_flag=True,
    help="Change nothing; exit 1 where a projection or the index of words differs from the record.",
)
def rebuild_projections(*, check: bool) -> None:
    """Fold every journal again, and make the index of words anew."""
    if not check:
        click.echo(f"已重建 {rebuild()} 件申请、{rebuild_disputes()} 件复议诉讼的投影。", err=True)
        click.echo(f"已重建 {rebuild_referrals()} 件报送的期限。", err=True)
        click.echo(f"已重建 {rebuild_index()} 件申请的检索索引。", err=True)
        return
    found = 0
    for sentence in chain(differences(), dispute_differences(), index_differences()):
        found += 1
        click.echo(sentence)
    click.echo(f"核对完毕，{found} 处不符。" if found else "核对完毕，投影与日志一致，检索索引齐全。", err=True)
    sys.exit(1 if found else 0)
