"""区分处理: the files of a request, one file, one of its pages."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.access import Action
from gov_requests.documents.pages import WHOLE_PAGE, Box, words_on
from gov_requests.documents.preview import preview
from gov_requests.moves import BY_ACT
from gov_requests.procedure import refusal
from gov_requests.records import files
from gov_requests.records.attachments import checked, plain_name
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.severings import Standing, decisions_on, severings_of, standing_file
from gov_requests.refusals import BadInput, NotFound
from gov_requests.severing import actions, bp, running, telling
from gov_requests.severing.forms import USUAL, PageForm, ReleaseForm, TakeForm, WithholdForm
from gov_requests.severing.sources import attachments_of
from gov_requests.statute.severing import to_releasing
from gov_requests.web.acting import answer, attempt, opened, request_ref, uploads_of
from gov_requests.web.case_head import case_head
from gov_requests.web.checks import rows_of
from gov_requests.web.forms import pairs
from gov_requests.web.running import Run, Work, finish, shown


@bp.get("/<case:ref>/")
def index(ref: str) -> ResponseReturnValue:
    """List the request's files that are gone through, with what became of each."""
    file = look_up(ref, current_user)
    ref = request_ref(file)
    return render_template(
        "severing/index.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        rows=[telling.row(one) for one in severings_of(file.case.id)],
        may=_may(file),
    )


def _may(file: Casefile) -> bool:
    """Return whether this person may decide here and now."""
    return refusal(BY_ACT["sever"], file.stage) is None and file.allows(Action.DRAFT)


@bp.route("/<case:ref>/new", methods=["GET", "POST"])
def take(ref: str) -> ResponseReturnValue:
    """开始区分处理: choose a file and look it through."""
    file = look_up(ref, current_user, Action.DRAFT)
    form, offered = TakeForm(), actions.sources_of(file, attachments_of(file.case.id))
    form.source.choices = pairs((one.public_id, one.filename) for one in offered)
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _taken(ref, form, offered))
        if done is not None:
            return done
    return answer(form, file, "severing/take.html", "sever", offered=offered)


def _taken(ref: str, form: TakeForm, offered: list[actions.Attachment]) -> BaseResponse:
    chosen = next((one for one in offered if one.public_id == form.source.data), None)
    upload = None if chosen else next(iter(uploads_of([form.files.data])), None)
    source = actions.Source(upload, chosen)
    media_type = chosen.media_type if chosen else checked(plain_name(source.name), source.content)
    who = opened(form)

    def then(seen: running.Survey) -> str:
        row = actions.take(ref, source, seen, who)
        return url_for("severing.show", ref=ref, severing_id=row.id)

    return _run(running.looking(source.content, media_type, source.name, then), "查看文件", ref)


def _run(work: Work, doing: str, ref: str, done: str = "") -> BaseResponse:
    """Do a short work at once; show a long one step by step."""
    first = next(work)
    if first[1] <= running.AT_ONCE:
        led_to = finish(work)
        if done:
            flash(done)
        return redirect(led_to)
    file = look_up(ref, current_user)
    return shown("severing/running.html", run=Run(work), doing=doing, file=file, head=case_head(file, ref), ref=ref)


@bp.get("/<case:ref>/<int:severing_id>")
def show(ref: str, severing_id: int) -> ResponseReturnValue:
    """Show a file: its pages, what was decided, what was made."""
    file = look_up(ref, current_user)
    ref, standing = request_ref(file), actions.of(file, severing_id)
    return render_template(
        "severing/show.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        standing=standing,
        row=telling.row(standing),
        pages=telling.pages(standing),
        decisions=telling.decisions(standing, decisions_on(severing_id)),
        made=standing_file(severing_id),
        checks=rows_of(to_releasing(standing.severed)),
        may=_may(file),
    )


@bp.get("/<case:ref>/<int:severing_id>/pages/<int:number>.png")
def picture(ref: str, severing_id: int, number: int) -> ResponseReturnValue:
    """Give a page as a picture of it."""
    standing = _on_page(look_up(ref, current_user), severing_id, number)
    source = standing.severing.source
    shown = preview(files.read(standing.severing.source_sha256), source.media_type, number)
    return Response(shown.png, mimetype="image/png")


@bp.get("/<case:ref>/<int:severing_id>/pages/<int:number>")
def page(ref: str, severing_id: int, number: int) -> ResponseReturnValue:
    """Show a page with what was found and decided on it."""
    file = look_up(ref, current_user)
    standing = _on_page(file, severing_id, number)
    form = PageForm(data={"ground": USUAL})
    return _page(file, standing, number, form)


@bp.post("/<case:ref>/<int:severing_id>/pages/<int:number>")
def decide(ref: str, severing_id: int, number: int) -> ResponseReturnValue:
    """Decide places of a page, take boxes away, or say that the page was looked at."""
    file = look_up(ref, current_user, Action.DRAFT)
    standing, form = _on_page(file, severing_id, number), PageForm()
    _offer(form, standing, number)
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _decided(ref, standing, number, form))
        if done is not None:
            return done
    return _page(file, standing, number, form)


def _decided(ref: str, standing: Standing, number: int, form: PageForm) -> BaseResponse:
    severing_id, who = standing.severing.id, opened(form)
    if form.act == "lift":
        file = actions.lift(ref, severing_id, frozenset(form.chosen.data), who)
        told = "方框已撤下。"
    elif form.act == "looked":
        file = actions.look(ref, severing_id, number, who)
        told = f"第 {number} 页已确认看过。"
    else:
        file = actions.rule(ref, severing_id, _ruling(standing, number, form), who)
        told = "决定已保存。"
    flash(told)
    after = telling.next_open(actions.of(file, severing_id), number)
    return redirect(url_for("severing.page", ref=request_ref(file), severing_id=severing_id, number=after or number))


