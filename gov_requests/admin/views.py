"""Organs and their sections, for administrators."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from gov_requests.access import Action
from gov_requests.admin import actions, bp
from gov_requests.admin.actions import ORGAN_KINDS
from gov_requests.admin.forms import OrganChangeForm, OrganForm, SectionForm
from gov_requests.records.base import db
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.standing_in import granted
from gov_requests.web.acting import attempt


@bp.get("/organs")
def organs() -> ResponseReturnValue:
    """单位."""
    found = db.session.scalars(sa.select(Organ).order_by(Organ.id)).all()
    staff = db.session.execute(
        sa.select(Person.organ_id, sa.func.count()).where(Person.active).group_by(Person.organ_id)
    )
    return render_template(
        "admin/organs.html",
        organs=found,
        kinds=ORGAN_KINDS,
        staff={row[0]: row[1] for row in staff},
        manages=bool(granted(current_user, Action.MANAGE_ORGANS)),
    )


@bp.route("/organs/new", methods=["GET", "POST"])
def new_organ() -> ResponseReturnValue:
    """添加单位."""
    form = OrganForm()
    form.parent.choices = parents()
    if form.validate_on_submit():
        done = attempt(form, lambda: _added(form))
        if done is not None:
            return done
    return render_template("admin/organ.html", form=form, organ=None), form.status


@bp.route("/organs/<string:code>", methods=["GET", "POST"])
def organ(code: str) -> ResponseReturnValue:
    """更改单位; its sections."""
    found = actions.organ_of(code)
    form = _known(found, OrganChangeForm(obj=found))
    if form.validate_on_submit():
        done = attempt(form, lambda: _changed(code, form))
        if done is not None:
            return done
    return _organ_page(found, form, SectionForm(formdata=None))


@bp.post("/organs/<string:code>/sections")
def new_section(code: str) -> ResponseReturnValue:
    """添加科室."""
    found, form = actions.organ_of(code), SectionForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _section_added(found, form))
        if done is not None:
            return done
    return _organ_page(found, _known(found, OrganChangeForm(formdata=None, obj=found)), form)


def _known(found: Organ, form: OrganChangeForm) -> OrganChangeForm:
    """The superior organ is chosen by its code; WTForms would take the row itself."""
    form.parent.choices = parents(but=found)
    if request.endpoint != "admin.organ" or not form.is_submitted():
        form.parent.data = found.parent.code if found.parent else ""
    return form


def _organ_page(found: Organ, form: OrganChangeForm, section_form: SectionForm) -> tuple[str, int]:
    sections = db.session.scalars(sa.select(Section).where(Section.organ_id == found.id).order_by(Section.id)).all()
    page = render_template(
        "admin/organ.html", form=form, organ=found, sections=sections, section_form=section_form, kinds=ORGAN_KINDS
    )
    return page, max(form.status, section_form.status)


def parents(but: Organ | None = None) -> list[SelectChoice]:
    """Return the organs as choices of a superior one."""
    query = sa.select(Organ).order_by(Organ.id)
    found = db.session.scalars(query.where(Organ.id != but.id) if but else query)
    return [SelectChoice("", "没有"), *(SelectChoice(row.code, row.name) for row in found)]


def _added(form: OrganForm) -> Response:
    row = actions.add_organ(form.entry(form.code.data), by=current_user, key=form.act_key.data)
    flash(f"已添加{row.name}。")
    return redirect(url_for("admin.organs"))


def _changed(code: str, form: OrganChangeForm) -> Response:
    row = actions.change_organ(code, form.entry(code), by=current_user, key=form.act_key.data)
    flash(f"已更改{row.name}。")
    return redirect(url_for("admin.organs"))


def _section_added(found: Organ, form: SectionForm) -> Response:
    actions.add_section(found, form.name.data, by=current_user, key=form.act_key.data)
    flash(f"已添加{form.name.data}。")
    return redirect(url_for("admin.organ", code=found.code))
