"""Organs and people, for administrators."""

import sqlalchemy as sa
from flask import render_template
from flask.typing import ResponseReturnValue

from gov_requests.admin import bp
from gov_requests.admin.actions import ORGAN_KINDS
from gov_requests.records.base import db
from gov_requests.records.people import Organ, Person


@bp.get("/organs")
def organs() -> ResponseReturnValue:
    """单位和人员."""
    found = db.session.scalars(sa.select(Organ).order_by(Organ.id)).all()
    people = db.session.scalars(sa.select(Person).order_by(Person.organ_id, Person.id)).unique().all()
    return render_template("admin/organs.html", organs=found, people=people, kinds=ORGAN_KINDS)
