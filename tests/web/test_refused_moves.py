"""Every refusal of the table of moves: out of order, by the wrong person, on a stale page, on a closed case.

Refused in a sentence, nothing half done, what was typed kept. One request stands in each stage, made once for the module.
"""

from contextlib import suppress
from itertools import product

import pytest
import sqlalchemy as sa

from gov_requests.access import MATRIX, Role, Scope
from gov_requests.moves import MOVES
from gov_requests.procedure import ORDER, Stage, refusal
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up, take_up
from gov_requests.records.cases import CaseState
from gov_requests.records.journal import ChainHead, JournalRow
from gov_requests.refusals import NotAllowed, NotFound, SomeoneElseActed
from tests import factories
from tests.support.databases import rolled_back
from tests.support.filled_in import filled_in
from tests.support.typing_in import text

WAITING = {
    Stage.REGISTERED: factories.registered,
    Stage.SEARCHING: factories.assigned,
    Stage.DRAFTING: factories.drafted,
    Stage.SECRECY_REVIEW: factories.submitted,
    Stage.LEGAL_REVIEW: lambda office: factories.submitted(office, "not_held"),
    Stage.SIGNING: lambda office: factories.reviewed(office, "not_held"),
    Stage.DELIVERING: lambda office: factories.signed(office, "not_held"),
    Stage.CLOSED: lambda office: factories.delivered(office, "not_held"),
}
WRONG = [(move, stage) for move, stage in product(MOVES, ORDER) if stage not in move.sources]
TYPED = "这句话不能丢。"


class Stages:
    """An office with a request in each stage, and another office's people."""

    def __init__(self):
        self.office, self.foreign = factories.Office().full(), factories.Office().full()
        self.colleague = factories.person(Role.HANDLER, at=self.office.organ, of=self.office.section)
        self.numbers = {stage: made(self.office).case.number for stage, made in WAITING.items()}


@pytest.fixture(scope="module")
def built(settled):
    return settled(Stages)


@pytest.fixture
def stages(built, attached):
    app, made = built
    with rolled_back(app):
        for part in (made.office, made.foreign, made):
            attached(part)
        yield made


def as_it_stands():
    """What would show that something was done: the journal's end, and every projection."""
    db.session.expire_all()
    states = db.session.execute(sa.select(CaseState.__table__).order_by(CaseState.case_id)).all()
    head = db.session.execute(sa.select(ChainHead.__table__)).all()
    return db.session.scalar(sa.select(sa.func.count()).select_from(JournalRow)), head, states


@pytest.mark.parametrize(("move", "stage"), WRONG, ids=[f"{move.act}-{stage}" for move, stage in WRONG])
def test_a_move_out_of_order_is_refused_in_a_sentence_and_leaves_nothing(stages, move, stage):
    office, before = stages.office, as_it_stands()
    with pytest.raises(NotAllowed) as refused, one_act(office.disclosure_head) as act:
        look_up(stages.numbers[stage], office.disclosure_head).record(act, move.kind, version=1)
    assert refused.value.sentences == (refusal(move, stage),)
    assert as_it_stands() == before


def test_a_house_that_does_not_ask_the_table_is_caught(stages, monkeypatch):
    """The broken twin: the record is written whatever the stage."""
    monkeypatch.setattr("gov_requests.records.casefile.refusal", lambda _move, _stage: None)
    before = as_it_stands()
    with one_act(stages.office.disclosure_head) as act:
        look_up(stages.numbers[Stage.CLOSED], stages.office.disclosure_head).record(act, "itemised", items=[])
    assert as_it_stands() != before


def wrong_people(stages, move):
    """Whoever may not make a move on this office's requests, worked out from the matrix alone."""
    granted = MATRIX[move.action]
    yield from (getattr(stages.office, role.value) for role in Role if role not in granted)
    yield from (getattr(stages.foreign, role.value) for role in granted if granted[role] is not Scope.DISTRICT)
    if granted.get(Role.HANDLER) is Scope.OWN:
        yield stages.colleague


@pytest.mark.parametrize("move", MOVES, ids=[move.act for move in MOVES])
def test_a_move_by_the_wrong_person_finds_no_such_request(stages, move):
    number = stages.numbers[min(move.sources, key=ORDER.index)]
    asked = list(wrong_people(stages, move))
    assert len(asked) > len(Role) // 2
    for person in asked:
        with pytest.raises(NotFound):
            take_up(number, move.act, Opened(person))


def test_a_house_without_scope_is_caught(stages, monkeypatch):
    """The broken twin: whoever knows a number finds the request."""
    monkeypatch.setattr("gov_requests.records.casefile.scope", lambda *_asked: sa.true())
    assert take_up(stages.numbers[Stage.DELIVERING], "assign", Opened(stages.office.signer)) is not None


def taken_up(stages, move) -> tuple[Casefile, Opened]:
    """Take a request up for a move, by the first of the office's people who may, in the first of its stages."""
    for stage, role in product(sorted(move.sources, key=ORDER.index), MATRIX[move.action]):
        opened = Opened(getattr(stages.office, role.value))
        with suppress(NotFound):
            return take_up(stages.numbers[stage], move.act, opened), opened
    raise AssertionError(move.act)


