"""期限计算书 as PDF: the same words as its JSON, laid out for whoever reads on paper."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from gov_requests.documents.numerals import written_date
from gov_requests.documents.pdf import printed
from gov_requests.documents.texts import TEXTS
from gov_requests.statute.wording import CHANNEL_TITLES, SOURCE_TITLES
from gov_requests.today import SHANGHAI

LAYOUT: Final = TEXTS / "proof.typ"
TITLE = "政府信息公开申请答复期限计算书"
READINGS = {"statutory": "法定期限", "safe": "安全期限"}
_VERDICTS = {"workday": "工作日", "makeup": "调休上班", "weekend": "周末", "holiday": "节假日"}
_STATES = {
    "running": "正在计算",
    "paused": "停计（征求意见）",
    "awaiting_correction": "等待补正",
    "awaiting_fee": "等待缴费",
    "replied": "已答复",
    "withdrawn": "已撤回",
    "abandoned": "视为放弃",
}
_KEYS = {
    "channel": "收到方式",
    "confirmed_on": "确认日期",
    "reply_by": "补正期限至",
    "ref": "编号",
    "from": "征求对象",
    "delivered_on": "送达日期",
    "received_on": "收到通知日期",
    "workdays": "工作日",
    "approved_on": "负责人同意日期",
}
Row = dict[str, Any]


def proof_pdf(proof: Row, *, font_dir: Path | None = None) -> bytes:
    """Return the PDF/A-2b file of a proof (``clock_proof``). The same proof gives the same bytes."""
    made_at = datetime.fromisoformat(proof["made_at"]).astimezone(SHANGHAI)
    words = {
        "organ": proof["organ"],
        "title": TITLE,
        "day": [made_at.year, made_at.month, made_at.day],
        "head": f"登记编号 {proof['number']}",
        "foot": f"内容校验值 SHA-256 {proof['digest']}",
        "parts": list(_parts(proof, made_at)),
    }
    return printed(LAYOUT, "proof", words, day=made_at.date(), font_dir=font_dir)


def _parts(proof: Row, made_at: datetime) -> Iterable[Row]:
    yield _table((2, 5), ("项目", "内容"), _head(proof, made_at))
    for number, (title, parts) in enumerate(_sections(proof)):
        yield {"kind": "heading", "text": f"{'一二三四五六七八'[number]}、{title}"}
        yield from parts


def _sections(proof: Row) -> Iterable[tuple[str, list[Row]]]:
    yield "结论", [_table((2, 3, 3), ("项目", "法定期限", "安全期限"), _conclusion(proof))]
    yield "事实和证据", [_table((2, 2, 3, 6), ("事实", "日期", "内容", "证据"), map(_fact, proof["facts"]))]
    yield (
        "适用的规定",
        [
            _table(
                (4, 6, 4, 3),
                ("条款", "文件", "文号", "施行日期"),
                ([row["article"], row["law"], row["number"], row["in_force_since"]] for row in proof["rules"]),
            )
        ],
    )
    yield (
        "计算步骤",
        [
            _table(
                (2, 2, 3, 8),
                ("日期", "期限", "依据", "说明"),
                ([row["on"], READINGS[row["reading"]], row["article"], row["text"]] for row in proof["steps"]),
            )
        ],
    )
    yield (
        "两种期限的分歧",
        [
            *({"kind": "text", "text": sentence} for sentence in proof["separates"]),
            {"kind": "text", "text": "下列算法没有明文规定或者尚待确认，本计算书按所列取值；每项均可由本机关更改。"},
            _table(
                (2, 1, 8),
                ("性质", "取值", "算法"),
                (
                    ["推论" if row["mark"] == "I" else "待核实", "是" if row["on"] else "否", row["text"]]
                    for row in proof["assumptions"]
                ),
            ),
        ],
    )
    yield (
        "放假安排",
        [_table((1, 3, 1, 6), ("年份", "通知", "版本", "校验值 SHA-256 和日期"), map(_notice, proof["calendar"]))],
    )
    yield (
        "逐日清单",
        [_table((3, 1, 4, 2, 2), ("日期", "星期", "性质", "法定期限", "安全期限"), map(_day, proof["days"]))],
    )


def _table(widths: Sequence[int], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Row:
    return {"kind": "table", "widths": list(widths), "columns": list(columns), "rows": [list(row) for row in rows]}


def _head(proof: Row, made_at: datetime) -> list[tuple[str, str]]:
    return [
        ("登记编号", proof["number"]),
        ("申请人", proof["applicant"]),
        ("申请内容", proof["title"]),
        ("计算截至", _day_text(proof["as_of"])),
        ("制作", f"{proof['made_by']}，{made_at.isoformat(sep=' ', timespec='seconds')}"),
    ]


def _conclusion(proof: Row) -> Iterable[tuple[str, str, str]]:
    told = proof["conclusion"]
    statutory, safe = proof["readings"]
    yield "收到申请之日", _day_text(statutory["received_on"]), _day_text(safe["received_on"])
    yield "期限（工作日）", str(statutory["workdays"]), str(safe["workdays"])
    mark = "（暂定）" if told["provisional"] else ""
    yield "届满日", _due(statutory["due_on"], mark), _due(safe["due_on"], mark)
    yield "采用", f"法定期限 {_due(told['due_on'], mark)}", f"安全期限 {_due(told['safe_due_on'], mark)}"
    if told["range"]:
        yield "可能变动的范围", _between(told["range"]["due_on"]), _between(told["range"]["safe_due_on"])
    yield "状态", _STATES[told["state"]], ""
    if told["on_time"] is not None:
        yield "答复", "按期" if told["on_time"] else f"超期 {told['workdays_late']} 个工作日", ""


def _due(day: str | None, mark: str) -> str:
    return "未定" if day is None else _day_text(day) + mark


def _between(ends: list[str] | None) -> str:
    return "—" if ends is None else f"{_day_text(ends[0])}至{_day_text(ends[1])}"


def _day_text(day: str) -> str:
    return written_date(date.fromisoformat(day))


def _fact(row: Row) -> list[str]:
    values = [
        f"{_KEYS.get(key, key)}：{_value(key, value)}" for key, value in row["values"].items() if value is not None
    ]
    evidence = [
        " ".join(word for word in (item["what"], item["number"], item["title"], item["sha256"]) if word)
        for item in row["evidence"]
    ]
    return [row["title"], row["on"] or "", "\n".join(values), "\n".join(evidence)]


def _value(key: str, value: object) -> str:
    titles = {"channel": CHANNEL_TITLES, "from": SOURCE_TITLES}.get(key, {})
    return titles.get(str(value), str(value))


def _notice(row: Row) -> list[str]:
    told = [f"放假：{'、'.join(row['off'])}", f"调休上班：{'、'.join(row['work']) or '无'}"]
    version = "未公布" if not row["published"] else str(row["version"] or "随系统")
    return [str(row["year"]), row["notice"] or row["source"], version, "\n".join([row["sha256"], *told]).strip()]


def _day(row: Row) -> list[str]:
    nature = (
        _VERDICTS[row["verdict"]] + (f"（{row['name']}）" if row["name"] else "") + ("" if row["settled"] else "，暂定")
    )
    counts = ["—" if row[title] is None else str(row[title]) for title in READINGS]
    return [row["on"], row["weekday"], nature, *counts]
