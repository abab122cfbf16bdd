"""Bulletins as pages: made, commented, issued, opened down to the requests; what is to be put right; the targets of a year."""

import sqlalchemy as sa
from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse
from wtforms import SelectField

from gov_requests.access import Action, Scope
from gov_requests.documents.docx import DOCX, render_docx
from gov_requests.documents.pdf import render_pdf
from gov_requests.oversight import bp
from gov_requests.oversight import bulletin_actions as actions
from gov_requests.oversight.bulletin_content import figures_of
from gov_requests.oversight.bulletin_letter import letter_of
from gov_requests.oversight.bulletin_parts import FEW
from gov_requests.oversight.dispute_list import disputes_page
from gov_requests.oversight.indicators import INDICATORS, TARGETS
from gov_requests.oversight.lineage import listed
from gov_requests.oversight.register_views import registers
from gov_requests.records.annual_reports import ALL
from gov_requests.records.base import db
from gov_requests.records.bulletins import KINDS, Bulletin
from gov_requests.records.cases import CaseState
from gov_requests.records.settings import setting
from gov_requests.records.standing_in import granted
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

_SHOWN = 100


class MakeForm(ActForm):
    """生成."""

    kind = SelectField("种类", choices=pairs((key, name) for key, (name, _) in KINDS.items()))
    whose = SelectField("单位")
    period = Line("期间", required="请填写期间，如 2026-11、2026-Q3、2026。", limit=8)


class CommentForm(ActForm):
    """意见."""

    words = Text("意见和要求", limit=5000)


class DemandForm(ActForm):
    """整改要求."""

    organ = SelectField("单位")
    problem = Text("问题", required="请写明问题。", limit=500)
    demand = Text("整改要求", required="请写明怎样整改。", limit=500)
    due_on = Day("整改期限", required="请填写整改期限。", future=True)


class AnswerForm(ActForm):
    """整改情况, or the closing of it."""

    words = Text("情况", required="请写明情况。", limit=1000)


#: A whole percentage an indicator.
TargetsForm = type(
    "TargetsForm",
    (ActForm,),
    {one.key: Count(f"{one.title}（{one.unit}）", required="请填写目标。", least=0, most=100) for one in INDICATORS},
)


def _oversees() -> bool:
    return bool(granted(current_user, Action.ISSUE_BULLETIN))


@bp.get("/oversight/bulletins/")
def bulletins() -> ResponseReturnValue:
    """月度提醒、季度通报、年度考核, the newest first."""
    return _bulletins(MakeForm())


def _bulletins(form: MakeForm) -> ResponseReturnValue:
    organs = actions.organs()
    form.whose.choices = pairs([(ALL, "全区"), *((one.code, one.name) for one in organs)])
    query = sa.select(Bulletin).where(actions.visible(current_user)).order_by(Bulletin.id.desc()).limit(_SHOWN)
    return render_template(
        "oversight/bulletins.html",
        rows=db.session.scalars(query).all(),
        form=form if _oversees() else None,
        names={ALL: "全区", **{one.code: one.name for one in organs}},
        kinds=KINDS,
        year=today().year,
    ), form.status


@bp.post("/oversight/bulletins/make")
def make_bulletin() -> ResponseReturnValue:
    """Take a bulletin from the data."""
    form = MakeForm()
    form.whose.choices = pairs([(ALL, "全区"), *((one.code, one.name) for one in actions.organs())])
    if form.validate_on_submit():
        done = attempt(form, lambda: _made(form))
        if done is not None:
            return done
    return _bulletins(form)


def _made(form: MakeForm) -> BaseResponse:
    made = actions.make(form.kind.data, form.whose.data, form.period.data, opened(form))
    flash(f"已按现在的数据生成{made.title}。")
    return redirect(url_for("oversight.bulletin", bulletin_id=made.id))


@bp.get("/oversight/bulletins/<int:bulletin_id>")
def bulletin(bulletin_id: int) -> ResponseReturnValue:
    """One bulletin, every number of it a link."""
    found = actions.look_up_bulletin(bulletin_id, current_user)
    return _page(found, CommentForm(words=found.comment))


def _page(found: Bulletin, form: CommentForm) -> ResponseReturnValue:
    demand = DemandForm(formdata=None, prefix="ask-")
    demand.organ.choices = pairs((one.code, one.name) for one in actions.organs())
    return render_template(
        "oversight/bulletin.html", row=found, form=form, demand=demand, oversees=_oversees(), all_key=ALL, few=FEW
    ), form.status


@bp.post("/oversight/bulletins/<int:bulletin_id>/comment")
def comment_bulletin(bulletin_id: int) -> ResponseReturnValue:
    """Keep the comment, or issue with it (``does=issue``)."""
    found, form = actions.look_up_bulletin(bulletin_id, current_user), CommentForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _commented(bulletin_id, form))
        if done is not None:
            return done
    return _page(found, form)


def _commented(bulletin_id: int, form: CommentForm) -> BaseResponse:
    issue = request.form.get("does") == "issue"
    actions.comment(bulletin_id, form.words.data or "", opened(form), issue=issue)
    flash("已印发，内容不再变动。" if issue else "已保存意见。")
    return redirect(url_for("oversight.bulletin", bulletin_id=bulletin_id))


