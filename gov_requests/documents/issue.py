"""From a casefile to a letter, and from a letter to the frozen row and file that the case keeps."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.documents import facts as words
from gov_requests.documents.answers import answers_of, is_several, item_texts, kinds_of, unanswered
from gov_requests.documents.content import Letter
from gov_requests.documents.fields import said_in
from gov_requests.documents.kinds import LETTERS
from gov_requests.documents.letters import missing, receipt, reply, said
from gov_requests.documents.lint import Finding, lint, lint_several
from gov_requests.documents.numbers import letter_number
from gov_requests.documents.pdf import render_pdf
from gov_requests.documents.several import Answered, several
from gov_requests.documents.texts import digest_of_text
from gov_requests.records import files
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case
from gov_requests.records.consultations import reasons_asked_on
from gov_requests.records.office_texts import texts_on, version_name
from gov_requests.records.papers import Draft, Search
from gov_requests.records.papers import Letter as LetterRow
from gov_requests.records.projection import standing
from gov_requests.records.ranges import range_of
from gov_requests.statute.clock import Clock
from gov_requests.statute.due_range import Between
from gov_requests.statute.facts import Corrected, CorrectionRequested, Fact, Received
from gov_requests.statute.provisions import REPLY_WORKDAYS, article, numeral
from gov_requests.statute.receipt import receipt_reason
from gov_requests.statute.remedies import relief_clauses
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind
from gov_requests.terms import ANNOUNCED, CHANNEL_PHRASES
from gov_requests.today import today

UNKNOWN_REVIEWER, UNKNOWN_COURT = "〔待设置：复议机关〕", "〔待设置：人民法院〕"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who drafted and who signed."""

    draft_id: int | None
    drafter_id: int
    signer_id: int


def issue_receipt(file: Casefile, *, dated: date, at: datetime) -> LetterRow:
    """D01 登记回执 with the last day for the reply (the statutory one: letters print ``due_on``)."""
    clock = file.clock()
    case = file.case
    if clock.due_on is None:
        raise RuntimeError("a request that has just been received has a due day")
    letter = receipt(
        words.ReceiptFacts(
            **correspondence(file),
            number=letter_number(case, "D01", dated),
            dated=dated,
            registration_number=case.number,
            received_reason=receipt_reason(_received(file)),
            due_on=clock.due_on,
            provisional=clock.provisional,
            between=due_between(clock, file),
            term_workdays=REPLY_WORKDAYS.on(clock.received_on),
            form=case.medium,
            delivery=case.delivery,
        )
    )
    row = freeze(file, letter, at=at, signature=None)
    row.promised_on = clock.due_on
    return row


def due_between(clock: Clock, file: Casefile, *more: Fact) -> Between | None:
    """Return the range in which the date that a letter tells can still move; ``more`` facts are those that the letter itself makes."""
    found = range_of(clock, [*file.facts, *more])
    return found.due if found is not None else None


def reply_letter(file: Casefile, draft: Draft, *, number: str | None = None, dated: date | None = None) -> Letter:
    """Return the reply that a draft leads to; without number and date it is the draft's preview."""
    if is_several(draft):
        return _several_letter(file, draft, number, dated)
    return reply(_reply_facts(file, draft, number, dated))


def _several_letter(file: Casefile, draft: Draft, number: str | None, dated: date | None) -> Letter:
    answers = dict(answers_of(draft))
    items = [
        Answered(text, _reply_facts(file, answers[place], None, dated) if place in answers else None)
        for place, text in enumerate(item_texts(draft), 1)
    ]
    common = words.Correspondence(**correspondence(file), number=number, dated=dated)
    return several(common, items, relief_of_several(file, draft, dated))


