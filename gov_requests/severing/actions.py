"""A file is gone through, its places are decided, what is left is made into a file of its own. Each is one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gov_requests.documents.pages import Box, Survey
from gov_requests.records import files
from gov_requests.records.attachments import Upload, attach, attach_own
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.papers import Attachment
from gov_requests.records.severings import (
    BOX,
    LOOKED,
    NUMBER,
    ORIGINAL,
    SEVERED,
    WHOLE,
    SeveredFile,
    Severing,
    SeveringDecision,
    Standing,
    severing,
    severings_of,
    standing_file,
)
from gov_requests.refusals import BadInput, LawObjects, NotAllowed, NotFound
from gov_requests.statute.severing import to_releasing

PDF = "application/pdf"
NOT_THERE = "没有这份区分处理记录。"
ALREADY = "这份文件已经在做区分处理，请接着办理。"
WITHHELD = "这份文件已定为整份不予公开，不能再逐处决定。"


@dataclass(frozen=True, slots=True)
class Source:
    """The file to be gone through: uploaded now, or one that the request has."""

    upload: Upload | None = None
    attachment: Attachment | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.upload.filename if self.upload else self.attachment.filename if self.attachment else ""

    @property
    def content(self) -> bytes:
        """What it holds."""
        return self.upload.content if self.upload else files.read(self.attachment.sha256) if self.attachment else b""


def take(ref: str, source: Source, seen: Survey, opened: Opened) -> Severing:
    """Open the record of a file that has been looked through (``seen``)."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "sever", opened)
        kept = source.attachment or attach(file.case, [_upload(source)], purpose=ORIGINAL, by=opened.by, at=act.at)[0]
        if any(one.severing.source_sha256 == kept.sha256 for one in severings_of(file.case.id)):
            raise NotAllowed(ALREADY)
        db.session.flush()
        row = Severing(
            case_id=file.case.id,
            attachment_id=kept.id,
            source_sha256=kept.sha256,
            pages=seen.pages,
            found=[
                {
                    "page": one.page,
                    "kind": one.kind,
                    "shown": one.shown,
                    "boxes": [list(box) for box in one.boxes],
                    "same_as": one.same_as,
                }
                for one in seen.found
            ],
            opened_by=opened.by.id,
            opened_at=act.at,
        )
        db.session.add(row)
        file.record(
            act,
            "severing_opened",
            title=kept.filename,
            sha256=kept.sha256,
            pages=len(seen.pages),
            found=len(seen.found),
            without_text=seen.pages.count("none"),
        )
    return row


