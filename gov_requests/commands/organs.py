"""``organs list`` and ``organs add``."""

import json

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import aliased

from gov_requests.admin.actions import ORGAN_KINDS, NewOrgan, add_organ
from gov_requests.commands.told import person_at_the_server, told
from gov_requests.records.base import db
from gov_requests.records.people import Organ

organs = AppGroup("organs", help="Organs (行政机关): who receives, answers, numbers and reports.")


@organs.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def list_organs(*, as_json: bool) -> None:
    """List the organs."""
    parent = aliased(Organ)
    rows = db.session.execute(
        sa.select(Organ.code, Organ.name, Organ.kind, parent.code.label("parent"), Organ.reviewing_organ, Organ.court)
        .outerjoin(parent, parent.id == Organ.parent_id)
        .order_by(Organ.id)
    ).mappings()
    found = [dict(row) for row in rows]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for row in found:
        click.echo(f"{row['code']:<12} {row['name']}  ({ORGAN_KINDS.get(row['kind'], row['kind'])})")


@organs.command("add")
@click.option("--code", required=True, help="Short unique code, as in URLs and commands.")
@click.option("--name", required=True, help="Full name, as in letters.")
@click.option("--kind", default="department", type=click.Choice(list(ORGAN_KINDS)), help="What it is.")
@click.option("--parent", help="Code of the organ above it.")
@click.option("--short", help="代字 in 文号; default: the code.")
@click.option("--reviewing-organ", help="复议机关, as in relief clauses.")
@click.option("--court", help="有管辖权的人民法院, as in relief clauses.")
@told
def add(**given: str | None) -> None:
    """Add an organ."""
    organ = add_organ(
        NewOrgan(**{name: value for name, value in given.items() if value is not None}), by=person_at_the_server()
    )
    click.echo(json.dumps({"code": organ.code, "name": organ.name}, ensure_ascii=False))
