"""``backup create``, ``backup verify``, ``backup restore``."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from gov_requests.backup.create import create
from gov_requests.backup.manifest import Manifest
from gov_requests.backup.restore import Allowed, restore
from gov_requests.backup.verify import faults
from gov_requests.commands.told import person_at_the_server, told

backup = AppGroup("backup", help="Backup and restore (备份与恢复).")
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@backup.command("create")
@FOLDER
@told
def create_backup(folder: Path) -> None:
    """Save database and files into DIR (new or empty), while people work. Exit 1 where a file that the records name is missing."""
    made = create(folder)
    click.echo(json.dumps(_said(made), ensure_ascii=False))
    for sentence in made.missing:
        click.echo(sentence, err=True)
    click.echo(f"已备份到 {folder}。密钥文件不在其中，请另行保管（指纹 {made.key_fingerprint or '无'}）。", err=True)
    sys.exit(1 if made.missing else 0)


@backup.command("verify")
@FOLDER
@told
def verify_backup(folder: Path) -> None:
    """Check that a backup is whole and can be restored; exit 1 with what is wrong."""
    manifest = Manifest.read(folder)
    found = list(faults(folder, manifest))
    for sentence in found:
        click.echo(sentence)
    if not found:
        click.echo(json.dumps(_said(manifest), ensure_ascii=False))
    click.echo(f"备份有 {len(found)} 处问题。" if found else "备份完整，可以恢复。", err=True)
    sys.exit(1 if found else 0)


@backup.command("restore")
@FOLDER
@click.option("--allow-older", is_flag=True, help="Restore although acts that are recorded now would be lost.")
@click.option("--allow-damaged", is_flag=True, help="Restore what is left of a damaged backup.")
@told
def restore_backup(folder: Path, *, allow_older: bool, allow_damaged: bool) -> None:
    """Put a backup in the place of the present data, all or nothing; the journal names it. Stop the system first."""
    done = restore(folder, Allowed(older=allow_older, damaged=allow_damaged), by=person_at_the_server())
    click.echo(json.dumps(_said(done.manifest), ensure_ascii=False))
    for sentence in done.told:
        click.echo(sentence, err=True)
    click.echo("已恢复。所有人需要重新登录；请运行 flask --app app check 和 audit verify。", err=True)


def _said(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "engine": manifest.engine,
        "revision": manifest.revision,
        "checkpoint": manifest.checkpoint,
        "key_fingerprint": manifest.key_fingerprint,
        "files": len(manifest.files),
        "bytes": sum(kept.size for kept in manifest.files),
    }
