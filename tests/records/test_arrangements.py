"""An arrangement is imported by two people, journalled, and moves every open date that it touches."""

import json
import re
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from gov_requests import workdays
from gov_requests.arrangements.actions import propose_import
from gov_requests.records.arrangements import import_in, unaccounted
from gov_requests.records.base import one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Opened
from gov_requests.records.journal import JournalRow
from gov_requests.records.moving import DISPUTES, Disputes, Moved, disputes_moved_by, moved_by
from gov_requests.records.open_lives import CALENDAR_COLUMNS
from gov_requests.records.projection import calendar_columns
from gov_requests.records.proposable import approve
from gov_requests.records.proposals import Proposal
from gov_requests.records.rebuild import differences
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received
from gov_requests.today import SHANGHAI, clock_set_to
from gov_requests.workdays import WorkdayCalendar
from gov_requests.workdays.arrangement import arrangement_from
from tests import factories

DECEMBER = datetime(2026, 12, 14, 10, 0, tzinfo=SHANGHAI)
#: A year as it might be arranged: New Year's holiday bridged to Sunday 3 January.
FICTIONAL_2027 = {
    "year": 2027,
    "source": "虚构的通知",
    "notice": "国办发明电〔虚构〕1号",
    "off": [
        *(
            "2027-01-01",
            "2027-01-02",
            "2027-01-03",
            "2027-01-04",
            "2027-02-05",
            "2027-02-06",
            "2027-02-07",
            "2027-02-08",
        ),
        *(
            "2027-04-05",
            "2027-05-01",
            "2027-05-02",
            "2027-06-09",
            "2027-09-15",
            "2027-10-01",
            "2027-10-02",
            "2027-10-03",
        ),
    ],
    "work": [],
}


def test_a_preview_names_each_request_that_moves_and_the_letters_that_told_the_old_date(database):
    office = factories.Office()
    with clock_set_to(DECEMBER):
        file = factories.registered(office)
        assert file.state.provisional
        trial = WorkdayCalendar({**calendar().arrangements, 2027: arrangement_from(FICTIONAL_2027)})
        moved = moved_by(trial)
    assert [(row.number, row.due_before, len(row.letters)) for row in moved] == [
        (file.case.number, file.state.due_on, 1)
    ]
    assert "登记回执" in moved[0].letters[0]
    assert moved[0].due_days == moved[0].safe_days == 1
    assert moved[0].due_after != moved[0].due_before


def test_an_import_waits_for_another_person_and_then_moves_the_dates(own_app):
    with own_app.app_context(), clock_set_to(DECEMBER):
        office = factories.Office()
        file = factories.registered(office)
        number, before = file.case.number, file.state.due_on
        text = json.dumps(FICTIONAL_2027)
        propose_import(text, "国务院办公厅已公布", Opened(office.disclosure_head))
        assert not workdays.versions(2027, own_app.config["DATA_DIR"])
        waiting = factories.db.session.scalars(sa.select(Proposal)).one()
        with pytest.raises(NotAllowed, match="自己"):
            approve(waiting.id, note="", by=office.disclosure_head)
        approve(waiting.id, note="与通知一致", by=office.legal_reviewer)
        assert [kept.version for kept in workdays.versions(2027, own_app.config["DATA_DIR"])] == [1]
        after = factories.look_up(number, office.clerk)
        assert after.state.due_on > before
        assert not after.state.provisional
        kinds = factories.db.session.scalars(sa.select(JournalRow.kind)).all()
        assert "arrangement_imported" in kinds
        assert list(differences()) == []


def test_a_notice_that_leaves_a_statutory_holiday_out_is_refused_with_the_day(database):
    office = factories.Office()
    text = json.dumps({**FICTIONAL_2027, "off": FICTIONAL_2027["off"][1:]})
    with pytest.raises(BadInput, match="01-01"):
        propose_import(text, "x", Opened(office.disclosure_head))


def test_an_import_that_does_not_come_to_stand_leaves_neither_file_nor_moved_date(own_app, monkeypatch):
    with own_app.app_context(), clock_set_to(DECEMBER):
        office = factories.Office()
        file = factories.registered(office)
        number, before = file.case.number, file.state.due_on
        propose_import(json.dumps(FICTIONAL_2027), "国务院办公厅已公布", Opened(office.disclosure_head))
        waiting = factories.db.session.scalars(sa.select(Proposal)).one()

        def broken(_act):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr("gov_requests.records.base._write_journal", broken)
        with pytest.raises(RuntimeError, match="disk"):
            approve(waiting.id, note="", by=office.legal_reviewer)
        assert not workdays.versions(2027, own_app.config["DATA_DIR"])
        assert factories.look_up(number, office.clerk).state.due_on == before
        assert list(unaccounted()) == []
        assert list(differences()) == []


