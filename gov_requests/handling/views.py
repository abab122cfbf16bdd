"""Assignment, transfer, return, search."""

from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from gov_requests.access import Action
from gov_requests.handling import actions, bp
from gov_requests.handling.forms import AssignForm, ItemsForm, ReturnForm, SearchForm
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import searches_of
from gov_requests.records.items import items_of, read_items
from gov_requests.records.people import Person, Section
from gov_requests.web.acting import answer, attempt, opened, to_case, uploads_of
from gov_requests.web.forms import pairs


@bp.route("/<case:ref>/assign", methods=["GET", "POST"])
def assign(ref: str) -> ResponseReturnValue:
    """分办."""
    return _give(ref, "assign", "分办")


@bp.route("/<case:ref>/transfer", methods=["GET", "POST"])
def transfer(ref: str) -> ResponseReturnValue:
    """转办."""
    return _give(ref, "transfer", "转办")


def _give(ref: str, act_name: str, title: str) -> ResponseReturnValue:
    file = look_up(ref, current_user, Action.ASSIGN)
    form = AssignForm()
    form.handler.choices = _by_section(file)
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(
            form,
            lambda: to_case(
                actions.assign(ref, int(form.handler.data), form.note.data, opened(form), act_name=act_name).case,
                f"已{title}。",
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "handling/assign.html", act_name, title=title, current=_current(file))


def _current(file: Casefile) -> list[tuple[str, str]]:
    state = file.state
    section = db.session.get(Section, state.section_id) if state.section_id is not None else None
    person = db.session.get(Person, state.handler_id) if state.handler_id is not None else None
    return [(label, row.name) for label, row in (("科室", section), ("承办人", person)) if row is not None]


def _by_section(file: Casefile) -> list[SelectChoice]:
    people = actions.handlers_of(file.case.organ_id)
    return pairs([("", "请选择")]) + [
        choice
        for person in people
        for choice in pairs([(str(person.id), person.name)], person.section.name if person.section else None)
    ]


@bp.route("/<case:ref>/return", methods=["GET", "POST"])
def return_assignment(ref: str) -> ResponseReturnValue:
    """退回分办."""
    file = look_up(ref, current_user, Action.RETURN_ASSIGNMENT)
    form = ReturnForm()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(
            form, lambda: to_case(actions.return_assignment(ref, form.reason.data, opened(form)).case, "已退回分办。")
        )
        if done is not None:
            return done
    return answer(form, file, "handling/return.html", "return_assignment")


@bp.route("/<case:ref>/items", methods=["GET", "POST"])
def itemise(ref: str) -> ResponseReturnValue:
    """分列事项."""
    file = look_up(ref, current_user, Action.DRAFT)
    form = ItemsForm(data={"items": "\n".join(items_of(file.entries))})
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda: to_case(actions.itemise(ref, read_items(form.items.data), opened(form)).case, "事项已分列。"),
        )
        if done is not None:
            return done
    return answer(form, file, "handling/items.html", "itemise")


@bp.route("/<case:ref>/search", methods=["GET", "POST"])
def search(ref: str) -> ResponseReturnValue:
    """登记检索."""
    file = look_up(ref, current_user, Action.SEARCH)
    form = SearchForm()
    asked = actions.answered_inquiries(file)
    form.inquiry.choices = pairs([("", "不是函询"), *asked.items()])
    if not form.is_submitted():
        form.searched_by.data = current_user.name
    if form.validate_on_submit() and not form.only_checks:
        finding = actions.Finding(
            place=form.place.data,
            method=form.method.data,
            terms=form.terms.data,
            searched_by=form.searched_by.data,
            searched_on=form.searched_on.day,
            found=form.found.data == "yes",
            result=form.result.data,
            inquiry=form.inquiry.data or "",
        )
        done = attempt(
            form,
            lambda: to_case(
                actions.record_search(ref, finding, uploads_of(form.files.data), opened(form)).case,
                "检索记录已登记。",
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "handling/search.html", "search", searches=searches_of(file.case.id), asked=asked)
