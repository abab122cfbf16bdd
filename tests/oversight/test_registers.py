"""Training and spot checks as supervision enters them; the indicators, points and lists that come of them and of disputes."""

import re
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from gov_requests.oversight import bulletin_actions as bulletins
from gov_requests.oversight import register_actions as registers
from gov_requests.oversight.bulletin_content import content_for, figures_of
from gov_requests.oversight.bulletin_letter import letter_of
from gov_requests.oversight.bulletin_parts import ranking
from gov_requests.oversight.deductions import deductions
from gov_requests.oversight.indicators import INDICATORS
from gov_requests.records.base import db, one_act
from gov_requests.records.bulletins import Bulletin
from gov_requests.records.casefile import Opened
from gov_requests.records.cases import Case
from gov_requests.records.dispute_file import Attacked, NewDispute, add_step, open_dispute
from gov_requests.records.oversight_registers import SpotCheck
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import now, today
from tests import factories
from tests.oversight.lives import Past, staffed
from tests.support.typing_in import send, text

Q3 = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def office(database, today_is):
    today_is("2026-10-12T10:00")
    office = staffed()
    lives = Past(office.organ, office.clerk)
    ids = [lives.life("natural_person", date(2026, 7, 1), date(2026, 7, 8), "disclosed") for _ in range(3)]
    lives.close()
    office.numbers = [db.session.get_one(Case, one).number for one in ids]
    office.ids = ids
    return office


def suit(office, number, *, head, concluded=date(2026, 8, 20), outcome="撤销", filed=()):
    new = NewDispute(number, "litigation_direct", date(2026, 7, 20), body="虚构区人民法院", against="reply")
    legal = office.legal_reviewer
    with one_act(legal) as act:
        file = open_dispute(act, office.organ.id, new, [Attacked(office.ids[0])])
    steps = [
        ("hearing_held", date(2026, 8, 10), {"head": "attended" if head else "absent", "reason": "出差"}),
        ("decided", concluded, {"outcome": outcome, "loss_reason": "R15", "delivered_on": concluded.isoformat()}),
        *(("filed", on, {"what": what, "filed_with": "区司法局"}) for what, on in filed),
    ]
    for kind, on, data in steps:
        with one_act(legal) as act:
            add_step(act, file, kind, happened_on=on, **data)
    return file.dispute.id


def indicators(office):
    return {row["key"]: row for row in content_for("quarterly", "2026-Q3", office.organ, today())["indicators"]}


def test_every_indicator_says_what_it_divides_and_what_it_aims_at(office):
    found = indicators(office)
    assert set(found) == {one.key for one in INDICATORS}
    assert all("÷" in row["definition"] and row["target"] >= 0 for row in found.values())
    assert (found["days_used"]["numbers"], found["days_used"]["percent"], found["days_used"]["met"]) == (
        [15, 3],
        5.0,
        True,
    )
    assert found["first_delivery"]["percent"] == 100.0
    assert found["trained"]["met"] is None


def test_heads_in_court_and_filings_in_time_are_counted_by_their_steps(office):
    in_time = [("notice", date(2026, 7, 22)), ("outcome", date(2026, 8, 25)), ("rectification", date(2026, 9, 10))]
    good = suit(office, "行初1号", head=True, filed=in_time)
    bad = suit(office, "行初2号", head=False, filed=[("notice", date(2026, 8, 3))])
    found = indicators(office)
    assert (found["heads_in_court"]["part"], found["heads_in_court"]["whole"]) == ([good], [good, bad])
    assert (found["filings_in_time"]["part"], found["filings_in_time"]["whole"]) == ([good], [good, bad])


