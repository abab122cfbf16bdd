"""Draft, preview, sending to review, delivery."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.documents.answers import (
    answer_of,
    is_several,
    item_texts,
    kinds_of,
    reviews_asked,
    told,
    unanswered,
)
from gov_requests.documents.content import Letter
from gov_requests.documents.issue import reply_letter
from gov_requests.procedure import Stage
from gov_requests.records.alike import alike
from gov_requests.records.applicants import same_applicant
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.drafts import latest_draft, release_files
from gov_requests.records.items import items_of
from gov_requests.records.papers import Attachment, Draft
from gov_requests.records.severings import fit_to_give, withheld_parts
from gov_requests.refusals import NotFound
from gov_requests.replies import actions, bp
from gov_requests.replies.forms import DraftForm, SubmitForm
from gov_requests.replies.kinds import CONSEQUENCES, groups
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.telling import posting_soon
from gov_requests.terms import REVIEWS
from gov_requests.today import today
from gov_requests.web import said
from gov_requests.web.acting import answer, attempt, opened, request_ref, to_case, uploads_of
from gov_requests.web.alike_rows import alike_rows
from gov_requests.web.case_head import case_head
from gov_requests.web.checks import NOTHING_TO_CHECK, checks_of, usage_note
from gov_requests.web.delivery_form import DeliveryForm
from gov_requests.web.delivery_ways import ways_to_applicant
from gov_requests.web.filters import size
from gov_requests.web.lessons import lessons_of
from gov_requests.web.reply_in_view import gathered, item_in_view

#: 重复申请 (第三十六条第（六）项): names the earlier reply.
REPEAT = "repeat"


@bp.route("/<case:ref>/draft", methods=["GET", "POST"])
def draft(ref: str) -> ResponseReturnValue:
    """拟写答复."""
    file = look_up(ref, current_user, Action.DRAFT)
    newest, named = latest_draft(file.case.id), items_of(file.entries)
    item = _item(newest, named)
    kept = [*actions.files_of(newest, item, release_files(file.case.id)), *fit_to_give(file.case.id)]
    written = _answered(newest, item)
    form = DraftForm(data=_written(written, file.case.id) | _from_the_steps(file, item, written))
    form.keep.choices = [(item.public_id, item.filename) for item in kept]
    if form.wants_another_part:
        form.withheld.append_entry()
    elif form.validate_on_submit() and not form.only_checks:
        done = attempt(
            form,
            lambda: _saved(
                actions.save_draft(ref, _writing(form, item), uploads_of(form.files.data), opened(form)), item
            ),
        )
        if done is not None:
            return done
    shown = _as_written(form, kept) if form.is_submitted() else written
    single = reply_letter(file, shown) if shown else None
    return answer(
        form,
        file,
        "replies/draft.html",
        "draft",
        draft=newest,
        kind=REPLY_KINDS[shown.reply_kind] if shown else None,
        asked=said.shown(form.said.form, form.reply_kind.data),
        consequences=CONSEQUENCES,
        earlier=_earlier(file) if form.reply_kind.data == REPEAT else None,
        usage_note=usage_note(REPLY_KINDS[shown.reply_kind].letter if shown else None),
        lessons=lessons_of(form.reply_kind.data if form.reply_kind.data in REPLY_KINDS else None),
        groups=groups(form.reply_kind.data),
        file_notes={item.public_id: size(item.size) for item in kept},
        withheld_open=bool(form.withheld.errors or form.wants_another_part or _parts(form))
        or form.reply_kind.data == "partly_disclosed",
        items=_items(named, newest),
        item=item,
        **_generated(single) | ({"preview": reply_letter(file, newest)} if item and newest and single is None else {}),
    )


def _item(newest: Draft | None, named: Sequence[str]) -> int:
    """Return which item the page is about: the one asked for, else the first without an answer; 0 where there are none."""
    if not named:
        return 0
    asked = request.args.get("item", "")
    if asked.isdecimal() and 1 <= int(asked) <= len(named):
        return int(asked)
    left = unanswered(newest) if newest is not None and item_texts(newest) == tuple(named) else ()
    return left[0] if left else 1


def _answered(newest: Draft | None, item: int) -> Draft | None:
    """Return what was last written on this page: the draft, or its answer to the item."""
    if newest is None or is_several(newest) != bool(item):
        return None
    return newest if not item else answer_of(newest, item) if item <= len(item_texts(newest)) else None


def _items(named: Sequence[str], newest: Draft | None) -> list[dict[str, object]]:
    answered = item_texts(newest) if newest is not None else ()
    open_ones = unanswered(newest) if newest is not None else ()
    return [
        {"number": n, "text": text, "done": n <= len(answered) and answered[n - 1] == text and n not in open_ones}
        for n, text in enumerate(named, 1)
    ]


def _saved(file: Casefile, item: int) -> Response:
    newest = latest_draft(file.case.id)
    left = unanswered(newest) if newest is not None else ()
    if not left:
        return to_case(file.case, "草稿已保存，可以预览和送审。")
    flash(f"第 {item} 项已保存，还有 {len(left)} 项没有答复。")
    return redirect(url_for("replies.draft", ref=request_ref(file), item=left[0]))


def _earlier(file: Casefile) -> list[dict[str, Any]]:
    """第三十六条第（六）项: the applicant's earlier requests that are alike and were answered, for the 文号 that a repeat must name."""
    case = file.case
    found = alike(case.description, current_user, case.organ_id, own=same_applicant({case.applicant_id}), but=case.id)
    return alike_rows(one for one in found if one.own and one.reply_number)