def _upload(source: Source) -> Upload:
    if source.upload is None:
        raise BadInput("请选择要区分处理的文件。", "files")
    return source.upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decided, of how many places it may be. ``numbers``, ``boxes_again``: which of those on record."""

    covered: bool
    ground: str = ""
    reason: str = ""
    numbers: frozenset[int] = frozenset()
    #: New places, by page; and boxes whose ground is given anew.
    boxes: tuple[tuple[int, Box], ...] = ()
    boxes_again: frozenset[int] = frozenset()


def rule(ref: str, severing_id: int, ruling: Ruling, opened: Opened) -> Casefile:
    """第三十七条: decide places of a file: what is covered with its ground and reason, which numbers are left and why."""
    with one_act(opened.by, opened.key) as act:
        file, standing = _taken(ref, severing_id, "decide_severing", opened)
        if standing.withheld:
            raise NotAllowed(WITHHELD)
        said = {"covered": ruling.covered, "ground": ruling.ground or None, "reason": ruling.reason}
        decide = _Decider(act, standing, opened.by.id)
        for number in sorted(ruling.numbers):
            page, before = standing.severing.found[number]["page"], standing.numbers.get(number)
            decide(NUMBER, page=page, number=number, supersedes_id=before.id if before else None, **said)
        for page, box in ruling.boxes:
            decide(BOX, page=page, box=list(box), **said)
        for row in standing.boxes:
            if row.id in ruling.boxes_again:
                decide(BOX, page=row.page, box=row.box, supersedes_id=row.id, **said)
        if not decide.count:
            raise BadInput("请先选号码、画方框或者选整页。", "conclusion")
        _note(file, act, standing, "covered" if ruling.covered else "left", decide, said)
    return file


def lift(ref: str, severing_id: int, boxes: frozenset[int], opened: Opened) -> Casefile:
    """Take boxes away: each by a further row."""
    with one_act(opened.by, opened.key) as act:
        file, standing = _taken(ref, severing_id, "decide_severing", opened)
        decide = _Decider(act, standing, opened.by.id)
        for row in standing.boxes:
            if row.id in boxes:
                decide(BOX, page=row.page, box=row.box, covered=False, reason="", supersedes_id=row.id)
        if not decide.count:
            raise BadInput("请先选要撤下的方框。", "chosen")
        _note(file, act, standing, "lifted", decide, {})
    return file


def look(ref: str, severing_id: int, page: int, opened: Opened) -> Casefile:
    """人工逐页看过: a person went through the page by eye."""
    with one_act(opened.by, opened.key) as act:
        file, standing = _taken(ref, severing_id, "decide_severing", opened)
        if page in standing.looked:
            raise NotAllowed(f"第 {page} 页已经确认看过。")
        decide = _Decider(act, standing, opened.by.id)
        decide(LOOKED, page=page, covered=False, reason="")
        _note(file, act, standing, "looked", decide, {"page": page})
    return file


def withhold(ref: str, severing_id: int, ground: str, reason: str, opened: Opened) -> Casefile:
    """整份不予公开, with ground and why nothing can be severed; without a ground: that is taken back."""
    with one_act(opened.by, opened.key) as act:
        file, standing = _taken(ref, severing_id, "decide_severing", opened)
        if standing.withheld == bool(ground):
            raise NotAllowed("与现在的决定相同，没有改动。")
        decide = _Decider(act, standing, opened.by.id)
        before = standing.whole.id if standing.whole else None
        decide(WHOLE, covered=bool(ground), ground=ground or None, reason=reason, supersedes_id=before)
        said = {"ground": ground or None, "reason": reason}
        _note(file, act, standing, "withheld" if ground else "given_again", decide, said)
    return file


class _Decider:
    """Adds decisions on a file, counted; what was made by the former ones is withdrawn: it is out of date."""

    def __init__(self, act: Act, standing: Standing, person_id: int) -> None:
        self.act, self.standing, self.person_id, self.count = act, standing, person_id, 0

    def __call__(self, what: str, **decided: object) -> None:
        """Add one."""
        if not self.count:
            withdraw(self.standing.severing.id, self.act)
        self.count += 1
        row = SeveringDecision(
            **{
                "severing_id": self.standing.severing.id,
                "what": what,
                "decided_by": self.person_id,
                "decided_at": self.act.at,
                **decided,
            }
        )
        db.session.add(row)


def withdraw(severing_id: int, act: Act) -> None:
    """Withdraw what was made of a file, if anything stands."""
    made = standing_file(severing_id)
    if made is not None:
        made.attachment.withdrawn_at = act.at


def _note(file: Casefile, act: Act, standing: Standing, what: str, decide: _Decider, said: Mapping[str, Any]) -> None:
    told = {name: value for name, value in said.items() if name != "covered"}
    file.record(
        act, "severing_decided", title=standing.severing.source.filename, what=what, places=decide.count, **told
    )


def make(ref: str, severing_id: int, seen: str, content: bytes, pages: int, opened: Opened) -> Casefile:
    """第三十七条: keep what was made of a file, if every place is decided. ``seen``: the digest of the decisions it was made by."""
    with one_act(opened.by, opened.key) as act:
        file, standing = _taken(ref, severing_id, "make_severed", opened)
        refuse_unfit(standing)
        if standing.digest != seen:
            raise NotAllowed("生成期间遮盖又有改动，请重新生成。")
        withdraw(severing_id, act)
        title = standing.severing.source.filename.rpartition(".")[0] or standing.severing.source.filename
        made = Upload(f"{title}（区分处理）.pdf", content)
        kept = attach_own(file.case, made, PDF, purpose=SEVERED, by=opened.by, at=act.at)
        db.session.flush()
        db.session.add(
            SeveredFile(
                severing_id=severing_id,
                attachment_id=kept.id,
                sha256=kept.sha256,
                pages=pages,
                decisions_hash=seen,
                made_by=opened.by.id,
                made_at=act.at,
            )
        )
        file.record(
            act,
            "severed",
            title=kept.filename,
            sha256=kept.sha256,
            source=standing.severing.source_sha256,
            pages=pages,
            covered=len(standing.covering),
        )
    return file


def refuse_unfit(standing: Standing) -> None:
    """Raise ``LawObjects`` while something stands against giving the file out."""
    objections = to_releasing(standing.severed)
    if objections:
        raise LawObjects(objections)


def _taken(ref: str, severing_id: int, act: str, opened: Opened) -> tuple[Casefile, Standing]:
    file = take_up(ref, act, opened)
    return file, of(file, severing_id)


def of(file: Casefile, severing_id: int) -> Standing:
    """Return a record of the request. Raises ``NotFound``."""
    found = severing(file.case.id, severing_id)
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def sources_of(file: Casefile, attachments: Sequence[Attachment]) -> list[Attachment]:
    """Return those of the request's attachments that can be gone through and have not been."""
    taken = {one.severing.source_sha256 for one in severings_of(file.case.id)}
    return [one for one in attachments if one.sha256 not in taken]