def test_a_session_more_came_to_than_were_asked_is_refused_and_what_is_voided_counts_nowhere(app, office):
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    typed = {
        "organ": office.organ.code,
        "held_on": "2026-08-03",
        "title": "新法解读",
        "expected": "20",
        "attended": "18",
        "source": "签到表",
    }
    page, to = "/oversight/registers", "/oversight/registers/training"
    refused = send(boss, to, **typed | {"attended": "21"})
    assert refused.status_code == 422
    assert "实到不能多于应到（20 人）。" in text(refused)
    assert send(boss, to, **typed).status_code == 302
    assert "18/20" in text(boss.get(page))
    assert (indicators(office)["trained"]["numbers"], indicators(office)["trained"]["percent"]) == ([18, 20], 90.0)
    assert send(boss, f"{page}/training/1/void", reason="重复").status_code == 302
    assert indicators(office)["trained"]["met"] is None
    with pytest.raises(NotAllowed):
        registers.void("training", 1, "再作废", Opened(office.district_supervisor))


def check(office, number, *, sound, fault=""):
    typed = registers.Check(office.organ.code, number, date(2026, 8, 3), sound, fault, "第三季度抽查")
    return registers.add_check(typed, Opened(office.district_supervisor))


def test_a_spot_check_is_of_a_request_and_a_fault_is_told(app, office):
    with pytest.raises(BadInput, match="请写明问题"):
        check(office, office.numbers[0], sound=False)
    with pytest.raises(BadInput, match="没有登记编号为 2026-0 的申请"):
        check(office, "2026-0", sound=True)
    check(office, office.numbers[0], sound=False, fault="落款无日期")
    check(office, office.numbers[1], sound=True)
    found = indicators(office)["sound_letters"]
    assert (found["part"], found["whole"]) == ([office.ids[1]], office.ids[:2])
    check(office, office.numbers[0], sound=True)  # Looked at again: the last check counts.
    assert indicators(office)["sound_letters"]["percent"] == 100.0
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    assert "落款无日期" in text(head.get("/oversight/registers"))
    other = factories.sign_in(app.test_client(), factories.Office().disclosure_head)
    assert "落款无日期" not in text(other.get("/oversight/registers"))


def test_points_are_set_for_a_year_and_each_opens_to_its_rows(app, office):
    check(office, office.numbers[0], sound=False, fault="落款无日期")
    lost = suit(office, "行初1号", head=True)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert {row["key"]: row["points"] for row in deductions(year, office.organ.id)} == {
        "off_late": 0,
        "off_corrected": 3,
    }
    boss = factories.sign_in(app.test_client(), office.district_supervisor)
    typed = {"late": "6", "corrected": "5", "self_corrected": "0", "unfiled": "1", "unsound": "2", "mail_back": "0"}
    assert send(boss, "/oversight/points/2026", **typed).status_code == 302
    found = {row["key"]: row for row in deductions(year, office.organ.id)}
    assert (found["off_corrected"]["points"], found["off_corrected"]["part"]) == (5, [lost])
    assert (found["off_unsound"]["points"], found["off_unsound"]["part"]) == (2, [office.ids[0]])
    page = text(boss.get("/oversight/points/2026"))
    links = re.findall(r'href="(/oversight/points/2026/\w+)" aria-label="[^"]* (\d+) 件"', page)
    assert {link.rsplit("/", 1)[1] for link, _number in links} == {"corrected", "unfiled", "unsound"}
    assert "行初1号" in text(boss.get("/oversight/points/2026/corrected"))
    assert office.numbers[0] in text(boss.get("/oversight/points/2026/unsound"))
    assert send(boss, "/oversight/points/2026", **typed | {"late": "x"}).status_code == 422