def _generated(preview: Letter | None) -> dict[str, object]:
    """Return the paper and what the system writes on it, in the places where the form shows it locked."""
    paragraphs = preview.paragraphs if preview else ()
    written = [part.text for part in paragraphs if part.source == "generated" and not part.heading]
    before_parts = takewhile(lambda part: not part.heading, paragraphs)
    decided = [part.text for part in before_parts if part.source == "generated"][1:]
    return {"preview": preview, "opening": written[:1], "decided": decided}


def _as_written(form: DraftForm, kept: Sequence[Attachment]) -> Draft | None:
    """Return what is in the form as a draft that nobody keeps, for the paper beside it; None while no kind is chosen."""
    if form.reply_kind.data not in CONSEQUENCES:
        return None
    chosen = set(form.keep.data or ())
    names = [item.filename for item in kept if item.public_id in chosen]
    names += [upload.filename for upload in form.files.data or () if upload and upload.filename]
    parts = [part for part in _parts(form) if part["ground"] in REPLY_KINDS]
    return Draft(
        reply_kind=form.reply_kind.data,
        content={
            "finding": form.finding.data,
            "reasons": form.reasons.data,
            "withheld": parts,
            "said": said.kept(form.said.form, form.reply_kind.data),
        },
        files=[{"title": name.rpartition(".")[0] or name} for name in names],
    )


def _written(newest: Draft | None, case_id: int) -> dict[str, object]:
    """Return what the form holds at first: what was last written, else what the severing of the request's files says (第三十七条)."""
    if newest is None:
        severed = fit_to_give(case_id)
        return {"withheld": withheld_parts(case_id), "keep": [one.public_id for one in severed]} if severed else {}
    content = newest.content | {"said": said.typed(newest.content.get("said", {}))}
    return {"reply_kind": newest.reply_kind, **content, "keep": [item["public_id"] for item in newest.files]}


def _from_the_steps(file: Casefile, item: int, written: Draft | None) -> dict[str, object]:
    """七步法: what was answered on the way, in a form that holds nothing yet, or whose kind the questions have decided otherwise."""
    if written is not None and "steps" not in request.args:
        return {}
    one = item_in_view(file, item)
    kind = one.path.kind
    if not one.path.concluded or kind is None or kind.closes_by != "replied" or one.drafted == kind.code:
        return {}
    on_the_way = gathered(one.rows, one.path)
    return {**on_the_way, "reply_kind": kind.code, "said": said.typed(on_the_way["said"])}


def _parts(form: DraftForm) -> tuple[dict[str, str], ...]:
    return tuple(
        {"part": row["part"], "ground": row["ground"], "reason": row["reason"]}
        for row in form.withheld.data
        if row["part"] or row["reason"] or row["ground"]
    )


def _writing(form: DraftForm, item: int) -> actions.Writing:
    return actions.Writing(
        reply_kind=form.reply_kind.data,
        finding=form.finding.data,
        reasons=form.reasons.data,
        withheld=_parts(form),
        said=said.kept(form.said.form, form.reply_kind.data),
        keep=frozenset(form.keep.data or ()),
        item=item,
    )


@bp.get("/<case:ref>/preview")
def preview(ref: str) -> ResponseReturnValue:
    """Show the newest draft as the letter that it leads to."""
    file = look_up(ref, current_user)
    newest = latest_draft(file.case.id)
    if newest is None:
        raise NotFound("还没有拟稿。")
    ref = request_ref(file)
    return render_template(
        "replies/preview.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        draft=newest,
        letter=reply_letter(file, newest),
        answer_told=told(newest),
    )


@bp.route("/<case:ref>/submit", methods=["GET", "POST"])
def submit(ref: str) -> ResponseReturnValue:
    """送审: a page that says what will happen, and its button."""
    file = look_up(ref, current_user, Action.DRAFT)
    form, newest = SubmitForm(), latest_draft(file.case.id)
    if form.validate_on_submit():
        done = attempt(form, lambda: to_case(actions.submit(ref, opened(form)).case, "已送审。"))
        if done is not None:
            return done
    asked = reviews_asked(newest) if newest else ()
    found = checks_of(file, newest, asked) if newest else NOTHING_TO_CHECK
    return answer(
        form,
        file,
        "replies/submit.html",
        "submit",
        draft=newest,
        kinds_told="；".join(dict.fromkeys(kind.title for kind in kinds_of(newest))) if newest else "",
        checks=found.checks,
        passed=found.passed,
        stopped=found.stopped,
        route_words=" → ".join([*(REVIEWS[name] for name in asked), "签发"]),
    )


@bp.route("/<case:ref>/delivery", methods=["GET", "POST"])
def delivery(ref: str) -> ResponseReturnValue:
    """登记送达."""
    file = look_up(ref, current_user, Action.DELIVER)
    form = DeliveryForm()
    form.method.choices = ways_to_applicant(file.case)
    if not form.is_submitted():
        form.counted_on.data = today()
        form.method.data = "ems" if file.case.delivery == "邮寄" else "in_person"
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _delivered(ref, form))
        if done is not None:
            return done
    return answer(
        form,
        file,
        "replies/delivery.html",
        "deliver",
        letter=actions.signed_letter(file.case.id),
        again=False,
        posting_soon=posting_soon(file.facts, calendar(), on=today()) if file.case.delivery == "邮寄" else None,
    )


def _delivered(ref: str, form: DeliveryForm) -> Response:
    handover = actions.Handover(
        method=form.method.data,
        counted_on=form.counted_on.day,
        recipient=form.recipient.data,
        tracking_number=form.tracking_number.data,
        late_reason=form.late_reason.data,
    )
    file = actions.deliver(ref, handover, uploads_of([form.files.data]), opened(form))
    if file.stage is Stage.CLOSED:
        return to_case(file.case, "已登记送达，申请办结。")
    return to_case(file.case, "已提请另一人复核，复核同意后送达日期才生效。")
