"""Is a letter fit to go on: a draft to review and signature, a notice to its issue? What the law has against it as it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import current_app

from gov_requests.documents.answers import answers_of, item_texts
from gov_requests.documents.issue import lint_draft, reply_letter, said_in_draft
from gov_requests.documents.lint import EVERY_ITEM, Finding
from gov_requests.documents.notice_letters import lint_notice
from gov_requests.documents.redoing import to_answering_the_same
from gov_requests.documents.repeating import to_repeating
from gov_requests.documents.signed_copy import objections_to_returned
from gov_requests.records import files
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.consultations import not_consenting, reasons_asked_on, release_told
from gov_requests.records.drafts import places_in_vain
from gov_requests.records.items import items_of
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Draft
from gov_requests.records.projection import standing
from gov_requests.records.returned import returned_for
from gov_requests.records.severings import SeveredFile, by_origin, made_of
from gov_requests.refusals import BadInput
from gov_requests.statute.facts import Corrected
from gov_requests.statute.objections import Objection, Severity, to_signing
from gov_requests.statute.provisions import numeral
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind
from gov_requests.statute.severing import to_giving
from gov_requests.statute.telling import posting_soon, third_party_before
from gov_requests.today import today

NO_REASON = "有 {count} 项提醒未采纳，请写明理由，或退回修改。"


def objections_to(file: Casefile, draft: Draft, reviewed: Collection[str]) -> list[Objection]:
    """Return what the law has against signing the draft, with ``reviewed`` as the reviews that hold for it.

    Of a request of several items each answer is judged by its own kind; what stands against all of them is said once.
    """
    named = items_of(file.entries)
    if named != item_texts(draft):
        return [Objection(EVERY_ITEM, _otherwise(named), "请分项拟写答复，再送审。")]
    words = [_objection(finding) for finding in lint_draft(file, draft)]
    made = made_of(file.case.id)
    each = {
        number: [*against_answer(file, answer, reviewed), *_against_files(made, answer)]
        for number, answer in answers_of(draft)
    }
    soon = posting_soon(file.facts, calendar(), on=today()) if file.case.delivery == "邮寄" else None
    again = to_answering_the_same(file, draft)
    return [*_said_once(each), *again, *words, *_against_copy(file, draft), *([soon] if soon else [])]


def _against_files(made: Sequence[SeveredFile], draft: Draft) -> list[Objection]:
    """第三十七条: what stands against the files that a reply gives out."""
    never, old = by_origin(made, draft.files)
    return to_giving(REPLY_KINDS[draft.reply_kind], never_severed=never, outdated=old)


def _against_copy(file: Casefile, draft: Draft) -> list[Objection]:
    """Return what stands against the copy that came back from the OA, where one is to be signed."""
    copy = returned_for(file.entries, draft)
    if copy is None:
        return []
    return objections_to_returned(reply_letter(file, draft), files.read(copy.sha256), file.case.description)


def _otherwise(named: tuple[str, ...]) -> str:
    if not named:
        return "申请已不再分项，草稿还是分项答复的。"
    return f"申请分为{len(named)}项，草稿没有逐项答复。"


def _said_once(each: Mapping[int, list[Objection]]) -> list[Objection]:
    """Return the objections to the answers, those to all of them without naming the item."""
    everywhere = [one for one in next(iter(each.values()), []) if all(one in found for found in each.values())]
    named = [
        replace(one, sentence=f"第{numeral(number)}项：{one.sentence}")
        for number, found in each.items()
        for one in found
        if one not in everywhere
    ]
    return [*everywhere, *named]


def against_answer(file: Casefile, draft: Draft, reviewed: Collection[str]) -> list[Objection]:
    """Return what the law has against one answer, its words left aside: what it must say, who had to be asked, what was searched."""
    kind = REPLY_KINDS[draft.reply_kind]
    said = said_in_draft(file, draft)
    found = to_signing(file.facts, calendar(), kind, on=today(), said=said, reviewed=reviewed)
    # Where nothing was searched the letter does not say so either: told once.
    owed = owed_on_file(file, kind) if "search" in said else _owed_to_others(file, kind)
    return [*found, *to_repeating(file, draft), *owed]


def owed_on_file(file: Casefile, kind: ReplyKind) -> list[Objection]:
    """Return what the file lacks for a reply of a kind, whatever its letter will say: searches, and who had to be asked or told."""
    places, needed = places_in_vain(file.case.id), current_app.config["SEARCH_PLACES"]
    found = []
    if "search" in kind.must_say and len(places) < needed:
        sentence = f"只在 {len(places)} 处检索过，不足以说明已尽合理检索义务。"
        found.append(Objection(kind.ground, sentence, f"请至少在 {needed} 处不同的地方检索并登记。"))
    return [*found, *_owed_to_others(file, kind)]


def _owed_to_others(file: Casefile, kind: ReplyKind) -> list[Objection]:
    """第三十二条, 第三十五条: whom the law wants to have been asked or told before this kind of reply."""
    entries = standing(file.entries)
    found = third_party_before(
        file.facts,
        calendar(),
        kind,
        on=today(),
        against=not_consenting(entries),
        release_on=release_told(entries),
    )
    if kind.code == "excessive" and reasons_asked_on(entries) is None:
        sentence = "没有发出说明理由通知的记录。"
        allowed = "请先通知申请人说明理由；此前已经书面通知的，写明情况。"
        found.append(Objection(kind.ground, sentence, allowed, "warning", needs_reason=True))
    if kind.code == "still_unclear" and not any(isinstance(fact, Corrected) for fact in file.facts):
        sentence = "没有告知补正并收到补正的记录。"
        allowed = "请先告知申请人补正；此前已经补正的，补录来件。"
        found.append(Objection(kind.ground, sentence, allowed, "warning", needs_reason=True))
    return found


def objections_to_notice(file: Casefile, drafted: Notice) -> list[Objection]:
    """Return what the law has against the words of a notice as it would be issued today; its gate is ``web.gates``'s."""
    return [_objection(finding) for finding in lint_notice(file, drafted)]


def passed_over(found: Iterable[Objection], reason: str) -> dict[str, Any]:
    """Return what the journal keeps of the warnings that are passed over, with the reason; nothing where there are none.

    Raises ``BadInput`` on the form's field ``pass_reason`` where a warning asks for a reason and there is none.
    """
    sentences = [objection.sentence for objection in found if objection.needs_reason]
    if sentences and not reason.strip():
        raise BadInput(NO_REASON.format(count=len(sentences)), "pass_reason")
    return {"passed_over": sentences, "pass_reason": reason} if sentences else {}


def _objection(finding: Finding) -> Objection:
    sentence = f"{finding.where}：{finding.sentence}"
    blocks = finding.level == "blocking"
    severity: Severity = "refusal" if blocks else "warning"
    return Objection(finding.article, sentence, severity=severity, needs_reason=not blocks)