def relief_of_several(file: Casefile, draft: Draft, dated: date | None) -> tuple[str, ...]:
    """Return one relief clause a route, naming its items; none while an item has no answer."""
    if unanswered(draft):
        return ()
    organ = file.case.organ
    return relief_clauses(
        kinds_of(draft),
        reviewing_organ=organ.reviewing_organ or UNKNOWN_REVIEWER,
        court=organ.court or UNKNOWN_COURT,
        on=dated or today(),
        online_channel=online_channel_of(file.case),
    )


def missing_in(file: Casefile, draft: Draft) -> tuple[str, ...]:
    """Return the Chinese names of what the draft's letter still lacks."""
    return missing(_reply_facts(file, draft, None, None))


def said_in_draft(file: Casefile, draft: Draft) -> frozenset[str]:
    """Return which of ``reply_kinds.MUST_SAY`` the draft's letter says."""
    return said(_reply_facts(file, draft, None, None))


def lint_draft(file: Casefile, draft: Draft) -> tuple[Finding, ...]:
    """Return what the law has against the words of the draft's letter as it would be signed today."""
    if is_several(draft):
        generated = relief_of_several(file, draft, today())
        found = lint_several(reply_letter(file, draft, dated=today()), file.case.description, generated)
        for number, answer in answers_of(draft):
            each = f"第{numeral(number)}项"
            found += tuple(replace(one, where=f"{each}{one.where}") for one in lint_draft(file, answer))
        return found
    facts = _reply_facts(file, draft, None, today())
    return lint(reply(facts), facts, relief=facts.relief)


def _reply_facts(file: Casefile, draft: Draft, number: str | None, dated: date | None) -> words.ReplyFacts:
    kind, content = REPLY_KINDS[draft.reply_kind], draft.content
    letter = kind.letter or ""
    withheld = tuple(
        words.WithheldPart(part=part["part"], ground=grounds_text(part["ground"]), reason=part["reason"])
        for part in content.get("withheld", ())
    )
    return words.ReplyFacts(
        **correspondence(file),
        **_typed(file, draft),
        number=number,
        dated=dated,
        code=letter,
        kind=kind.code,
        basis=basis_of(kind),
        relief=relief_of(file, letter, dated),
        documents=tuple(words.Document(name=item["title"]) for item in draft.files),
        withheld=withheld,
        searches=_searches(file),
        form=file.case.medium,
        delivery=file.case.delivery,
    )


def _typed(file: Casefile, draft: Draft) -> dict[str, Any]:
    """What the drafter wrote, by the table of fields; the days of a correction come from the request where the draft has none."""
    typed = said_in(draft.reply_kind, draft.content)
    asked = [fact.on for fact in file.facts if isinstance(fact, CorrectionRequested)]
    came = [fact.on for fact in file.facts if isinstance(fact, Corrected)]
    reasons = reasons_asked_on(standing(file.entries))
    known = {
        "correction_noticed_on": asked,
        "correction_received_on": came,
        "reasons_asked_on": [reasons] if reasons else [],
    }
    return typed | {name: days[0] for name, days in known.items() if name in typed and typed[name] is None and days}


def basis_of(kind: ReplyKind) -> tuple[str, ...]:
    """Return the articles that a reply of this kind cites.

    Where parts are withheld each names its own ground with its reason (第三十七条); a whole withholding also cites the duty to tell
    and to give reasons (第三十六条第（三）项).
    """
    if kind.withholds and kind.hands_out:
        return (kind.articles[0].text,)
    told = (article(36, None, 3),) if kind.withholds else ()
    return tuple(cited.text for cited in (*kind.articles, *told))


def relief_of(file: Casefile, letter: str, dated: date | None) -> tuple[str, ...]:
    """Return the relief clause of a letter of this request, with the organ's reviewing organ and court."""
    organ = file.case.organ
    kind = LETTERS.get(letter)
    return (
        ()
        if kind is None
        else kind.relief(
            reviewing_organ=organ.reviewing_organ or UNKNOWN_REVIEWER,
            court=organ.court or UNKNOWN_COURT,
            on=dated or today(),
            online_channel=online_channel_of(file.case),
        )
    )


