"""People and what they may: the system administrator's half and the security administrator's half of one page."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from gov_requests.access import ADMINISTRATORS, Action, Role
from gov_requests.admin import bp, grants
from gov_requests.admin import people as acts
from gov_requests.admin.forms import ChangePersonForm, GrantForm, PersonForm, ReasonForm, RevokeForm
from gov_requests.admin.people_search import Criteria, page
from gov_requests.records.base import db, new_key
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.sessions import live_sessions
from gov_requests.records.standing_in import granted
from gov_requests.today import now
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm

#: A person without a section.
NONE = SelectChoice("", "没有")


@bp.get("/people")
def people() -> ResponseReturnValue:
    """人员, narrowed by organ, state and word, keyset-paged by user name."""
    given = {name: request.args.get(name, "").strip() for name in ("organ", "state", "word")}
    place = {name: request.args.get(name, "").strip() for name in ("after", "before")}
    found = page(Criteria(**given), current_app.config["PAGE_ROWS"], **place)
    held: dict[str, Any] = {name: value for name, value in given.items() if value}
    return render_template(
        "admin/people.html",
        found=found,
        organs=[(row.code, row.name) for row in db.session.scalars(sa.select(Organ).order_by(Organ.id))],
        chosen=given,
        pager={
            "prev_url": url_for("admin.people", **held, before=found.before) if found.before else None,
            "next_url": url_for("admin.people", **held, after=found.after) if found.after else None,
            "total": found.total,
        },
        manages=_may(Action.MANAGE_PEOPLE),
    )


@bp.route("/people/new", methods=["GET", "POST"])
def new_person() -> ResponseReturnValue:
    """添加人员; the initial password is shown once, on the answer itself."""
    form = PersonForm()
    form.organ.choices = [
        SelectChoice(row.code, row.name) for row in db.session.scalars(sa.select(Organ).order_by(Organ.id))
    ]
    form.section.choices = [NONE, *_sections(grouped=True)]
    if form.validate_on_submit():
        done = attempt(form, lambda: _enrolled(form))
        if done is not None:
            return done
    return render_template("admin/new_person.html", form=form), form.status


def _enrolled(form: PersonForm) -> Response:
    entry = acts.Entry(
        organ=form.organ.data,
        username=form.username.data,
        name=form.name.data,
        section_id=int(form.section.data) if form.section.data else None,
    )
    person, password = acts.enrol(entry, by=current_user, key=form.act_key.data)
    return _shown_once(person, password, "已添加人员")


@bp.get("/people/<string:username>")
def person(username: str) -> ResponseReturnValue:
    """One person."""
    return _page(acts.person_of(username))


@bp.post("/people/<string:username>/change")
def change_person(username: str) -> ResponseReturnValue:
    """更改姓名、科室."""
    found, form = acts.person_of(username), ChangePersonForm()
    form.section.choices = [NONE, *_sections(found.organ)]

    def act() -> None:
        section_id = int(form.section.data) if form.section.data else None
        acts.change_person(username, form.name.data, section_id, by=current_user, key=form.act_key.data)

    return _done(found, form, act, "已更改资料。", change=form)


@bp.post("/people/<string:username>/disable")
def disable(username: str) -> ResponseReturnValue:
    """停用."""
    found, form = acts.person_of(username), ReasonForm()

    def act() -> None:
        acts.disable(username, form.reason.data, by=current_user, key=form.act_key.data)

    return _done(found, form, act, f"已停用{found.name}的账号，会话全部结束。", disable=form)


@bp.post("/people/<string:username>/enable")
def enable(username: str) -> ResponseReturnValue:
    """启用."""
    found, form = acts.person_of(username), ActForm()

    def act() -> None:
        acts.enable(username, by=current_user, key=form.act_key.data)

    return _done(found, form, act, f"已启用{found.name}的账号。", enable=form)


@bp.post("/people/<string:username>/reset-password")
def reset_password(username: str) -> ResponseReturnValue:
    """重置密码; the new one is shown once, on the answer itself."""
    found, form = acts.person_of(username), ActForm()
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda: _shown_once(
                found, acts.reset_password(username, by=current_user, key=form.act_key.data), "已重置密码"
            ),
        )
        if done is not None:
            return done
    return _page(found, reset=form)


@bp.post("/people/<string:username>/grant")
def grant(username: str) -> ResponseReturnValue:
    """授予角色; one of the three administrators' waits for a second person."""
    found, form = acts.person_of(username), GrantForm()
    proposed = form.role.data in {str(role) for role in ADMINISTRATORS}

    def act() -> None:
        grants.grant(username, Role(form.role.data), form.reason.data, by=current_user, key=form.act_key.data)

    return _done(found, form, act, "已提请复核，由另一位管理员决定。" if proposed else "已授予角色。", grant=form)


