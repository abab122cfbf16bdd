"""最近登记: receipts and envelope labels of many requests at once."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.documents.labels import joined, labels_pdf
from gov_requests.intake import batch, bp
from gov_requests.refusals import BadInput
from gov_requests.terms import CHANNELS
from gov_requests.web.security import LETTER_POLICY


@bp.get("/recent")
def recent() -> ResponseReturnValue:
    """最近登记, newest first."""
    before = _place()
    rows, more = batch.newest(current_user, before=before)
    return render_template(
        "intake/recent.html",
        rows=rows,
        channels=CHANNELS,
        before=before,
        pager={
            "prev_url": url_for("intake.recent") if before else None,
            "next_url": url_for("intake.recent", before=rows[-1].id) if more else None,
        },
    )


@bp.get("/receipts.pdf")
def receipts() -> ResponseReturnValue:
    """Give the receipts of the chosen requests as one file."""
    try:
        return _pdf(joined(batch.receipts(_chosen(), current_user)))
    except BadInput as bad:
        return _back(bad)


@bp.get("/labels.pdf")
def labels() -> ResponseReturnValue:
    """Give the envelope labels of the chosen requests."""
    try:
        return _pdf(labels_pdf(batch.labels(_chosen(), current_user), current_app.config.get("FONT_DIR")))
    except BadInput as bad:
        return _back(bad)


def _chosen() -> list[str]:
    """Return the numbers that were ticked, or those of the whole page (``all``)."""
    if request.args.get("all"):
        rows, _more = batch.newest(current_user, before=_place())
        return [row.number for row in rows]
    return request.args.getlist("ref")


def _place() -> int:
    typed = request.args.get("before", "")[:10]
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


def _pdf(content: bytes) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    return answer


def _back(bad: BadInput) -> ResponseReturnValue:
    flash(bad.sentences[0], "warn")
    return redirect(url_for("intake.recent"))
