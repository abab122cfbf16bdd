"""A file's severing in words and shapes, as its pages show it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gov_requests.documents.pages import Box
from gov_requests.documents.sensitive import KINDS
from gov_requests.records.severings import BOX, LOOKED, NUMBER, WHOLE, SeveringDecision, Standing
from gov_requests.statute.reply_kinds import REPLY_KINDS

#: What a page is, by what stands in ``Severing.pages``.
LAYERS = {"text": "有文字层", "pictures": "有文字层，含图片", "none": "无文字层"}


def ground(code: str | None) -> str:
    """Return a ground in words: 保护第三方合法权益（第十五条）."""
    kind = REPLY_KINDS.get(code or "")
    return f"{kind.title}（{kind.ground}）" if kind else "没有依据"


def row(standing: Standing) -> dict[str, Any]:
    """Return a file as a line of the list."""
    if standing.withheld:
        state, css = "整份不予公开", "bad"
    elif standing.undecided or standing.unlooked:
        state, css = "正在办理", "a"
    else:
        state, css = "可以生成", "ok"
    return {
        "id": standing.severing.id,
        "title": standing.severing.source.filename,
        "sha256": standing.severing.source_sha256,
        "pages": len(standing.severing.pages),
        "found": len(standing.severing.found),
        "undecided": len(standing.undecided),
        "unlooked": len(standing.unlooked),
        "covered": len(standing.covering),
        "state": state,
        "css": css,
    }


def pages(standing: Standing) -> list[dict[str, Any]]:
    """Return each page with what is on it and what is left to do."""
    covered = standing.covered()
    found = Counter(one["page"] for one in standing.severing.found)
    undecided = Counter(standing.severing.found[place]["page"] for place in standing.undecided)
    unlooked = set(standing.unlooked)
    return [
        {
            "number": number,
            "layer": LAYERS[kind],
            "found": found[number],
            "covered": len(covered.get(number, ())),
            "left": _left(undecided[number], unlooked=number in unlooked),
            "looked": number in standing.looked,
        }
        for number, kind in enumerate(standing.severing.pages, 1)
    ]


def left_on(standing: Standing, page: int) -> list[str]:
    """Return what is still to be done on a page."""
    undecided = sum(standing.severing.found[place]["page"] == page for place in standing.undecided)
    return _left(undecided, unlooked=page in standing.unlooked)


def _left(undecided: int, *, unlooked: bool) -> list[str]:
    return [
        *([f"{undecided} 处号码未决定"] if undecided else []),
        *(["待人工看过"] if unlooked else []),
    ]


def next_open(standing: Standing, page: int) -> int | None:
    """Return the page where something is left to do: this one, the next one after it, else the first; None where nothing is."""
    open_ones = {standing.severing.found[place]["page"] for place in standing.undecided} | set(standing.unlooked)
    later = [number for number in open_ones if number >= page]
    return min(later, default=min(open_ones, default=None))


def number(standing: Standing, place: int) -> str:
    """Return a number that was found, with what was decided of it."""
    found, decided = standing.severing.found[place], standing.numbers.get(place)
    state = (
        "未决定"
        if decided is None
        else f"遮盖，{ground(decided.ground)}"
        if decided.covered
        else f"不遮盖：{decided.reason}"
    )
    return f"{place + 1}　{KINDS[found['kind']]} {found['shown']}　{state}"


def box(place: int, decided: SeveringDecision) -> str:
    """Return a box, with its place, ground and reason."""
    left, top, right, bottom = (side / 100 for side in decided.box or ())
    reason = decided.reason or "没有理由"
    return f"方框 {place}（左 {left:g} 上 {top:g} 右 {right:g} 下 {bottom:g}）　{ground(decided.ground)}：{reason}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on the page: how it looks, its place, its label."""

    css: str
    box: Box
    label: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def marks(standing: Standing, page: int, pending: Iterable[Box]) -> list[Mark]:
    """Return what is drawn over a page: numbers as decided, boxes, those that are in the form and not kept yet."""
    drawn = []
    for place, one in enumerate(standing.severing.found):
        if one["page"] == page:
            decided = standing.numbers.get(place)
            css = "open" if decided is None else "covered" if decided.covered else "left"
            drawn += [Mark(css, _box(box), str(place + 1)) for box in one["boxes"]]
    drawn += [Mark("covered", _box(row.box or ())) for row in standing.boxes if row.page == page]
    return [*drawn, *(Mark("pending", box) for box in pending)]


def _box(sides: Sequence[int]) -> Box:
    left, top, right, bottom = sides
    return (left, top, right, bottom)


_WHAT = {NUMBER: "号码", BOX: "方框", LOOKED: "人工看过", WHOLE: "整份"}


def decisions(standing: Standing, rows: Sequence[SeveringDecision]) -> list[dict[str, Any]]:
    """Return every decision, newest first; those that another has taken the place of say so."""
    gone = {row.supersedes_id for row in rows}
    return [
        {
            "at": row.decided_at,
            "who": row.person.name,
            "page": row.page,
            "what": _WHAT[row.what]
            + (f" {standing.severing.found[row.number]['shown']}" if row.number is not None else ""),
            "outcome": _outcome(row),
            "ground": ground(row.ground) if row.covered else "",
            "reason": row.reason,
            "stands": row.id not in gone,
        }
        for row in reversed(rows)
    ]


def _outcome(row: SeveringDecision) -> str:
    if row.what == WHOLE:
        return "不予公开" if row.covered else "撤销不予公开"
    if row.what == LOOKED:
        return "已看过"
    return "遮盖" if row.covered else "不遮盖" if row.what == NUMBER else "撤下"
