"""The register: its list, the page of one applicant, merging and parting."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests import masking
from gov_requests.applicants import actions, bp, queries
from gov_requests.procedure import STAGE_TITLES
from gov_requests.records.alike import frequency
from gov_requests.records.applicants import Merge, same_applicant, standing_entry
from gov_requests.records.cases import Applicant
from gov_requests.statute.fees import PIECE_BANDS
from gov_requests.terms import APPLICANT_KINDS
from gov_requests.today import today
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm, Line, pairs


class MergeForm(ActForm):
    """合并."""

    into = RadioField("与哪一条合并", [InputRequired("请选择与哪一条合并。")], choices=[])
    reason = Line("理由", required="请写明凭什么认定是同一申请人。", limit=300)


class PartForm(ActForm):
    """撤销合并."""

    reason = Line("撤销理由", required="请写明为什么撤销合并。", limit=300)


@bp.get("/")
def index() -> ResponseReturnValue:
    """申请人登记簿."""
    word, typed = request.args.get("q", "").strip()[:100], request.args.get("before", "")[:10]
    before = int(typed) if typed.isascii() and typed.isdecimal() else 0
    rows, more = queries.entries(current_user, word, before=before)
    return render_template(
        "applicants/index.html",
        word=word,
        rows=rows,
        kinds=APPLICANT_KINDS,
        pager={
            "prev_url": url_for("applicants.index", q=word) if before else None,
            "next_url": url_for("applicants.index", q=word, before=rows[-1].id) if more else None,
        },
    )


@bp.route("/<int:applicant_id>", methods=["GET", "POST"])
def show(applicant_id: int) -> ResponseReturnValue:
    """One applicant: who, what was asked and disputed, and the entries that are the same applicant."""
    queries.entry_of(applicant_id, current_user)
    group = same_applicant({applicant_id})
    entry = standing_entry(group)
    word = request.args.get("find", "").strip()[:100]
    others = queries.candidates(entry, group, current_user, word)
    form = MergeForm()
    form.into.choices = pairs((str(one.id), _named(one)) for one in others)
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _merged(entry, form))
        if done is not None:
            return done
    return render_template(
        "applicants/show.html",
        form=form,
        entry=entry,
        kind=APPLICANT_KINDS.get(entry.kind, entry.kind),
        group=len(group),
        word=word,
        requests=queries.requests_of(group, current_user),
        stage_titles={str(stage): title for stage, title in STAGE_TITLES.items()},
        disputes=queries.disputes_of(group, current_user),
        merges=_merges(queries.merges_of(group, applicant_id)),
        often=frequency(group, entry.organ_id, today()),
        free_pieces=PIECE_BANDS[0].upto,
    ), form.status


@bp.route("/merges/<int:merge_id>/part", methods=["GET", "POST"])
def part(merge_id: int) -> ResponseReturnValue:
    """撤销合并."""
    merged, form = queries.merge_of(merge_id, current_user), PartForm()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _parted(merge_id, form))
        if done is not None:
            return done
    entries = [_named(queries.entry_of(one, current_user)) for one in (merged.from_id, merged.into_id)]
    return render_template("applicants/part.html", form=form, merged=merged, entries=entries), form.status


def _merged(entry: Applicant, form: MergeForm) -> Response:
    row = actions.merge(entry.id, int(form.into.data), form.reason.data, by=current_user, key=form.act_key.data)
    flash("已合并，可以撤销。")
    return redirect(url_for("applicants.show", applicant_id=row.into_id))


def _parted(merge_id: int, form: PartForm) -> Response:
    row = actions.part(merge_id, form.reason.data, by=current_user, key=form.act_key.data)
    flash("已撤销合并，两条登记分开。")
    return redirect(url_for("applicants.show", applicant_id=row.into_id))


def _named(one: Applicant) -> str:
    number = masking.id_number(one.id_number) or "没有证件号码"
    return f"{one.name}（{APPLICANT_KINDS.get(one.kind, one.kind)}）　{number}"


def _merges(listed: Sequence[Merge]) -> list[dict[str, object]]:
    undone = {row.undoes_id for row in listed if row.undoes_id is not None}
    return [
        {
            "id": row.id,
            "what": "撤销合并" if row.undoes_id is not None else "合并",
            "at": row.at,
            "by": row.by.name,
            "reason": row.reason,
            "holds": row.undoes_id is None and row.id not in undone,
        }
        for row in listed
    ]
