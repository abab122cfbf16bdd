"""The kinds of letters (文种): D01–D27, one row each.

What a letter says stands in its text (templates/documents/), when to use it in its usage note (templates/documents/usage/), and
what people must fill in for it in `field_table.FIELDS`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gov_requests.documents.texts import plain
from gov_requests.statute.provisions import (
    CORRECTION_NOTICE_WORKDAYS,
    EXTENSION_WORKDAYS,
    FEE_ARTICLE,
    FEE_PAYMENT_WORKDAYS,
    OPINION_WORKDAYS,
    REPLY_WORKDAYS,
    Article,
    article,
)
from gov_requests.statute.remedies import relief_clause
from gov_requests.statute.reply_kinds import LETTER_ROUTES, NO_RELIEF, REPLY_KINDS, Route

Made = Literal["receipt", "reply", "notice"]
Reader = Literal["applicant", "third_party", "organ"]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: code (law.md §7), title, 文号 suffix, the facts it is made from, and who reads it.

    `needs` are facts that the system or its records provide and the letter cannot do without (fields of its facts, of the
    records a field lists (withheld.reason), or one of several (a|b)); what people fill in stands in `field_table`. `grounds` are the
    articles of which the letter cites at least one; for a reply those of its reply kinds. `called` is how the letter names itself in
    its relief clause.
    """

    code: str
    title: str
    suffix: str
    made: Made
    needs: tuple[str, ...]
    reader: Reader = "applicant"
    grounds: tuple[Article, ...] = ()
    closing: str = "特此告知。"
    called: str = "本答复"
    slip: bool = False

    @property
    def text(self) -> str:
        """The Jinja text of the letter."""
        return f"{self.code}.txt"

    @property
    def route(self) -> Route:
        """The way of relief that the letter tells."""
        return LETTER_ROUTES[self.code]

    @property
    def carries_relief(self) -> bool:
        """Whether the letter carries a relief clause (救济途径): procedural notices carry none."""
        return self.route != NO_RELIEF

    @property
    def restates(self) -> bool:
        """Whether the letter restates the request word for word: all that go to the applicant but the receipt's table."""
        return self.reader == "applicant"

    def usage(self, on: date) -> str:
        """使用指南: when to use it, by which article, what must not be forgotten, the usual mistake. Numbers are the law's on that day."""
        return plain(f"usage/{self.code}.txt", _periods(on))

    def relief(
        self,
        *,
        reviewing_organ: str,
        court: str,
        on: date,
        items: tuple[int, ...] | None = None,
        online_channel: str | None = None,
    ) -> tuple[str, ...]:
        """The relief clause in the letter's own name; empty where it carries none."""
        clause = relief_clause(
            self.route,
            reviewing_organ=reviewing_organ,
            court=court,
            on=on,
            items=items,
            withheld_part=self.code == "D12",
            online_channel=online_channel,
        )
        return (clause.replace("本答复", self.called),) if clause else ()


def _periods(on: date) -> dict[str, object]:
    return {
        "reply_workdays": REPLY_WORKDAYS.on(on),
        "extension_workdays": EXTENSION_WORKDAYS.on(on),
        "correction_workdays": CORRECTION_NOTICE_WORKDAYS.on(on),
        "opinion_workdays": OPINION_WORKDAYS["third_party"].on(on),
        "co_producer_workdays": OPINION_WORKDAYS["co_producer"].on(on),
        "payment_workdays": FEE_PAYMENT_WORKDAYS.on(on),
        "fee_rules": FEE_ARTICLE.text,
    }


def _reply(code: str, title: str, *needs: str, basis: bool = True) -> LetterKind:
    """A reply: it cites the ground of its reply kinds and tells the way of relief."""
    grounds = tuple(kind.articles[0] for kind in REPLY_KINDS.values() if kind.letter == code and kind.articles)
    return LetterKind(code, title, "答", "reply", (*needs, *(("basis",) if basis else ()), "relief"), grounds=grounds)


