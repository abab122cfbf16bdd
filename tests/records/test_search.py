"""Finding requests: exactly what LIKE finds, in scope, newest first, and never behind what has been written."""

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.commands.invariants import words_indexed
from gov_requests.records import search, search_index
from gov_requests.records.attachments import Upload
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.cases import Case
from gov_requests.records.search import find
from gov_requests.records.search_index import engine_of, index_differences, rebuild_index, unindexed
from gov_requests.records.worklists import base
from gov_requests.refusals import Refusal
from tests import factories


@pytest.fixture
def office(database):
    return factories.Office()


def numbers(person, word, limit=50):
    return [row.number for row in find(person, word, base(), limit).rows]


def register(office, uploads=(), identity=(), **more):
    return factories.register(
        factories.registration(**more), list(uploads), list(identity), by=office.clerk
    ).case.number


# What is found ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "虚南",
        "南街",
        "大修",
        "街（一期",
        "文号〔2",
        "〔2025〕9号",
        "abc",
        "aBc-",
        "50%_",
        "\\虚",
        "'引号\"",
        "𠮷虚",
        "预算 明",
    ],
)
def test_any_two_characters_that_stand_together_are_found(office, word):
    text = "申请虚南街（一期）大修文号〔2025〕9号ABC-1、50%_\\虚'引号\"𠮷虚预算 明细"
    number = register(office, description=text)
    register(office, description="另一件虚构事项的材料。")
    assert numbers(office.clerk, word) == [number]


@pytest.mark.parametrize("word", ["南虚", "虚街", "大一", "5%", "虚_南", "%%", "__", "期大"])
def test_what_does_not_stand_together_is_not_found(office, word):
    register(office, description="申请虚南街（一期）大修50%_")
    assert numbers(office.clerk, word) == []


def test_number_hint_letter_applicant_and_names_of_files_are_looked_at(office):
    upload = Upload("虚构东里申请表扫描.pdf", factories.PDF)
    number = register(office, [upload], name="虚鲸鱼", document_hint="虚规发〔2024〕77号", title="虚标题文本")
    for word in (number, number[-4:], "鲸鱼", "规发〔2024〕77", "标题文", "东里申请表", "号-回"):
        assert numbers(office.clerk, word) == [number], word


def test_what_may_not_be_read_openly_is_not_looked_at(office):
    identity = [Upload("虚小明身份证正面.png", factories.PNG)]
    register(
        office, identity=identity, phone="010-77775555", email="xu@whale.example", address="虚构市虚构区鲸鱼胡同9号"
    )
    for word in ("证正面", "7777", "whale", "鲸鱼胡同", "990102198607210025", "9901"):
        assert numbers(office.clerk, word) == [], word


def test_the_newest_stands_first_and_a_full_page_says_that_there_is_more(office):
    registered = [register(office) for _ in range(4)]
    found = find(office.clerk, "虚构里", base(), 3)
    assert [row.number for row in found.rows] == registered[:0:-1]
    assert found.more
    assert not find(office.clerk, "虚构里", base(), 4).more


def test_one_character_is_looked_for_among_the_newest(office, monkeypatch):
    registered = [register(office, title=f"鲸{n}") for n in range(3)]
    assert numbers(office.clerk, "鲸") == registered[::-1]
    monkeypatch.setattr(search, "LOOKED_THROUGH", 2)
    found = find(office.clerk, "鲸", base())
    assert [row.number for row in found.rows] == registered[:0:-1]
    assert found.newest_only


@pytest.mark.parametrize("word", ["", " ", "\t\n", "\x00", "\u200b"])
def test_nothing_is_found_by_nothing(office, word):
    register(office)
    assert numbers(office.clerk, word) == []


# By whom ------------------------------------------------------------------------------------------------------------


def test_everybody_finds_what_the_own_scope_holds_and_nothing_else(office):
    other = factories.Office()
    mine, theirs = factories.assigned(office).case.number, factories.assigned(other).case.number
    others_handler = factories.person(Role.HANDLER, at=office.organ, of=office.section)
    for role in (Role.CLERK, Role.HANDLER, Role.SECTION_HEAD, Role.DISCLOSURE_HEAD):
        assert numbers(getattr(office, role), "虚构里") == [mine], role
    for person in (others_handler, office.secrecy_reviewer, office.signer, office.system_admin, office.audit_admin):
        assert numbers(person, "虚构里") == []
        assert numbers(person, "虚") == []
    assert set(numbers(office.district_supervisor, "虚构里")) >= {mine, theirs}


def test_without_the_scope_the_index_would_tell_of_others(office, monkeypatch):
    """The broken twin."""
    factories.assigned(office)
    monkeypatch.setattr(search, "scope", lambda *_: sa.true())
    assert numbers(office.signer, "虚构里")


# Kept up ------------------------------------------------------------------------------------------------------------


def test_what_an_act_writes_is_found_when_it_ends_and_not_when_it_failed(office):
    with pytest.raises(Refusal):
        register(office, [Upload("不能上传.exe", b"MZ")], description="申请公开鲸鱼保护名录。")
    assert numbers(office.clerk, "鲸鱼") == []
    register(office, description="申请公开鲸鱼保护名录。")
    assert len(numbers(office.clerk, "鲸鱼")) == 1


def test_a_letter_and_a_file_that_come_later_are_found(office):
    file = factories.delivered(office)
    letter = db.session.scalar(sa.text("SELECT max(number) FROM letters WHERE number NOT LIKE '%回%'"))
    assert numbers(office.clerk, letter) == [file.case.number]
    assert numbers(office.clerk, "批复文件.pdf") == [file.case.number]
    assert not list(index_differences())


def test_without_the_act_keeping_it_up_the_index_is_behind_and_check_says_so(office, monkeypatch):
    """The broken twin, and how it is mended."""
    monkeypatch.setattr(search_index, "index", lambda *_: 0)
    register(office, description="申请公开鲸鱼保护名录。")
    monkeypatch.undo()
    assert numbers(office.clerk, "鲸鱼") == []
    assert unindexed() == 1
    assert list(words_indexed()) == ["1 件申请不在检索索引中，查找时会漏：请运行 flask cases rebuild。"]
    assert len(list(index_differences())) == 1
    rebuild_index()
    assert len(numbers(office.clerk, "鲸鱼")) == 1
    assert unindexed() == 0
    assert not list(index_differences())


def test_an_index_that_lacks_a_single_word_is_found_out(office):
    number = register(office, description="申请公开鲸鱼保护名录。")
    register(office)
    case_id = db.session.scalar(sa.select(Case.id).where(Case.number == number, Case.organ_id == office.organ.id))
    with bookkeeping() as session:
        told = engine_of(session.connection())
        session.execute(told.empty)
        session.execute(told.write, {"id": case_id, "grams": told.as_parameter(["鲸鱼"])})
    assert unindexed() == 1
    assert len(list(index_differences())) == 2
    with bookkeeping() as session:
        changed = "UPDATE cases SET description = '申请公开海豚保护名录。' WHERE id = :id"
        session.execute(sa.text(changed), {"id": case_id})
    assert numbers(office.clerk, "鲸鱼") == []