def test_the_command_takes_its_file_back_when_the_act_fails(own_app, monkeypatch, tmp_path):
    notice = tmp_path / "notice.json"
    notice.write_text(json.dumps(FICTIONAL_2027), encoding="utf-8")

    def broken(_act):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("gov_requests.records.base._write_journal", broken)
    done = own_app.test_cli_runner().invoke(args=["workdays", "import", str(notice)])
    assert isinstance(done.exception, RuntimeError)
    assert not workdays.versions(2027, own_app.config["DATA_DIR"])


def test_a_version_without_its_journal_row_and_a_row_without_its_version_are_told(own_app):
    with own_app.app_context(), clock_set_to(DECEMBER):
        factories.Office()
        data_dir = own_app.config["DATA_DIR"]
        with one_act("test") as act:
            import_in(act, FICTIONAL_2027, by="test")
        assert list(unaccounted()) == []
        kept = data_dir / "workdays" / "2027-v001.json"
        kept.rename(data_dir / "aside.json")
        assert ["有导入的日志，文件却不在" in sentence for sentence in unaccounted()] == [True]
        workdays.import_arrangement(FICTIONAL_2027 | {"source": "别处"}, data_dir, by="x", at=DECEMBER)
        assert "没有导入的日志" in "".join(unaccounted())


def test_disputes_answer_for_themselves_when_the_calendar_moves(own_app):
    row = Moved("XF-1", "虚构区局", "O1", date(2027, 1, 4), date(2027, 1, 5), None, None)
    own_app.extensions[DISPUTES] = Disputes(lambda _trial: [row], lambda _day: 1)
    with own_app.app_context(), clock_set_to(DECEMBER), one_act("test") as act:
        assert disputes_moved_by(calendar()) == [row]
        assert (row.due_days, row.safe_days) == (1, None)
        assert import_in(act, FICTIONAL_2027, by="test") == {"requests_moved": 0, "disputes_moved": 1}


def test_after_an_amended_day_every_open_request_is_as_a_whole_fold_would_have_it(own_app):
    with own_app.app_context(), clock_set_to(DECEMBER):
        office = factories.Office()
        files = [factories.registered(office), factories.assigned(office), factories.delivered(office)]
        with one_act("test") as act:
            moved = import_in(act, FICTIONAL_2027, by="test")
        assert moved["requests_moved"] == 2
        assert list(differences()) == []
        with one_act("test") as act:
            assert import_in(act, FICTIONAL_2027, by="test")["requests_moved"] == 0
        assert len(files) == 3


def test_what_is_compared_after_the_calendar_moved_is_what_the_calendar_can_change(own_app):
    facts = [Received(date(2026, 12, 14))]
    clock = read_clock(facts, workdays.load(None), date(2026, 12, 14), proof=False)
    columns = calendar_columns(facts, clock, workdays.load(None), closed=False)
    assert (*CALENDAR_COLUMNS[:3], *columns) == CALENDAR_COLUMNS


NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。2月14日（周日）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。
三、清明节：4月5日（周一）放假1天。四、劳动节：5月1日（周六）至3日（周一）放假，共3天。
五、端午节：6月9日（周三）放假1天。六、中秋节：9月15日（周三）放假1天。七、国庆节：10月1日（周五）至7日（周四）放假，共7天。"""


@pytest.mark.parametrize("pasted", [NOTICE, json.dumps(FICTIONAL_2027)], ids=["text", "json"])
def test_the_preview_shows_every_moved_request_by_days_with_the_letters_that_named_the_old_date(own_app, pasted):
    with own_app.app_context(), clock_set_to(DECEMBER):
        office = factories.Office()
        file = factories.registered(office)
        client = factories.sign_in(own_app.test_client(), office.disclosure_head)
        shelf = client.get("/arrangements/").get_data(as_text=True)
        token = shelf.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        answer = client.post("/arrangements/preview", data={"csrf_token": token, "text": pasted})
        page = " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())
        assert answer.status_code == 200
        assert (
            f"{file.case.number} {office.organ.name} 2027-01-12 → 2027-01-13 +1 天 2027-01-12 → 2027-01-13 +1 天"
            in page
        )
        assert "政府信息公开申请登记回执 虚" in page
        assert not workdays.versions(2027, own_app.config["DATA_DIR"])
