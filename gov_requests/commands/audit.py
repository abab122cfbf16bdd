"""``audit verify``, ``audit checkpoint``, ``audit export``."""

import os
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from gov_requests.commands.told import person_at_the_server, told
from gov_requests.records import chain_export
from gov_requests.records.base import one_act, one_instant
from gov_requests.records.chain import Checkpoint, faults, head
from gov_requests.records.checkpoints import compare, keep, keep_daily
from gov_requests.refusals import NotAllowed

audit = AppGroup("audit", help="The chained journal (审计日志).")


@audit.command("verify")
@click.option("--since", "checkpoint", help="A checkpoint kept elsewhere: count:hash.")
@click.option(
    "--kept",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of checkpoints kept elsewhere; says which hold.",
)
def verify(checkpoint: str | None, kept: Path | None) -> None:
    """Recompute the chain and the digest of every record; exit 1 and name the first place that does not hold."""
    try:
        since = Checkpoint.read(checkpoint) if checkpoint else None
    except ValueError as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
    with one_instant():
        first = next(faults(since), None)
    found = [first] if first is not None else []
    found += _not_holding(kept) if kept is not None else []
    for sentence in found:
        click.echo(sentence)
    if found:
        sys.exit(1)
    click.echo(str(head()))
    click.echo("日志链和各项记录的摘要一致。以上为检查点，请抄存于系统之外。", err=True)


def _not_holding(kept: Path) -> list[str]:
    """Say the first checkpoint of a file that does not hold, and the last one that does."""
    try:
        lines = list(compare(kept))
    except (ValueError, UnicodeDecodeError) as wrong:
        return [f"{kept.name} 里有不是检查点的行：{wrong}"]
    first = next((text for text, holds in lines if not holds), None)
    last = next((text for text, holds in reversed(lines) if holds), None)
    return [] if first is None else [f"检查点不符：{first}", f"最后一个相符的检查点：{last or '没有'}"]


@audit.command("checkpoint")
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False), help="Append it to this file, outside the data."
)
@told
def checkpoint(file: Path | None) -> None:
    """Print the journal's end as a line to be kept elsewhere; append it to --file (or where CHECKPOINT_FILE says), send it by mail."""
    by = person_at_the_server()
    kept = keep(by, file=file) if file is not None else keep_daily(by) or keep(by)
    click.echo(kept.line)
    for sentence in kept.failures:
        click.echo(sentence, err=True)
    where = (
        f"已存于：{'、'.join(kept.places)}。" if kept.places else "没有存到别处：请抄存这一行，或设置 CHECKPOINT_FILE。"
    )
    click.echo(where, err=True)
    sys.exit(1 if kept.failures else 0)


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
