"""Plain functions that make what a test needs, through the acts that people use."""

import base64
import secrets
from datetime import date
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan, NewPerson, add_organ, add_person, add_section
from gov_requests.demo.sheets import sound_sheet
from gov_requests.documents.pages import Survey
from gov_requests.handling.actions import Finding, assign, record_search
from gov_requests.intake.actions import Registration, register
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up
from gov_requests.records.cases import CaseState
from gov_requests.records.drafts import latest_draft
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.secrecy import SecrecyRules
from gov_requests.records.secrecy_rules import FACILITIES, NAMES_FROM
from gov_requests.records.severings import Severing
from gov_requests.replies.actions import Handover, Writing, deliver, save_draft, submit
from gov_requests.review.actions import review, sign
from gov_requests.severing.actions import Source, take
from gov_requests.today import today

PASSWORD = "Test-only-2026"
_number = count(1)
#: One grey pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
#: The smallest file that passes for a PDF.
PDF = b"%PDF-1.4\n% a test's paper\n%%EOF\n"


def paper(size: int) -> bytes:
    """Return a PDF unlike any other, of about as many bytes."""
    return PDF.replace(b"paper", secrets.token_hex(size // 2).encode())


def organ(code: str | None = None, **more: Any) -> Organ:
    """Return a new organ."""
    n = next(_number)
    return add_organ(
        NewOrgan(
            **{
                "code": code or f"O{n}",
                "name": f"虚构区第{n}局",
                "short": f"虚{n}公开",
                "reviewing_organ": "虚构区人民政府",
                "court": "虚构区人民法院",
                **more,
            }
        ),
        by="test",
    )


def section(of: Organ, name: str | None = None) -> Section:
    """Return a new section of an organ."""
    return add_section(of, name or f"第{next(_number)}科", by="test")


def person(
    role: str | Role = Role.CLERK,
    *,
    at: Organ | None = None,
    of: Section | None = None,
    roles: Any = (),
    may_stay: bool = True,
) -> Person:
    """Return a new person with a role (or ``roles``); unless it may stay, the password must be changed at first sign-in."""
    at = at or organ()
    held = frozenset(map(Role, roles or [role]))
    of = of or (section(at) if held & {Role.HANDLER, Role.SECTION_HEAD} else None)
    n = next(_number)
    new = NewPerson(
        username=f"p{n}", name=f"虚构{n}", password=PASSWORD, roles=held, section=of, password_may_stay=may_stay
    )
    return add_person(at, new, by="test")


def sign_in(client: FlaskClient, who: Person) -> FlaskClient:
    """Sign ``who`` in on ``client`` the way a browser does."""
    page = client.get("/login").get_data(as_text=True)
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    answer = client.post("/login", data={"csrf_token": token, "username": who.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return client


class Office:
    """An organ with one person a role, each made when a test first asks for one: enough to take a request from counter to delivery."""

    def __init__(self, code: str | None = None) -> None:
        self.organ = organ(code)
        self.section = section(self.organ, "业务科")

    def __getattr__(self, name: str) -> Person:
        if name not in set(Role):
            raise AttributeError(name)
        role = Role(name)
        place = self.section if role in (Role.HANDLER, Role.SECTION_HEAD) else None
        setattr(self, name, person(role, at=self.organ, of=place))
        found: Person = self.__dict__[name]
        return found

    def full(self) -> "Office":
        """Make everybody now: for tests that ask for people in another thread, or count what is written."""
        for role in Role:
            getattr(self, role.value)
        return self


def registration(**changed: Any) -> Registration:
    """Return what a clerk types for an ordinary request."""
    return Registration(
        **{
            "channel": "in_person",
            "arrived_on": today(),
            "kind": "natural_person",
            "name": "虚小明",
            "id_type": "居民身份证",
            "id_number": "990102198607210025",
            "phone": "010-00000001",
            "address": "虚构市虚构区虚构胡同12号",
            "postcode": "100032",
            "description": "申请公开虚构里小区综合整治项目的实施方案批复文件。",
            "medium": "纸质",
            "delivery": "自行领取",
            **changed,
        }
    )


def registered(office: Office, **changed: Any) -> Casefile:
    """Return a request that the office's clerk has registered."""
    return register(registration(**changed), [], by=office.clerk)


def ref_of(file: Casefile) -> str:
    """Return how URLs of the organ's people name the request."""
    return file.case.number


def look(office: Office, file: Casefile) -> Casefile:
    """Return a request as it stands now."""
    return look_up(ref_of(file), office.disclosure_head)


def assigned(office: Office, **changed: Any) -> Casefile:
    """Return a request that waits for the handler's search."""
    file = registered(office, **changed)
    return assign(ref_of(file), office.handler.id, "请按期办理", Opened(office.clerk))


def searched(
    office: Office, *, found: bool = True, places: tuple[str, ...] = ("业务科档案柜", "机关档案室"), **changed: Any
) -> Casefile:
    """Return a request whose information has been searched for."""
    file = assigned(office, **changed)
    for place in places:
        finding = Finding(
            place=place,
            method="查阅目录",
            terms="综合整治、批复",
            searched_by="虚构承办",
            searched_on=today(),
            found=found,
            result="检索到批复文件一份。" if found else "未检索到。",
        )
        file = record_search(ref_of(file), finding, [], Opened(office.handler))
    return file


def severed_from(office: Office, ref: str, scan: bytes = PNG) -> Severing:
    """Begin the severing of a scan of one page."""
    seen = Survey(pages=["none"], of=1)
    return take(ref, Source(Upload(f"扫描件{next(_number)}.png", scan)), seen, Opened(office.handler))


def drafted(office: Office, kind: str = "disclosed", **changed: Any) -> Casefile:
    """Return a request with a complete draft of a kind."""
    file = searched(office, found=kind != "not_held", **changed)
    withheld = (
        {"part": "经办人手机号码", "ground": "third_party_rights", "reason": "属于个人隐私，公开会损害其合法权益。"},
    )
    writing = Writing(
        reply_kind=kind,
        finding="经检索，情况如下。",
        reasons="该文件由本机关制作，现依照规定答复。",
        withheld=withheld if kind == "partly_disclosed" else (),
    )
    uploads = [] if kind == "not_held" else [Upload("批复文件.pdf", PDF)]
    return save_draft(ref_of(file), writing, uploads, Opened(office.handler))


def submitted(office: Office, kind: str = "disclosed", **changed: Any) -> Casefile:
    """Return a request whose draft has been sent to review."""
    file = drafted(office, kind, **changed)
    return submit(ref_of(file), Opened(office.handler))


def reviewed(office: Office, kind: str = "disclosed", **changed: Any) -> Casefile:
    """Return a request that waits for its signature."""
    file = submitted(office, kind, **changed)
    for name in list(file.progress.reviews):
        file = pass_review(office, file, name)
    return file


def pass_review(office: Office, file: Casefile, name: str) -> Casefile:
    """Pass one review by the office's reviewer."""
    reviewer = getattr(office, f"{name}_reviewer")
    return passed_by(file, reviewer, name)


def passed_by(file: Casefile, reviewer: Person, name: str = "secrecy", *, passed: bool = True) -> Casefile:
    """Return a request with a review by this person: the whole sheet where it is a 保密审查."""
    draft = latest_draft(file.case.id)
    sheet = sound_sheet(draft) if name == "secrecy" else None
    more = {"opinion": "意见。", "seen": draft.content_hash, "opened": Opened(reviewer), "sheet": sheet}
    return review(ref_of(file), name, passed=passed, **more)


def review_levels(office: Office, levels: list[str], by: list[Person]) -> None:
    """Let an organ review at these levels from now on (none: at one), as two people set it."""
    proposer, approver = by
    with one_act(approver) as act:
        rules = SecrecyRules(
            organ_id=office.organ.id,
            levels=levels,
            names_from=NAMES_FROM,
            facilities=list(FACILITIES),
            proposed_by=proposer.id,
            approved_by=approver.id,
            approved_at=act.at,
        )
        db.session.add(rules)
        act.note("review_rules_set")


def delivered_by(office: Office, reviewers: tuple[Person, ...], **changed: Any) -> Casefile:
    """Return a request that was answered and closed, its 保密审查 done by these people, one a level."""
    file = submitted(office, **changed)
    for reviewer in reviewers:
        file = passed_by(file, reviewer)
    file = pass_review(office, file, "legal")
    sign(ref_of(file), opinion="", seen=latest_draft(file.case.id).content_hash, opened=Opened(office.signer))
    handover = Handover(method="in_person", counted_on=today(), recipient="虚小明")
    return deliver(ref_of(file), handover, [], Opened(office.clerk))


def signed(office: Office, kind: str = "disclosed", **changed: Any) -> Casefile:
    """Return a request whose reply has been signed."""
    file = reviewed(office, kind, **changed)
    return sign(ref_of(file), opinion="", seen=latest_draft(file.case.id).content_hash, opened=Opened(office.signer))


def delivered(office: Office, kind: str = "disclosed", on: date | None = None, **changed: Any) -> Casefile:
    """Return a request that has been answered and closed."""
    file = signed(office, kind, **changed)
    handover = Handover(method="in_person", counted_on=on or today(), recipient="虚小明")
    return deliver(ref_of(file), handover, [], Opened(office.clerk))


def db_stage(file: Casefile) -> str:
    """Return the stage as the projection has it now."""
    db.session.expire_all()
    return db.session.get_one(CaseState, file.case.id).stage