def _ruling(standing: Standing, number: int, form: PageForm) -> actions.Ruling:
    numbers = set(form.numbers.data)
    if form.everywhere.data:
        alike = {standing.severing.found[place]["same_as"] for place in numbers}
        numbers |= {place for place, one in enumerate(standing.severing.found) if one["same_as"] in alike}
    return actions.Ruling(
        covered=form.conclusion.data == "cover",
        ground=form.ground.data if form.conclusion.data == "cover" else "",
        reason=form.reason.data,
        numbers=frozenset(numbers),
        boxes=tuple(_places(standing, number, form)),
        boxes_again=frozenset(form.chosen.data),
    )


def _places(standing: Standing, number: int, form: PageForm) -> list[tuple[int, Box]]:
    """Return the new boxes that a form asks for: drawn, the whole page, where a word stands. Raises ``BadInput``."""
    found = [(number, box) for box in form.boxes.boxes]
    if form.whole_page.data:
        found.append((number, WHOLE_PAGE))
    if form.words.data:
        content = files.read(standing.severing.source_sha256)
        places = words_on(content, standing.severing.source.media_type, form.words.data)
        wanted = places if form.everywhere.data else {number: places.get(number, [])}
        of_words = [(page, box) for page, boxes in wanted.items() for box in boxes]
        if not of_words:
            where = "本文件" if form.everywhere.data else "本页"
            raise BadInput(f"{where}的文字层里没有“{form.words.data}”：扫描件请画方框。", "words")
        found += of_words
    return found


def _pending(standing: Standing, number: int, form: PageForm) -> list[Box]:
    """Return what the form would cover on the page, and has not yet."""
    if not form.is_submitted() or form.boxes.errors:
        return []
    if not form.only_checks or form.errors:
        return form.boxes.boxes
    try:
        return [box for page, box in _places(standing, number, form) if page == number]
    except BadInput as bad:
        form.words.errors = [*bad.sentences]
        return form.boxes.boxes


def _on_page(file: Casefile, severing_id: int, number: int) -> Standing:
    standing = actions.of(file, severing_id)
    if not 1 <= number <= len(standing.severing.pages):
        raise NotFound("没有这一页。")
    return standing


def _offer(form: PageForm, standing: Standing, number: int) -> None:
    found = enumerate(standing.severing.found)
    form.numbers.choices = [(place, telling.number(standing, place)) for place, one in found if one["page"] == number]
    boxes = enumerate((row for row in standing.boxes if row.page == number), 1)
    form.chosen.choices = [(row.id, telling.box(place, row)) for place, row in boxes]


def _page(file: Casefile, standing: Standing, number: int, form: PageForm) -> ResponseReturnValue:
    _offer(form, standing, number)
    pending = _pending(standing, number, form)
    return answer(
        form,
        file,
        "severing/page.html",
        "decide_severing",
        standing=standing,
        number=number,
        kind=standing.severing.pages[number - 1],
        marks=telling.marks(standing, number, pending),
        left=telling.left_on(standing, number),
        after=telling.next_open(standing, number),
        may=_may(file),
    )


@bp.route("/<case:ref>/<int:severing_id>/withheld", methods=["GET", "POST"])
def withhold(ref: str, severing_id: int) -> ResponseReturnValue:
    """整份不予公开, and taking that back."""
    file = look_up(ref, current_user, Action.DRAFT)
    standing, form = actions.of(file, severing_id), WithholdForm()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _withheld(ref, severing_id, form))
        if done is not None:
            return done
    ground = telling.ground(standing.whole.ground) if standing.whole else ""
    return answer(form, file, "severing/withhold.html", "decide_severing", standing=standing, ground=ground)


def _withheld(ref: str, severing_id: int, form: WithholdForm) -> BaseResponse:
    ground, reason = ("", "") if form.takes_back else (form.ground.data, form.reason.data)
    file = actions.withhold(ref, severing_id, ground, reason, opened(form))
    flash("已定为整份不予公开。" if ground else "已撤销整份不予公开。")
    return redirect(url_for("severing.show", ref=request_ref(file), severing_id=severing_id))


@bp.route("/<case:ref>/<int:severing_id>/release", methods=["GET", "POST"])
def release(ref: str, severing_id: int) -> ResponseReturnValue:
    """生成遮盖后的文件: a page that says what will happen, and its button."""
    file = look_up(ref, current_user, Action.DRAFT)
    standing, form = actions.of(file, severing_id), ReleaseForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _released(ref, standing, form))
        if done is not None:
            return done
    return answer(
        form,
        file,
        "severing/release.html",
        "make_severed",
        standing=standing,
        row=telling.row(standing),
        checks=rows_of(to_releasing(standing.severed)),
    )


def _released(ref: str, standing: Standing, form: ReleaseForm) -> BaseResponse:
    actions.refuse_unfit(standing)
    who, severing_id, digest = opened(form), standing.severing.id, standing.digest

    def then(content: bytes, pages: int) -> str:
        actions.make(ref, severing_id, digest, content, pages, who)
        return url_for("severing.show", ref=ref, severing_id=severing_id)

    return _run(running.making(standing, then), "生成文件", ref, "遮盖后的文件已生成，可以在草稿中选用。")