@bp.post("/people/<string:username>/revoke")
def revoke(username: str) -> ResponseReturnValue:
    """撤销角色."""
    found, form = acts.person_of(username), RevokeForm()

    def act() -> None:
        grants.revoke(username, Role(form.role.data), form.reason.data, by=current_user, key=form.act_key.data)

    return _done(found, form, act, "已撤销角色，立即生效。", revoke=form)


@bp.post("/people/<string:username>/reset-codes")
def reset_codes(username: str) -> ResponseReturnValue:
    """重置动态验证码."""
    found, form = acts.person_of(username), ReasonForm()

    def act() -> None:
        grants.reset_codes(username, form.reason.data, by=current_user, key=form.act_key.data)

    return _done(found, form, act, "已重置动态验证码，会话全部结束。", reset_codes=form)


def _done(
    found: Person, form: ActForm, act: Callable[[], object], sentence: str, **shown: ActForm
) -> ResponseReturnValue:
    """Run one act of the person's page and come back to it, or show it again with what was typed."""

    def run() -> Response:
        act()
        flash(sentence)
        return redirect(url_for("admin.person", username=found.username))

    done = attempt(form, run) if form.validate_on_submit() else None
    return done or _page(found, **shown)


def _page(found: Person, **refused: ActForm) -> tuple[str, int]:
    """Show a person with a form for each act; ``refused`` is the one that was just sent, with its errors."""
    forms: dict[str, ActForm] = {
        "change": ChangePersonForm(
            formdata=None, prefix="", data={"name": found.name, "section": str(found.section_id or "")}
        ),
        "disable": ReasonForm(formdata=None),
        "grant": GrantForm(formdata=None),
        "revoke": RevokeForm(formdata=None),
        "reset_codes": ReasonForm(formdata=None),
        **refused,
    }
    forms["change"].section.choices = [NONE, *_sections(found.organ)]
    forms["grant"].role.choices = [choice for choice in forms["grant"].role.choices if choice.value not in found.roles]
    forms["revoke"].role.choices = [choice for choice in forms["revoke"].role.choices if choice.value in found.roles]
    shown = render_template(
        "admin/person.html",
        person=found,
        forms=forms,
        errors=[line for place, form in refused.items() for line in _errors(place, form)],
        sessions=db.session.scalars(live_sessions(now(), current_app.config["SESSION_IDLE"], found.id)).all(),
        under_way=acts.requests_under_way(found),
        own=found.id == current_user.id,
        administrator=bool(found.roles & ADMINISTRATORS),
        manages=_may(Action.MANAGE_PEOPLE),
        grants=_may(Action.GRANT_ROLES),
        act_key=new_key(),
    )
    return shown, max((form.status for form in refused.values()), default=200)


def _errors(place: str, form: ActForm) -> list[str | tuple[str, str]]:
    """Return what was refused, each sentence with the id of its field where it has one."""
    at_fields = [(f"{field.label.text}：{field.errors[0]}", f"{place}-{field.name}") for field in form if field.errors]
    return [*form.refusals, *at_fields]


def _shown_once(found: Person, password: str, what: str) -> Response:
    shown = render_template("admin/initial_password.html", person=found, password=password, what=what)
    return current_app.make_response(shown)


def _sections(organ: Organ | None = None, *, grouped: bool = False) -> list[SelectChoice]:
    query = sa.select(Section, Organ.name).join(Organ, Organ.id == Section.organ_id).order_by(Organ.id, Section.id)
    rows = db.session.execute(query.where(Section.organ_id == organ.id) if organ else query)
    return [SelectChoice(str(row.id), row.name, optgroup=name if grouped else None) for row, name in rows]


def _may(action: Action) -> bool:
    return bool(granted(current_user, action))