def announced() -> tuple[str, ...]:
    """Return the ways of delivery that the office has announced; e-mail only where online reconsideration can be told with it."""
    online = current_app.config["RECONSIDERATION_ONLINE"]
    return tuple(way for way in current_app.config["ANNOUNCED_DELIVERY"] if way != "email" or online)


def online_channel_of(case: Case) -> str | None:
    """《行政复议法》第二十二条第二款: what is served by e-mail tells where reconsideration can be filed on the internet."""
    by_email = ANNOUNCED.get(case.delivery) == "email" and "email" in announced()
    return current_app.config["RECONSIDERATION_ONLINE"] if by_email else None


def grounds_text(code: str) -> str:
    """Return the articles of a ground for withholding (第十四条至第十六条), as a letter names them."""
    return "、".join(article.text for article in REPLY_KINDS[code].articles)


def freeze(
    file: Casefile, letter: Letter, *, at: datetime, signature: Signature | None, returned: bytes | None = None
) -> LetterRow:
    """Keep a letter as it goes out: its content, the hash of that content, and the PDF under its own hash.

    ``returned``: the file that came back from the OA and is signed in the letter's place; the PDF then shows its words.
    """
    pdf = render_pdf(letter, font_dir=current_app.config.get("FONT_DIR"))
    texts = texts_on(file.case.organ_id, today())
    row = LetterRow(
        organ_id=file.case.organ_id,
        case_id=file.case.id,
        code=letter.code,
        number=letter.number or "",
        title=letter.title,
        text_version=version_name(letter.code, digest_of_text(letter.code), texts),
        content=letter.as_dict(),
        content_hash=letter.content_hash,
        pdf_sha256=files.keep(pdf),
        docx_sha256=files.keep(returned) if returned is not None else None,
        dated=letter.dated,
        draft_id=signature and signature.draft_id,
        drafter_id=signature and signature.drafter_id,
        signer_id=signature and signature.signer_id,
        issued_at=at,
    )
    db.session.add(row)
    return row


def texts_standing(file: Casefile) -> dict[str, int]:
    """Return which versions of the office's texts stand in a letter that is made today (slot → version), for the journal."""
    return {slot: row.id for slot, row in texts_on(file.case.organ_id, today()).items()}


def _received(file: Casefile) -> Received:
    return next(fact for fact in file.facts if isinstance(fact, Received))


def _searches(file: Casefile) -> tuple[words.Search, ...]:
    rows = db.session.scalars(
        sa.select(Search).where(Search.case_id == file.case.id).order_by(Search.searched_on, Search.id)
    )
    return tuple(
        words.Search(
            on=row.searched_on,
            place=row.place,
            method=row.method,
            terms=tuple(row.terms.split("、")),
            result=row.result,
        )
        for row in rows
        if not row.found
    )


def correspondence(file: Casefile) -> dict[str, Any]:
    """Return what every letter of a request needs (``facts.Correspondence``), as keywords."""
    case, organ = file.case, file.case.organ
    texts = {slot: row.text for slot, row in texts_on(organ.id, today()).items()}
    lines = (("地址", organ.address), ("邮政编码", organ.postcode), ("电话", organ.phone))
    contact = tuple(line.strip() for line in texts.get("contact", "").splitlines() if line.strip())
    return {
        "organ": organ.name,
        "signatory": organ.name,
        "applicant": case.applicant.name,
        "is_person": case.applicant.kind == "natural_person",
        "received_on": file.state.received_on,
        "channel": CHANNEL_PHRASES[file.state.channel],
        "description": case.description,
        "contact": contact or tuple(f"{label}：{value}" for label, value in lines if value),
        "greeting": texts.get("greeting", ""),
        "phrase": texts.get("phrase", ""),
        "letterhead": texts.get("letterhead", ""),
    }