def test_a_quarter_tells_causes_problems_and_what_was_put_right(office):
    check(office, office.numbers[0], sound=False, fault="落款无日期")
    lost = suit(office, "行初1号", head=True)
    content = content_for("quarterly", "2026-Q3", office.organ, today())
    assert [(row["title"], row["part"]) for row in content["causes"]] == [("信息不存在，未尽检索义务", [lost])]
    problems = {row["key"]: row for row in content["problems"]}
    assert problems["problem_unsound"]["words"] == "落款无日期"
    assert problems["problem_unfiled"]["part"] == [lost]
    channels = [row for row in content["structure"] if row["heading"] == "收到方式"]
    assert sum(len(row["part"]) for row in channels) == 3
    keys = [row["key"] for row in figures_of(content)]
    assert len(keys) == len(set(keys))
    bulletin = Bulletin(
        kind="quarterly", whose=office.organ.code, period="2026-Q3", content=content, comment="", made_at=now()
    )
    told = "\n".join(f"{line.label or ''}{line.text}" for line in letter_of(bulletin, "虚构区政府").paragraphs)
    assert "信息不存在，未尽检索义务1 件（第三十六条第（四）项）" in told
    assert "落款无日期" in told


def test_a_bulletin_from_before_that_kept_plain_numbers_is_still_read(app, office):
    content = content_for("quarterly", "2026-Q3", office.organ, today())
    content["structure"], content["rectified"] = [("收到方式", "当面", 3)], {"asked": 1, "closed": 1}
    for name in ("ranking", "causes", "problems"):
        content.pop(name)
    for row in content["indicators"]:
        row.pop("unit"), row.pop("numbers")
    with one_act(office.district_supervisor) as act:
        told = {"kind": "quarterly", "whose": office.organ.code, "period": "2026-Q3", "content": content, "comment": ""}
        row = Bulletin(**told, made_at=act.at, made_by=office.district_supervisor.id, issued_at=act.at)
        db.session.add(row)
        act.note("bulletin_issued")
    head = factories.sign_in(app.test_client(), office.disclosure_head)
    shown = text(head.get(f"/oversight/bulletins/{row.id}"))
    assert "已销号 1 项" in shown
    assert head.get(f"/oversight/bulletins/{row.id}/file/docx").status_code == 200


def organ_with(on_time, late):
    office = staffed()
    lives = Past(office.organ, office.clerk)
    for _ in range(on_time):
        lives.life("natural_person", date(2026, 7, 1), date(2026, 7, 8), "disclosed")
    for _ in range(late):
        lives.life("natural_person", date(2026, 7, 1), date(2026, 9, 8), "disclosed")
    lives.close()
    return office.organ.name


def test_small_numbers_are_never_ranked_and_equal_shares_share_a_place(database, today_is):
    today_is("2026-10-12T10:00")
    best, second, third, few = organ_with(12, 0), organ_with(9, 1), organ_with(18, 2), organ_with(9, 0)
    found = [(row["place"], row["title"]) for row in ranking(Q3)]
    assert found[0] == (1, best)
    assert set(found[1:3]) == {(2, second), (2, third)}
    assert found[3] == (None, few)


def test_the_database_holds_that_a_fault_is_told(office):
    row, boss = check(office, office.numbers[0], sound=True), office.district_supervisor
    with pytest.raises(IntegrityError, match="unsound_has_a_fault"):
        _told_unsound(row.id, boss)


def _told_unsound(row_id, boss):
    with one_act(boss) as act:
        db.session.get_one(SpotCheck, row_id).sound = False
        act.note("spot_check_entered")


def test_a_month_names_each_dispute_with_something_to_report_and_its_lists_open(app, office):
    owing = suit(office, "行初9号", head=True)
    boss = Opened(office.district_supervisor)
    made = bulletins.make("monthly", office.organ.code, "2026-10", boss)
    filings = next(row for row in made.content["lists"] if row["key"] == "list_filings")
    assert filings["part"] == [owing]
    assert filings["rows"][0][1:] == ["行初9号", f"报备收到通知，期限 2026-07-23，{office.organ.name}"]
    client = factories.sign_in(app.test_client(), office.district_supervisor)
    page = text(client.get(f"/oversight/bulletins/{made.id}"))
    link = re.search(r'href="(/oversight/bulletins/\d+/rows/list_filings)" aria-label="应报备 1"', page)
    assert "行初9号" in text(client.get(link[1]))
