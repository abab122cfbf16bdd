"""People from a workbook, for the system administrator."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.admin import bp, slips
from gov_requests.admin.people_import import MOST, Imported, import_people, read_people, template
from gov_requests.records.attachments import plain_name
from gov_requests.records.people import Person
from gov_requests.records.virus_scan import scan
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm


class WorkbookForm(ActForm):
    """A workbook of people."""

    file = FileField("工作簿", [FileRequired("请选择填写好的工作簿。")])


@bp.get("/people/template.xlsx")
def people_template() -> Response:
    """The workbook to fill in."""
    return slips.workbook(template(), "people.xlsx")


@bp.route("/people/import", methods=["GET", "POST"], endpoint="import_people")
def import_page() -> ResponseReturnValue:
    """从工作簿导入人员; the initial passwords are shown once, on the answer itself."""
    form = WorkbookForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: taken_in(form, current_user, "admin/imported.html"))
        if done is not None:
            return done
    return render_template("admin/import.html", form=form, most=MOST), form.status


@bp.post("/people/initial-passwords.xlsx")
def initial_passwords() -> Response:
    """The initial passwords as a workbook, once."""
    return slips.download()


def taken_in(form: WorkbookForm, by: Person | str, page: str) -> BaseResponse:
    """Take the people of the form's workbook in and show their initial passwords."""
    name, content = plain_name(form.file.data.filename or ""), form.file.data.read()
    scan(name, content, "file")
    done: Imported = import_people(read_people(content), by=by, key=form.act_key.data)
    slips.put_by(done.slips)
    return current_app.make_response(render_template(page, done=done))
