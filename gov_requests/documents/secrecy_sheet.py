"""保密审查单 on paper: what was reviewed under which hash, each answer, the levels' opinions, referrals and re-evaluations."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from gov_requests.documents.automatic import KINDS
from gov_requests.documents.sheets import Sheet, Table, render_sheet
from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import reviews_of
from gov_requests.records.papers import Review
from gov_requests.records.re_evaluations import of_case
from gov_requests.records.referrals import referrals_of
from gov_requests.records.secrecy import ReviewedDocument, documents_of
from gov_requests.records.secrecy_rules import SECRECY
from gov_requests.statute.referrals import GROUNDS
from gov_requests.terms import RE_EVALUATIONS, SECRECY_CHECKS, SECRECY_CONCLUSIONS
from gov_requests.today import SHANGHAI

TITLE: Final = "政府信息公开保密审查单"
#: So many documents stand beside each other.
ABREAST: Final = 3
_KINDS: Final = {"file": "随答复提供", "withheld": "不提供", "letter": "答复书"}


def secrecy_sheet(file: Casefile, day: date, font_dir: Path | None = None) -> bytes | None:
    """Return the sheet of a request's reviews as PDF; None while there is none."""
    parts = parts_of(file)
    if parts is None:
        return None
    return render_sheet(Sheet(file.case.organ.name, TITLE, day, parts[0], parts[1]), font_dir)


def parts_of(file: Casefile) -> tuple[list[str], list[Table]] | None:
    """Return the sheet's lines and tables; None while nothing was reviewed."""
    reviews = [row for row in reversed(reviews_of(file.case.id)) if row.kind == SECRECY]
    if not reviews:
        return None
    draft = reviews[-1].draft
    lines = [
        f"关联申请：{file.case.number}　{file.case.title}",
        f"申请人：{file.case.applicant.name}　　公开对象：仅申请人　　拟公开方式：{file.case.delivery}，{file.case.medium}",
        f"填表：{draft.drafter.name}　{_moment(draft.drafted_at)}　第 {draft.version} 稿",
    ]
    documents = [row for row in documents_of(file.case.id) if row.review_id == reviews[-1].id]
    tables = [_documents(documents[at : at + ABREAST], at) for at in range(0, len(documents), ABREAST)]
    tables += [] if documents else list(_before_there_were_columns(reviews[-1]))
    return lines, [*tables, _opinions(reviews), *_referred(file), *_looked_at_again(file)]


def _before_there_were_columns(review: Review) -> Iterator[Table]:
    """A review of before was of all documents at once: it keeps an answer a check."""
    answers = review.findings.get("checks") or {}
    rows: list[tuple[str, ...]] = [
        (f"{number}　{title}", _answer(answers.get(code, {})))
        for number, (code, title, _) in enumerate(SECRECY_CHECKS, 1)
    ]
    if answers:
        yield Table(("审查事项", "审查情况"), (4, 10), rows, "逐项审查")


def _moment(at: Any) -> str:
    return str(at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))


def _documents(rows: Sequence[ReviewedDocument], before: int) -> Table:
    heads = tuple(f"{number}　{row.title}" for number, row in enumerate(rows, before + 1))
    asked: list[tuple[str, ...]] = [
        ("类别", *(_KINDS.get(row.kind, row.kind) for row in rows)),
        ("产生机构", *(row.source or "—" for row in rows)),
        ("文号、日期", *(_joined(row.number, row.dated.isoformat() if row.dated else "") for row in rows)),
        ("载体、页数", *(_joined(row.carrier, f"{row.pages} 页" if row.pages else "") for row in rows)),
        ("自动查找", *("\n".join(f"{KINDS[one['kind']]}：{one['what']}" for one in row.marks) or "—" for row in rows)),
    ]
    for number, (code, title, _hint) in enumerate(SECRECY_CHECKS, 1):
        asked.append((f"{number}　{title}", *(_answer(row.checks.get(code, {})) for row in rows)))
    asked += [
        ("结论", *(SECRECY_CONCLUSIONS.get(row.conclusion or "", "—") for row in rows)),
        ("依据", *(row.ground or "—" for row in rows)),
        ("下次评估日期", *(row.re_evaluate_on.isoformat() if row.re_evaluate_on else "—" for row in rows)),
        ("SHA-256", *("\n".join(row.sha256[at : at + 16] for at in range(0, 64, 16)) for row in rows)),
    ]
    return Table(("审查事项", *heads), (4, *(5 for _ in rows)), asked, "逐件逐项审查")


def _joined(*words: str) -> str:
    return "　".join(word for word in words if word) or "—"


def _answer(answer: dict[str, str]) -> str:
    word = {"no": "无", "yes": "有"}.get(answer.get("found", ""), "—")
    return f"{word}：{answer['note']}" if answer.get("note") else word


def _opinions(reviews: Sequence[Review]) -> Table:
    rows: list[tuple[str, ...]] = [
        (
            row.level_title or "保密审查",
            row.reviewer.name,
            _moment(row.reviewed_at),
            f"第 {row.draft.version} 稿\n{'通过' if row.passed else '退回'}",
            "\n".join(part for part in (row.opinion, _judged(row.findings)) if part) or "—",
        )
        for row in reviews
    ]
    return Table(("层级", "审查人", "时间", "结论", "意见和汇聚风险判断"), (3, 2, 3, 2, 8), rows, "各级审查意见")


def _judged(findings: dict[str, Any]) -> str:
    told = findings.get("aggregation")
    told = told.get("note") if isinstance(told, dict) else told
    if not told:
        return ""
    seen = findings.get("seen") or {}
    known = [f"{what} {len(numbers)} 件：{'、'.join(numbers)}" for what, numbers in _given(seen) if numbers]
    since = f"\n自 {seen['since']} 起已提供：{'；'.join(known) or '没有'}" if seen.get("since") else ""
    return f"汇聚风险判断：{told}{since}"


def _given(seen: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [("给本申请人", seen.get("applicant", [])), ("同一主题、地点", seen.get("others", []))]


def _referred(file: Casefile) -> list[Table]:
    rows: list[tuple[str, ...]] = [
        (
            row.title,
            f"{GROUNDS[row.ground].article.text}\n{row.question}",
            row.body,
            row.sent_on.isoformat() if row.sent_on else "—",
            f"{row.answered_on.isoformat()}\n{SECRECY_CONCLUSIONS.get(row.answer or '', '撤回报送')}：{row.answer_words}"
            if row.answered_on
            else "—",
        )
        for row in referrals_of(file.case.id)
    ]
    columns, widths = ("文件", "依据和问题", "报送给", "报送日期", "答复"), (3, 4, 3, 2, 5)
    return [Table(columns, widths, rows, "报送确定")] if rows else []


def _looked_at_again(file: Casefile) -> list[Table]:
    rows: list[tuple[str, ...]] = [
        (row.document.title, row.due_on.isoformat(), RE_EVALUATIONS.get(row.result or "", "待评估"), row.opinion or "—")
        for row in of_case(file.case.id)
    ]
    return [Table(("信息", "评估日期", "结果", "理由"), (5, 3, 3, 6), rows, "定期评估（第十八条）")] if rows else []
