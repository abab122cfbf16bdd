"""Reviews and signature: bound to the very content, by other people than the drafter."""

from typing import Any

from gov_requests.documents.answers import letter_code, reviews_asked
from gov_requests.documents.issue import Signature, freeze, reply_letter, texts_standing
from gov_requests.documents.numbers import letter_number
from gov_requests.documents.readiness import objections_to, passed_over
from gov_requests.documents.signed_copy import signed_copy
from gov_requests.records import files
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.drafts import damaged_files, holding_review, latest_draft
from gov_requests.records.papers import Draft, Review
from gov_requests.records.returned import returned_for
from gov_requests.records.secrecy_rules import SECRECY
from gov_requests.refusals import LawObjects, NotAllowed
from gov_requests.review.keeping import keep_sheet
from gov_requests.review.sheets import Sheet
from gov_requests.statute.objections import Objection, refusals
from gov_requests.today import today

OWN_DRAFT = "不能审核自己的拟稿，请由另一人办理。"
OWN_SIGNATURE = "拟稿人不得签发自己的稿子，请由另一位签发人办理。"
CHANGED = "您看过之后稿子又有改动，请重新审阅。"


def review(
    ref: str,
    kind: str,
    *,
    passed: bool,
    opinion: str,
    seen: str,
    opened: Opened,
    sheet: Sheet | None = None,
) -> Casefile:
    """保密审查 or 法制审核 (``kind`` secrecy or legal) of the newest draft; ``seen`` is the content hash that was looked at.

    A 保密审查 is passed with its ``sheet`` only, each document reviewed singly; of several levels each by another person.
    """
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, f"{'pass' if passed else 'return'}_{kind}", opened)
        draft = _draft(file, seen)
        if draft.drafter_id == opened.by.id:
            raise NotAllowed(OWN_DRAFT)
        _refuse_damaged(draft)
        row = Review(
            case_id=file.case.id,
            draft_id=draft.id,
            kind=kind,
            content_hash=draft.content_hash,
            passed=passed,
            opinion=opinion,
            findings={},
            reviewer_id=opened.by.id,
            reviewed_at=act.at,
        )
        level = keep_sheet(file, draft, row, sheet or Sheet({}), opened.by) if kind == SECRECY else {}
        db.session.add(row)
        told: dict[str, Any] = {"version": draft.version, "content_hash": draft.content_hash, "opinion": opinion}
        file.record(act, f"{kind}_{'passed' if passed else 'returned'}", **told | level)
    return file


def sign(ref: str, *, opinion: str, seen: str, opened: Opened, pass_reason: str = "") -> Casefile:
    """签发: allocate the 文号, freeze the content by hash, print the PDF. The drafter may not sign.

    A warning about the letter's words is passed over with ``pass_reason``, which the journal keeps; lateness asks for none.
    """
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "sign", opened)
        draft = _draft(file, seen)
        if draft.drafter_id == opened.by.id:
            raise NotAllowed(OWN_SIGNATURE)
        _refuse_damaged(draft)
        found = objections_to_signing(file, draft)
        if objections := refusals(found):
            raise LawObjects(objections)
        _freeze(file, draft, {"opinion": opinion, **passed_over(found, pass_reason)}, opened, act)
    return file


def _freeze(file: Casefile, draft: Draft, told: dict[str, Any], opened: Opened, act: Act) -> None:
    number = letter_number(file.case, letter_code(draft), today())
    letter = reply_letter(file, draft, number=number, dated=today())
    copy = returned_for(file.entries, draft)
    filled = None
    if copy is not None:
        letter, filled = signed_copy(letter, files.read(copy.sha256))
    signature = Signature(draft.id, draft.drafter_id, opened.by.id)
    row = freeze(file, letter, at=act.at, signature=signature, returned=filled)
    if copy is not None:
        told = told | {"docx": row.docx_sha256, "returned": copy.sha256}
    file.record(
        act,
        "signed",
        happened_on=row.dated,
        version=draft.version,
        number=number,
        content_hash=row.content_hash,
        pdf=row.pdf_sha256,
        texts=texts_standing(file),
        **told,
    )


def send_back(ref: str, *, opinion: str, seen: str, opened: Opened) -> Casefile:
    """签发退回 with the reason."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "return_signature", opened)
        draft = _draft(file, seen)
        file.record(act, "signature_returned", version=draft.version, opinion=opinion)
    return file


def objections_to_signing(file: Casefile, draft: Draft) -> list[Objection]:
    """Return what stands against signing the draft, reviews that do not hold for it among it."""
    return objections_to(
        file, draft, [kind for kind in reviews_asked(draft) if holding_review(draft, kind) is not None]
    )


def _draft(file: Casefile, seen: str) -> Draft:
    draft = latest_draft(file.case.id)
    if draft is None:
        raise NotAllowed("没有可审的稿子。")
    if draft.content_hash != seen:
        raise NotAllowed(CHANGED)
    return draft


def _refuse_damaged(draft: Draft) -> None:
    damaged = damaged_files(draft)
    if damaged:
        raise NotAllowed(f"文件“{damaged[0]}”与登记的哈希不符，不能审核。请承办人重新上传。")