def _notice(
    code: str,
    title: str,
    suffix: str,
    grounds: tuple[Article, ...],
    *needs: str,
    reader: Reader = "applicant",
    closing: str = "特此告知。",
    called: str = "本告知书",
    slip: bool = False,
) -> LetterKind:
    """A notice in the course of a request; those that touch rights tell the way of relief."""
    relief = ("relief",) if LETTER_ROUTES[code] != NO_RELIEF else ()
    return LetterKind(code, title, suffix, "notice", ("basis", *needs, *relief), reader, grounds, closing, called, slip)


def _rows() -> Iterator[LetterKind]:
    yield from _before_the_reply()
    yield from _replies()
    yield _notice(
        "D26", "政府信息公开申请不再处理告知书", "告", (article(30), FEE_ARTICLE), "undone", "asked_on", "expired_on"
    )
    yield _notice("D27", "政府信息更正申请告知书", "更", (article(41),))


def _before_the_reply() -> Iterator[LetterKind]:
    yield LetterKind(
        "D01",
        "政府信息公开申请登记回执",
        "回",
        "receipt",
        ("registration_number", "received_reason", "form", "delivery"),
        closing="",
    )
    yield _notice("D02", "政府信息公开申请补正告知书", "补", (article(30),))
    yield _notice("D03", "政府信息公开申请说明理由通知书", "由", (article(35),), closing="特此通知。")
    yield _notice("D04", "政府信息公开延长答复期限告知书", "延", (article(33, 2),), "workdays")
    yield _notice(
        "D05",
        "政府信息公开第三方意见征询书",
        "征",
        (article(32),),
        "opinion_workdays",
        reader="third_party",
        closing="特此函询。",
        slip=True,
    )
    yield _notice("D06", "政府信息公开征求意见情况告知书", "告", (article(33, 3),), "asked", "asked_by", "asked_on")
    yield _notice("D07", "依申请公开政府信息告知书", "告", (article(32),), reader="third_party")
    yield _notice(
        "D08",
        "政府信息公开征求意见函",
        "协",
        (article(34), article(11)),
        "opinion_workdays",
        reader="organ",
        closing="特此函询。",
        slip=True,
    )
    yield _notice(
        "D09",
        "政府信息公开信息处理费收费通知书",
        "费",
        (FEE_ARTICLE,),
        *("scale", "computation", "yuan", "payment_workdays"),
        closing="特此通知。",
    )


def _replies() -> Iterator[LetterKind]:
    yield _reply("D10", "政府信息已主动公开告知书")
    yield _reply("D11", "政府信息公开告知书", "documents", "form", "delivery")
    yield _reply(
        "D12",
        "政府信息部分公开告知书",
        *("documents", "form", "delivery", "withheld", "withheld.part", "withheld.ground", "withheld.reason"),
    )
    yield _reply("D13", "政府信息不予公开告知书")
    yield _reply("D14", "政府信息不予公开告知书")
    yield _reply("D15", "政府信息不予公开告知书")
    yield _reply("D16", "政府信息不存在告知书", "searches", "searches.place", "searches.method", "searches.terms")
    yield _reply(
        "D17", "非本机关政府信息告知书", "right_organ|right_organ_unknown", "right_organ_contact|right_organ_unknown"
    )
    yield _reply("D18", "政府信息无法提供告知书")
    yield _reply("D19", "政府信息无法提供告知书")
    yield _reply("D20", "不作为政府信息公开申请处理告知书")
    yield _reply("D21", "政府信息公开申请不予重复处理告知书")
    yield _reply("D22", "政府公开出版物获取途径告知书")
    yield _reply("D23", "政府信息公开申请不予处理告知书")
    yield _reply("D24", "行政查询事项告知书")
    # 确认、重新出具 has a row in the annual report, but no article of the Regulations: none is cited.
    yield _reply("D25", "政府信息公开申请不予处理告知书", basis=False)


#: 一事一申请: one letter that answers each item of a request by the text of its own letter; its relief names the items.
SEVERAL: Final = LetterKind("D00", "政府信息公开申请答复告知书", "答", "reply", ("relief",))

LETTERS: Final[dict[str, LetterKind]] = {kind.code: kind for kind in _rows()}
