"""What the page of the 保密审查单 shows: the columns with what was found in each, the levels, what changed since it was reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for

from gov_requests.documents.automatic import KINDS, Mark, Scan, scan
from gov_requests.documents.review_items import FILE, LETTER, WITHHELD, ReviewItem
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import reviews_of
from gov_requests.records.papers import Attachment, Draft
from gov_requests.records.secrecy import ReviewedDocument, documents_of
from gov_requests.records.secrecy_rules import SECRECY, Round, Rules, rules_of
from gov_requests.refusals import NotFound
from gov_requests.review.secrecy_forms import SecrecyForm
from gov_requests.terms import SECRECY_CHECKS
from gov_requests.web.filters import SHANGHAI, month_day

#: A file that cannot be read is stopped by the review itself; the page is shown all the same.
_GONE = Scan(None, (Mark("no_text", "文件不在存储区或者与登记的哈希不符"),))


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: what is looked at, what was found in it without a person, whether it changed since a review of the request."""

    item: ReviewItem
    pages: int | None
    marks: tuple[Mark, ...]
    changed: bool
    known: ReviewedDocument | None


def columns_of(file: Casefile, items: Sequence[ReviewItem]) -> list[Shown]:
    """Return the columns; what was answered for the very same content before stands beside it (``known``)."""
    earlier = documents_of(file.case.id)
    known = {row.sha256: row for row in earlier}
    names = _names(items)
    rules = rules_of(file.case.organ_id)
    shown = []
    for item in items:
        found = _scanned(item, names.get(item.public_id, item.title), rules)
        shown.append(
            Shown(item, found.pages, found.marks, bool(earlier) and item.sha256 not in known, known.get(item.sha256))
        )
    return shown


def _names(items: Sequence[ReviewItem]) -> dict[str, str]:
    wanted = [item.public_id for item in items if item.public_id]
    query = sa.select(Attachment.public_id, Attachment.filename).where(Attachment.public_id.in_(wanted))
    return {row.public_id: row.filename for row in db.session.execute(query)}


def _scanned(item: ReviewItem, filename: str, rules: Rules) -> Scan:
    if item.kind != FILE:
        return Scan(None, ())
    try:
        return scan(item.sha256, filename, rules)
    except NotFound:
        return _GONE


def fill(form: SecrecyForm, columns: Sequence[Shown], organ: str) -> None:
    """Put into a fresh form what is known: earlier answers on the same content, else the organ and the pages."""
    for shown in columns:
        if shown.known is not None:
            form.take_over(shown.item, shown.known)
            form.of(shown.item, "pages").data = shown.known.pages or shown.pages
            continue
        form.of(shown.item, "source").data = organ if shown.item.kind == FILE else ""
        form.of(shown.item, "pages").data = shown.pages
        form.of(shown.item, "ground").data = shown.item.ground


def heads_of(columns: Sequence[Shown], ref: str) -> list[dict[str, object]]:
    """Return the heads of the columns for ``components/review_sheet.html``."""
    return [
        {
            "title": shown.item.title,
            "url": _address(shown.item, ref),
            "sub": _KINDS[shown.item.kind] if shown.pages is None else f"{_KINDS[shown.item.kind]}，{shown.pages} 页",
            "hash": f"{shown.item.sha256[:4]}…{shown.item.sha256[-4:]}",
            "full": shown.item.sha256,
            "changed": shown.changed,
        }
        for shown in columns
    ]


_KINDS = {FILE: "提供的文件", WITHHELD: "不提供", LETTER: "答复书"}


def _address(item: ReviewItem, ref: str) -> str | None:
    return url_for("cases.attachment", ref=ref, public_id=item.public_id) if item.public_id else None


def rows_of(form: SecrecyForm, columns: Sequence[Shown]) -> list[dict[str, object]]:
    """Return the rows of the sheet: whose the documents are, what was found, the eight checks, conclusion and ground."""
    items = [shown.item for shown in columns]

    def asked(title: str, *names: str, hint: str = "", number: int = 0) -> dict[str, object]:
        cells = [[form.of(item, name) for name in names] for item in items]
        return {"title": title, "hint": hint, "number": number, "cells": cells}

    marks = [
        [(f"{KINDS[one.kind]}：{one.what}{_pages(one)}", _TONES.get(one.kind, "bad")) for one in shown.marks]
        for shown in columns
    ]
    found = [
        cell or [("没有发现" if shown.item.kind == FILE else "—", "")]
        for cell, shown in zip(marks, columns, strict=True)
    ]
    return [
        asked("产生机构", "source"),
        asked("文号", "number"),
        asked("成文日期", "dated"),
        asked("载体、页数", "carrier", "pages"),
        {"title": "自动查找", "hint": "密级字样、名单、坐标、设施", "cells": found},
        *(
            asked(title, f"{code}_found", f"{code}_note", hint=hint, number=number)
            for number, (code, title, hint) in enumerate(SECRECY_CHECKS, 1)
        ),
        asked("结论", "conclusion"),
        asked("依据", "ground", hint="不予公开、区分处理的必填"),
        asked("下次评估日期", "re_evaluate_on", hint="不予公开、区分处理的必填。第十八条"),
    ]


#: A page without text is no finding, only a page that nobody has looked at yet.
_TONES = {"no_text": ""}


def _pages(mark: Mark) -> str:
    return f"（第 {'、'.join(map(str, mark.pages[:8]))}{'等' if len(mark.pages) > 8 else ''} 页）" if mark.pages else ""


def levels_shown(file: Casefile, draft: Draft, now: Round, *, done: bool) -> list[dict[str, object]]:
    """Return 逐级审查 as a trail: who drafted, each level with who passed it, the one that is being done, those to come."""
    done_so_far = [row for row in reviews_of(file.case.id) if row.kind == SECRECY and row.passed][: len(now.passed_by)]
    passed = done_so_far[::-1]
    entries: list[dict[str, object]] = [
        {
            "fact": f"承办人　{draft.drafter.name}",
            "when": f"{month_day(draft.drafted_at.astimezone(SHANGHAI).date())} 拟稿",
            "kind": "key",
        }
    ]
    for number, title in enumerate(now.titles):
        if number < len(passed):
            row = passed[number]
            when = f"{month_day(row.reviewed_at.astimezone(SHANGHAI).date())} 通过"
            entries.append({"fact": f"{title}　{row.reviewer.name}", "when": when, "kind": "key"})
        else:
            current = number == len(now.passed_by) and not done
            entries.append({"fact": title, "when": "办理中" if current else "待送", "kind": ""})
    return entries
