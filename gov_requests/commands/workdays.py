"""``flask workdays``: the working-day calendar, shown and brought up to date."""

import getpass
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from gov_requests import workdays as calendar
from gov_requests.today import now
from gov_requests.workdays.arrangement import FIRST_YEAR, LAST_YEAR

#: Under this name ``app.extensions`` holds what journals an import and projects again what it moves: (held, who) -> {"requests_moved", …}.
REPROJECT = "gov_requests.reproject"


workdays = AppGroup("workdays", help="工作日历：查看和导入国务院办公厅的放假安排。")


@workdays.command("show")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
def show_command(year: int) -> None:
    """写出 YEAR 年的安排；尚未公布的年份写出法定节假日。"""
    try:
        _say(calendar.show(year, _data_dir()))
    except calendar.ArrangementError as damaged:
        raise click.ClickException(str(damaged)) from damaged


@workdays.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """导入 FILE 中的年度安排，成为该年的最新版本，并重新计算受影响的期限。"""
    try:
        data = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as unreadable:
        raise click.ClickException(
            f"{file.name} 不是 UTF-8 的 JSON 文件：应与 workdays show 的输出形式相同。"
        ) from unreadable
    try:
        stored = calendar.import_arrangement(data, _data_dir(), by=_person(), at=now())
        held = calendar.show(data["year"], _data_dir())
    except calendar.ArrangementError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"已导入 {stored.name}。", err=True)
    _say({"year": held["year"], **_reprojected(held), "version": held["version"], "sha256": held["sha256"]})


def _reprojected(held: Mapping[str, Any]) -> Mapping[str, Any]:
    reproject: Callable[[Mapping[str, Any], str], Mapping[str, Any]] | None = current_app.extensions.get(REPROJECT)
    return reproject(held, _person()) if reproject is not None else {"requests_moved": 0, "disputes_moved": 0}


def _data_dir() -> Path:
    data_dir: Path = current_app.config["DATA_DIR"]
    return data_dir


def _person() -> str:
    """Return the operating system's user: a command run on the server is journalled under it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _say(answer: Mapping[str, Any]) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False))
