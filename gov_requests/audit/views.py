"""The journal, for the audit administrator: who did what when, without the text of cases; checkpoints on paper."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.audit import actions, bp
from gov_requests.audit.search import Criteria, page
from gov_requests.audit.words import TITLES
from gov_requests.documents.exports import FORMATS
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import Checkpoint, head
from gov_requests.records.checkpoints import keep, kept_checkpoint, kept_lately, line_of
from gov_requests.records.reveals import excess
from gov_requests.refusals import AlreadyDone, BadInput, NotFound
from gov_requests.today import today
from gov_requests.web.forms import ActForm
from gov_requests.web.qr import picture

#: No journal has a row beyond what the column holds.
_LAST = 2**31 - 1


@bp.get("/")
def journal() -> ResponseReturnValue:
    """审计日志, newest first, keyset-paged by row number, narrowed by what is looked for."""
    return _list(Criteria.of(request.args))


@bp.post("/export")
def export() -> ResponseReturnValue:
    """Give what was found as a workbook or CSV; itself a row of the journal."""
    form, criteria = ActForm(), Criteria.of(request.form)
    if not form.validate_on_submit():
        return _list(criteria, 422)
    chosen = request.form.get("format", "")
    try:
        content, media_type = actions.export(criteria, chosen, Opened(current_user))
    except BadInput as bad:
        return _list(criteria, bad.status, bad.sentences)
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename=audit-{today():%Y%m%d}.{chosen}"
    return answer


@bp.route("/checkpoint", methods=["GET", "POST"])
def checkpoint() -> ResponseReturnValue:
    """检查点: where the journal's end has been put outside, and a sheet of paper with the present one."""
    form = ActForm()
    if form.validate_on_submit():
        try:
            kept = keep(current_user, on_paper=True, key=form.act_key.data or None)
        except AlreadyDone:
            return redirect(url_for("audit.checkpoint"))
        flash("已记下这一检查点，请打印或抄写后存放在系统之外。")
        return redirect(url_for("audit.checkpoint_sheet", row_id=kept.row_id))
    return render_template("audit/checkpoint.html", form=form, rows=kept_lately(), head=head())


@bp.get("/checkpoint/<int:row_id>")
def checkpoint_sheet(row_id: int) -> ResponseReturnValue:
    """检查点打印页: the line in words and as a QR code."""
    row = kept_checkpoint(row_id)
    if row is None:
        raise NotFound("没有这个检查点。")
    line = line_of(Checkpoint(row.count, row.hash), row.made_at)
    side, path = picture(line)
    return render_template("audit/checkpoint_sheet.html", row=row, line=line, side=side, path=path)


def _list(criteria: Criteria, status: int = 200, sentences: tuple[str, ...] = ()) -> ResponseReturnValue:
    found = page(criteria, before=_row_number("before"), after=_row_number("after"))
    fields: list[dict[str, Any]] = [
        {"name": "person", "label": "账号或姓名", "placeholder": "账号或姓名", "value": criteria.person},
        {
            "name": "kind",
            "label": "事项",
            "choices": sorted(TITLES.items(), key=lambda row: row[1]),
            "value": criteria.kind,
        },
        {"name": "number", "label": "登记编号", "placeholder": "登记编号", "value": criteria.number},
        {"name": "since", "label": "自某日", "placeholder": "自 2026-11-01", "value": criteria.since},
        {"name": "until", "label": "至某日", "placeholder": "至 2026-11-30", "value": criteria.until},
    ]
    return render_template(
        "audit/journal.html",
        found=found,
        criteria=criteria,
        fields=fields,
        formats=FORMATS,
        form=ActForm(),
        sentences=sentences or ((criteria.wrong,) if criteria.wrong else ()),
        head=head(),
        titles=TITLES,
        excess=excess(today()),
    ), status


def _row_number(name: str) -> int | None:
    text = request.args.get(name, "")
    return min(int(text[:18]), _LAST) if text.isdecimal() and text.isascii() else None