@bp.get("/oversight/bulletins/<int:bulletin_id>/rows/<string:key>")
def bulletin_rows(bulletin_id: int, key: str) -> ResponseReturnValue:
    """The requests or disputes that a number counted when the bulletin was taken; ``of=whole``: those it is divided by."""
    found = actions.look_up_bulletin(bulletin_id, current_user)
    content = found.content
    figure = next((row for row in figures_of(content) if row["key"] == key), None)
    if figure is None:
        abort(404)
    ids = figure.get(request.args.get("of", "part")) or []
    crumbs = [
        ("通报", url_for("oversight.bulletins")),
        (found.title, url_for("oversight.bulletin", bulletin_id=found.id)),
    ]
    if figure["about"] == "disputes":
        return disputes_page(ids, figure["title"], crumbs)
    if figure["about"] == "trainings":
        return registers(trainings_among=ids)
    return render_template(
        "oversight/cases.html",
        title=figure["title"],
        crumbs=crumbs,
        meta=[f"数据截至 {content['as_of']}"],
        found=listed(current_user, CaseState.case_id.in_(ids), after=request.args.get("after", 0, type=int)),
        address="oversight.bulletin_rows",
        kept={"bulletin_id": found.id, "key": key, "of": request.args.get("of")},
    )


@bp.get("/oversight/bulletins/<int:bulletin_id>/file/<string:kind>")
def bulletin_file(bulletin_id: int, kind: str) -> ResponseReturnValue:
    """A bulletin as DOCX or PDF."""
    found = actions.look_up_bulletin(bulletin_id, current_user)
    letter, draft = letter_of(found, current_user.organ.name), found.issued_at is None
    if kind == "docx":
        answer = Response(render_docx(letter, draft=draft), content_type=DOCX)
    elif kind == "pdf":
        pdf = render_pdf(letter, draft=draft, font_dir=current_app.config["FONT_DIR"])
        answer = Response(pdf, content_type="application/pdf")
    else:
        abort(404)
    answer.headers["Content-Disposition"] = f"attachment; filename=bulletin-{found.period}.{kind}"
    return answer


@bp.post("/oversight/bulletins/<int:bulletin_id>/demand")
def demand(bulletin_id: int) -> ResponseReturnValue:
    """整改要求 to an organ."""
    form = DemandForm(prefix="ask-")
    form.organ.choices = pairs((one.code, one.name) for one in actions.organs())
    if form.validate_on_submit():
        done = attempt(form, lambda: _demanded(bulletin_id, form))
        if done is not None:
            return done
    for sentence in (*form.refusals, *(words for field in form for words in field.errors)):
        flash(sentence, "warn")
    return redirect(url_for("oversight.bulletin", bulletin_id=bulletin_id))


def _demanded(bulletin_id: int, form: DemandForm) -> BaseResponse:
    wanted = actions.Demand(form.organ.data, form.problem.data, form.demand.data, form.due_on.day)
    actions.ask(bulletin_id, wanted, opened(form))
    flash("已提出整改要求。")
    return redirect(url_for("oversight.rectifications"))


@bp.get("/oversight/rectifications")
def rectifications() -> ResponseReturnValue:
    """整改事项 within one's reach, to their closing."""
    return render_template(
        "oversight/rectifications.html",
        rows=actions.rectifications(current_user),
        answers=bool(granted(current_user, Action.RECTIFY)),
        closes=Scope.DISTRICT in granted(current_user, Action.RECTIFY),
        day=today(),
    )


@bp.route("/oversight/rectifications/<int:row_id>", methods=["GET", "POST"])
def answer_rectification(row_id: int) -> ResponseReturnValue:
    """Report, or close."""
    form = AnswerForm()
    row = next((one for one in actions.rectifications(current_user) if one.id == row_id), None)
    if row is None:
        abort(404)
    if form.validate_on_submit():
        done = attempt(form, lambda: _answered(row_id, form))
        if done is not None:
            return done
    closes = Scope.DISTRICT in granted(current_user, Action.RECTIFY)
    return render_template("oversight/rectification.html", form=form, row=row, closes=closes), form.status


def _answered(row_id: int, form: AnswerForm) -> BaseResponse:
    row = actions.answer(row_id, form.words.data, opened(form))
    flash("已销号。" if row.closed_at else "已报告整改情况。")
    return redirect(url_for("oversight.rectifications"))


@bp.route("/oversight/targets/<int:year>", methods=["GET", "POST"])
def targets(year: int) -> ResponseReturnValue:
    """指标和目标 of a year: what each divides, what it aims at."""
    if not 2008 <= year <= 2100:
        abort(404)
    held = (setting(TARGETS) or {}).get(str(year), {})
    form = TargetsForm(data={one.key: held.get(one.key, one.target) for one in INDICATORS})
    if form.validate_on_submit():
        done = attempt(form, lambda: _aimed(year, form))
        if done is not None:
            return done
    return render_template("oversight/targets.html", form=form, year=year, indicators=INDICATORS), form.status


def _aimed(year: int, form: ActForm) -> BaseResponse:
    actions.set_targets(year, {one.key: form[one.key].data for one in INDICATORS}, opened(form))
    flash(f"已保存 {year} 年的目标，已印发的通报不受影响。")
    return redirect(url_for("oversight.targets", year=year))
