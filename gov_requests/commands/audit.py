"""``audit verify``, ``audit export``."""

import os
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from gov_requests.commands.told import person_at_the_server, told
from gov_requests.records import chain_export
from gov_requests.records.base import one_act
from gov_requests.records.chain import Checkpoint, faults, head
from gov_requests.refusals import NotAllowed

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


@audit.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--content",
    is_flag=True,
    help="Give the records' columns too, not only their digests. Names and addresses are readable.",
)
@told
def export(*, file: Path, content: bool) -> None:
    """Write the journal and the records so that tools/verify_audit.py checks them without this system. Itself an act in the journal."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as exists:
        raise NotAllowed("同名文件已经存在，请换一个文件名。") from exists
    with one_act(person_at_the_server()) as act:
        act.note("audit_exported", file=file.name, content=content)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in chain_export.lines(content=content))
    click.echo(str(head()))