@pytest.mark.parametrize("move", MOVES, ids=[move.act for move in MOVES])
def test_each_move_is_somebodys_and_a_stale_page_is_told_that_somebody_acted(stages, move):
    file, opened = taken_up(stages, move)
    before = as_it_stands()
    with pytest.raises(SomeoneElseActed, match="别人刚办理了这件申请"):
        take_up(file.case.number, move.act, Opened(opened.by, version=file.version - 1))
    assert take_up(file.case.number, move.act, Opened(opened.by, version=file.version)).version == file.version
    assert as_it_stands() == before


#: The pages that lead to a move: who opens it, where, in which stage it may be made, and what is typed.
PAGES = {
    "assign": ("clerk", "/handling/{}/assign", Stage.REGISTERED, {"note": TYPED}),
    "transfer": ("section_head", "/handling/{}/transfer", Stage.DRAFTING, {"note": TYPED}),
    "return_assignment": ("handler", "/handling/{}/return", Stage.DRAFTING, {"reason": TYPED}),
    "search": (
        "handler",
        "/handling/{}/search",
        Stage.SEARCHING,
        {"place": "档案室", "method": "目录", "terms": "批复", "found": "no", "result": TYPED},
    ),
    "itemise": ("handler", "/handling/{}/items", Stage.SEARCHING, {"items": f"第一项\n{TYPED}"}),
    "answer_step": (
        "handler",
        "/handling/{}/steps/1",
        Stage.SEARCHING,
        {"answer": "clear", "finding": TYPED, "act": "next"},
    ),
    "draft": (
        "handler",
        "/replies/{}/draft",
        Stage.DRAFTING,
        {"reply_kind": "petition", "finding": TYPED, "said-channels": "区信访办公室", "act": "save"},
    ),
    "submit": ("handler", "/replies/{}/submit", Stage.DRAFTING, {}),
    "pass_legal": ("legal_reviewer", "/review/{}/legal", Stage.LEGAL_REVIEW, {"conclusion": "pass", "opinion": TYPED}),
    "sign": ("signer", "/review/{}/sign", Stage.SIGNING, {"conclusion": "pass", "opinion": TYPED}),
    "deliver": (
        "clerk",
        "/replies/{}/delivery",
        Stage.DELIVERING,
        {"method": "in_person", "recipient": TYPED, "act": "save"},
    ),
    "draft_notice": (
        "handler",
        "/notices/{}/draft/reasons",
        Stage.SEARCHING,
        {"finding": TYPED, "reply_by": "2099-01-04", "act": ""},
    ),
}


def opened_page(built, stages, act, stage):
    """Return a browser on the page of a move, its address, and its form filled in."""
    role, tail, _right, typed = PAGES[act]
    client = factories.sign_in(built[0].test_client(), getattr(stages.office, role))
    address = tail.format(stages.numbers[stage])
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    filled = filled_in(text(page)) | typed
    if "searched_on" in filled:
        filled["searched_on"] = factories.today().isoformat()
    if "handler" in filled:
        filled["handler"] = str(stages.office.handler.id)
    return client, address, filled, text(page)


@pytest.mark.parametrize("act", PAGES)
def test_on_a_closed_case_a_page_says_so_and_a_form_that_comes_all_the_same_is_refused_with_its_typing(
    built, stages, act
):
    client, address, filled, page = opened_page(built, stages, act, Stage.CLOSED)
    assert "现在不能办：申请已办结。" in page
    before = as_it_stands()
    refused = client.post(address, data=filled)
    assert refused.status_code in (409, 422), refused.status_code
    assert "申请已办结" in text(refused) or "办结，不能再" in text(refused)
    assert not PAGES[act][3] or TYPED in text(refused)
    assert as_it_stands() == before


@pytest.mark.parametrize("act", sorted(set(PAGES) - {"deliver", "pass_legal"}))
def test_a_page_that_is_too_late_says_what_has_passed_and_a_form_is_refused_with_its_typing(built, stages, act):
    client, address, filled, page = opened_page(built, stages, act, Stage.DELIVERING)
    assert "现在不能办：已过" in page
    before = as_it_stands()
    refused = client.post(address, data=filled)
    assert refused.status_code in (409, 422), refused.status_code
    assert "环节，现在是送达。" in text(refused)
    assert not PAGES[act][3] or TYPED in text(refused)
    assert as_it_stands() == before


@pytest.mark.parametrize("act", PAGES)
def test_a_stale_page_is_refused_with_its_typing_and_can_then_be_sent(built, stages, act):
    client, address, filled, _page = opened_page(built, stages, act, PAGES[act][2])
    before = as_it_stands()
    stale = filled | {"version": str(int(filled["version"]) - 1)}
    refused = client.post(address, data=stale)
    assert refused.status_code == 409, refused.status_code
    assert "没有保存：别人刚办理了这件申请" in text(refused)
    assert not PAGES[act][3] or TYPED in text(refused)
    assert as_it_stands() == before
    again = filled_in(text(refused)) | {name: filled[name] for name in PAGES[act][3]}
    assert client.post(address, data=again).status_code == 302
    assert as_it_stands() != before
