"""``audit verify``."""

import sys

import click
from flask.cli import AppGroup

from gov_requests.records.chain import Checkpoint, faults, head

audit = AppGroup("audit", help="The chained journal (审计日志).")


@audit.command("verify")
@click.option("--since", "checkpoint", help="A checkpoint kept elsewhere: count:hash.")
def verify(checkpoint: str | None) -> None:
    """Recompute the chain and the digest of every record; exit 1 and name the first place that does not hold."""
    try:
        since = Checkpoint.read(checkpoint) if checkpoint else None
    except ValueError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
    first = next(faults(since), None)
    if first is not None:
        click.echo(first)
        sys.exit(1)
    click.echo(str(head()))
    click.echo("日志链和各项记录的摘要一致。以上为检查点，请抄存于系统之外。", err=True)
