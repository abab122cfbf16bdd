"""A bulletin as a letter in the layout of GB/T 9704, from what it keeps."""

from collections.abc import Iterator, Mapping
from typing import Any

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.oversight.bulletin_parts import FEW
from gov_requests.records.bulletins import KINDS, Bulletin


def letter_of(bulletin: Bulletin, issuer: str) -> Letter:
    """Return a bulletin as a letter in the layout of GB/T 9704."""
    return Letter(
        code=bulletin.kind,
        title=f"关于{bulletin.period}依申请公开工作的{KINDS[bulletin.kind][0]}",
        organ=issuer,
        number="",
        addressee="各有关单位" if bulletin.whose == "ALL" else bulletin.content["about"],
        paragraphs=tuple(_paragraphs(bulletin)),
        relief=(),
        enclosures=(),
        signatory=issuer,
        dated=bulletin.issued_at.date() if bulletin.issued_at else None,
        contact=(),
        closing="",
    )


def _paragraphs(bulletin: Bulletin) -> Iterator[Paragraph]:
    content: Mapping[str, Any] = bulletin.content
    yield Paragraph("一、基本情况", heading=True)
    told = "、".join(f"{row['title']} {len(row['part'])} 件" for row in content["figures"])
    yield Paragraph(f"数据截至 {content['as_of']}，{content['about']}{told}。")
    yield from map(_structured, content.get("structure", ()))
    yield Paragraph("二、指标", heading=True)
    for row in content["indicators"]:
        yield Paragraph(_rate(row), label=row["title"])
    for listed in content["lists"]:
        yield Paragraph(listed["title"], heading=True)
        yield from (Paragraph(words, label=number) for _id, number, words in listed["rows"])
        if not listed["rows"]:
            yield Paragraph("无。")
    for row in content.get("deductions", ()):
        yield Paragraph(
            f"{len(row['part'])} 件，每件 {row['each']} 分，共扣 {row['points']} 分", label=f"扣分　{row['title']}"
        )
    yield from _causes_and_problems(content)
    if content.get("rectified"):
        yield from _rectified(content["rectified"])
    if bulletin.comment:
        yield Paragraph("三、意见", heading=True)
        yield from (Paragraph(line, source="typed") for line in bulletin.comment.split("\n") if line.strip())


def _structured(row: Any) -> Paragraph:
    # Bulletins from before kept (heading, word, number).
    heading, word, number = (row["heading"], row["title"], len(row["part"])) if isinstance(row, dict) else row
    return Paragraph(f"{number} 件", label=f"{heading}　{word}")


def _ranked(content: Mapping[str, Any]) -> Iterator[Paragraph]:
    rows = content.get("ranking") or ()
    if rows:
        yield Paragraph(f"各单位按期答复情况（法定期限，不足 {FEW} 件的不排名）", heading=True)
    for row in rows:
        place = f"第 {row['place']} 名，" if row["place"] else "不排名，"
        yield Paragraph(f"{place}{len(row['part'])}/{len(row['whole'])}", label=row["title"])


def _causes_and_problems(content: Mapping[str, Any]) -> Iterator[Paragraph]:
    yield from _ranked(content)
    if content.get("causes"):
        yield Paragraph("纠错案件的原因", heading=True)
        yield from (
            Paragraph(f"{len(row['part'])} 件（{row['rule']}）", label=row["title"]) for row in content["causes"]
        )
    if content.get("problems"):
        yield Paragraph("典型问题", heading=True)
    for row in content.get("problems", ()):
        more = f"：{row['words']}" if row.get("words") else ""
        yield Paragraph(f"{len(row['part'])} 件{more}", label=row["title"])


def _rectified(told: Mapping[str, Any]) -> Iterator[Paragraph]:
    yield Paragraph(f"上期整改事项到期 {told['asked']} 项，已销号 {told['closed']} 项。")
    for _id, organ, problem, due, state in told.get("rows", ()):
        yield Paragraph(f"{problem}（期限 {due}，{state}）", label=organ)


def _rate(row: Mapping[str, Any]) -> str:
    unit = row.get("unit", "%")
    if row["percent"] is None:
        return f"没有可计算的件数（目标 {row['target']}{unit}）"
    bound = "不低于" if row["aim"] == "high" else "不高于"
    above, below = row.get("numbers") or (len(row["part"]), len(row["whole"]))
    # Of small numbers the fraction stands alone.
    value = "" if unit == "%" and below < FEW else f"，{row['percent']}{unit}"
    return f"{above}/{below}{value}（目标{bound} {row['target']}{unit}）"
