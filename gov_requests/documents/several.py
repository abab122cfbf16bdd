"""One letter for several items (一事一申请): the request once, each item in its own letter's words, one relief clause a route."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.facts import Correspondence, ReplyFacts
from gov_requests.documents.kinds import SEVERAL
from gov_requests.documents.letters import as_letter, context_of, framed, line, reply
from gov_requests.documents.texts import blank, paragraphs_of
from gov_requests.statute.provisions import numeral

REQUEST = "_request.txt"
EACH = "该申请包含下列事项，本机关逐项答复如下："


@dataclass(frozen=True, slots=True)
class Answered:
    """An item of the request, and the facts of its answer; None while it has none."""

    text: str
    facts: ReplyFacts | None


def several(common: Correspondence, items: Sequence[Answered], relief: tuple[str, ...]) -> Letter:
    """Return the letter that answers every item in order. An item without an answer is told as 〔待填写：…〕."""
    request = paragraphs_of(REQUEST, context_of(common))
    body = [paragraph for number, item in enumerate(items, 1) for paragraph in _item(number, item, len(request))]
    return Letter(
        code=SEVERAL.code,
        title=SEVERAL.title,
        organ=line(common.organ),
        number=None if common.number is None else line(common.number),
        addressee=line(common.applicant),
        paragraphs=framed((*request, Paragraph(EACH), *body), common),
        relief=tuple(map(line, relief)),
        enclosures=(),
        signatory=line(common.signatory),
        dated=common.dated,
        contact=tuple(map(line, common.contact)),
        closing=SEVERAL.closing,
        letterhead=as_letter(SEVERAL, common),
    )


def _item(number: int, item: Answered, request: int) -> Iterator[Paragraph]:
    """The item's heading, then its own letter's words after the request, which is told once for all."""
    yield Paragraph(f"第{numeral(number)}项：{line(item.text)}", heading=True)
    if item.facts is None:
        yield Paragraph(blank(f"第{numeral(number)}项的答复"))
    else:
        yield from reply(replace(item.facts, greeting="", phrase="")).paragraphs[request:]
