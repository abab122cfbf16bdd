"""``cases import``, ``cases export``, ``cases template``: the ledger in and out."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from gov_requests.commands.told import person_at_the_server, told
from gov_requests.ledger.checking import Checked, checking
from gov_requests.ledger.columns import DISPUTE_SHEET, REQUEST_SHEET
from gov_requests.ledger.full_export import note_export
from gov_requests.ledger.progress import Progress, Step
from gov_requests.ledger.reading import read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.words import YEAR_FORMATS
from gov_requests.ledger.workbook import empty, taken_out
from gov_requests.ledger.workbook import marked as marked_workbook
from gov_requests.records.base import db, one_act
from gov_requests.records.people import Organ
from gov_requests.records.virus_scan import scan
from gov_requests.refusals import BadInput
from gov_requests.today import today

_FILE = click.Path(path_type=Path, dir_okay=False)
_READABLE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("import")
@click.argument("file", type=_READABLE)
@click.option("--organ", "code", required=True, help="Code of the organ whose ledger it is.")
@click.option("--year-format", default=YEAR_FORMATS[0], type=click.Choice(YEAR_FORMATS), help="Form of the row names.")
@click.option("--dry-run", is_flag=True, help="Check everything, store nothing.")
@click.option(
    "--marked",
    type=_FILE,
    help="Where to write the rows with what is wrong and what was unlawful beside them, if something is.",
)
@with_appcontext
@told
def bring_in(file: Path, *, code: str, year_format: str, dry_run: bool, marked: Path | None) -> None:
    """Bring a ledger in: all of it, or nothing and a list of what is wrong."""
    organ = _organ(code)
    content = file.read_bytes()
    scan(file.name, content)
    click.echo("正在读取工作簿 …", err=True)
    raw = read_ledger(content)
    with _bar("正在核对") as progress:
        checked = Checked(organ)
        for step in checking(checked, raw, today(), year_format=year_format):
            progress(step)
    stored = not checked.faults and not dry_run
    if stored:
        click.echo("正在写入 …", err=True)
        store(checked, Source.of(file.name, content), by=person_at_the_server())
    if (checked.faults or checked.warnings) and marked is not None:
        _write(marked, marked_workbook(raw, checked.faults, checked.warnings), private=True)
    _report(checked, stored=stored, dry_run=dry_run)
    sys.exit(1 if checked.faults else 0)


def _report(checked: Checked, *, stored: bool, dry_run: bool) -> None:
    for fault in checked.faults:
        click.echo(fault.sentence, err=True)
    click.echo(_summary(checked, dry_run=dry_run), err=True)
    found: dict[str, Any] = {
        "organ": checked.organ.code,
        "stored": stored,
        "dry_run": dry_run,
        **checked.counts(),
        "errors": [fault.as_dict() for fault in checked.faults],
        "warnings": [warned.as_dict() for warned in checked.warnings],
    }
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    click.echo()


def _summary(checked: Checked, *, dry_run: bool) -> str:
    if checked.faults:
        return f"{len(checked.faults)} 处不能读，全部没有导入。"
    counts = checked.counts()
    done = "可以导入" if dry_run else "已导入"
    return f"{done} {counts['requests']} 件申请、{counts['disputes']} 件复议诉讼，{len(checked.warnings)} 处提示。"


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """Show how far it is, on a terminal only."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(step: Step) -> None:
            bar.length = step.of
            bar.update(step.done - bar.pos)

        yield progress


@click.command("export")
@click.argument("file", type=_FILE)
@click.option("--organ", "code", required=True, help="Code of the organ whose ledger it is.")
@click.option("--year", type=click.IntRange(1949, 2100), help="Only requests received in this year.")
@click.option("--full", is_flag=True, help="With personal data: an audited act.")
@click.option("--reason", help="Why personal data must go out (with --full).")
@with_appcontext
@told
def take_out(file: Path, *, code: str, year: int | None, full: bool, reason: str | None) -> None:
    """Write the organ's ledger; personal data is masked unless --full."""
    organ = _organ(code)
    if full and not (reason or "").strip():
        raise BadInput("完整导出须写明理由：--full --reason “……”。")
    if reason and not full:
        raise BadInput("--reason 与 --full 一起使用；脱敏导出不需要理由。")
    with _bar("正在导出") as progress:
        content, counts = taken_out(TakenOut(organ, year, masked=not full), progress)
    if full:
        with one_act(person_at_the_server()) as act:
            note_export(act, organ, year, counts, content, reason=(reason or "").strip())
    _write(file, content, private=full)
    requests, disputes = counts[REQUEST_SHEET], counts[DISPUTE_SHEET]
    click.echo(f"已导出 {file.name}：申请 {requests} 行，复议诉讼 {disputes} 行。", err=True)
    json.dump({"organ": organ.code, "full": full, "rows": requests, "disputes": disputes}, sys.stdout)
    click.echo()


@click.command("template")
@click.argument("file", type=_FILE)
@with_appcontext
@told
def write_template(file: Path) -> None:
    """Write an empty ledger with drop-down lists and a help sheet."""
    _write(file, empty(), private=False)
    click.echo(f"已写入模板 {file.name}。", err=True)


def _organ(code: str) -> Organ:
    organ = db.session.scalars(sa.select(Organ).where(Organ.code == code)).one_or_none()
    if organ is None:
        raise BadInput(f"没有代码为“{code}”的单位。现有代码见 organs list。")
    return organ


def _write(file: Path, content: bytes, *, private: bool) -> None:
    """Put a file in its place whole; one with personal data is its owner's alone."""
    draft = file.with_name(f".{file.name}.part")
    try:
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o644), "wb"
        ) as kept:
            kept.write(content)
        draft.replace(file)
    except OSError as refused:
        draft.unlink(missing_ok=True)
        raise BadInput(f"不能写入 {file.name}：{refused.strerror}。") from refused
