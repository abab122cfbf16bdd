"""Every kind of malformed cell is named with its sheet, row, column, what is wrong and what would be right; nothing is stored."""

import zipfile
from io import BytesIO

import pytest

from gov_requests.ledger.checking import check
from gov_requests.ledger.reading import MASKED, read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import marked, taken_out
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.refusals import BadInput, Refusal
from gov_requests.today import today
from tests import factories
from tests.ledger.ledgers import cells, dispute, replied, request, workbook

pytestmark = pytest.mark.usefixtures("database")
SOUGHT = {"征求意见对象": "第三方", "征求发出日期": "2025-03-06"}
#: A row, the column that is named, and a word of each sentence.
FAULTS = [
    ({"登记编号": None}, "登记编号", "没有填写", "应有登记编号"),
    ({"收到方式": None}, "收到方式", "没有填写", "当面、口头"),
    ({"收到日期": None}, "收到日期", "没有填写", "必填"),
    ({"申请人类型": None}, "申请人类型", "没有填写", "自然人"),
    ({"申请人": "  "}, "申请人", "没有填写", "必填"),
    ({"申请内容": None}, "申请内容", "没有填写", "必填"),
    ({"收到方式": "微信"}, "收到方式", "“微信”无法识别", "电子邮件"),
    ({"申请人类型": "企业"}, "申请人类型", "“企业”无法识别", "商业企业"),
    ({"征求意见对象": "邻居", "征求发出日期": "2025-03-06"}, "征求意见对象", "“邻居”无法识别", "其他机关"),
    ({"答复类型": "同意", "答复日期": "2025-03-20"}, "答复类型", "“同意”无法识别", "下拉列表"),
    ({"收到日期": "三月三日"}, "收到日期", "不是日期", "2026-11-16"),
    ({"收到日期": "2025-02-30"}, "收到日期", "不存在", "真实存在"),
    ({"收到日期": 45719}, "收到日期", "“45719”不是日期", "2026-11-16"),
    ({"缴费日期": "#REF!"}, "缴费日期", "出错的公式", "内容本身"),
    ({"登记编号": "长" * 41}, "登记编号", "有 41 字", "最多 40 字"),
    ({"登记编号": "局~1"}, "登记编号", "含有“~”", "“-”"),
    ({"证件号码": 990102198607210025}, "证件号码", "已经丢失", "文本"),
    ({"证件号码": "990102********0025"}, "证件号码", "脱敏", "完整内容"),
    ({"联系方式": "010****0001"}, "联系方式", "脱敏", "完整内容"),
    ({"申请人": "虚**"}, "申请人", "脱敏", "完整内容"),
    ({"确认日期": "2025-03-02"}, "确认日期", "早于收到日期", "不早于 2025-03-03"),
    ({"补正告知日期": "2025-03-01"}, "补正告知日期", "早于收到日期", "不早于 2025-03-03"),
    ({"答复类型": "予以公开", "答复日期": "2025-03-01"}, "答复日期", "早于收到日期", "不早于"),
    ({"征求发出日期": "2025-03-06"}, "征求意见对象", "没有填写", "第三方"),
    ({"意见收到日期": "2025-03-06"}, "征求发出日期", "没有填写", "发出的日期"),
    (SOUGHT | {"征求送达日期": "2025-03-05"}, "征求送达日期", "早于征求发出日期", "不早于 2025-03-06"),
    (SOUGHT | {"意见收到日期": "2025-03-05"}, "意见收到日期", "早于征求发出日期", "不早于 2025-03-06"),
    ({"延期告知日期": "2025-03-20"}, "延期工作日", "没有填写", "如 20"),
    ({"延期批准日期": "2025-03-20", "延期工作日": 20}, "延期告知日期", "没有填写", "告知申请人"),
    ({"延期告知日期": "2025-03-20", "延期工作日": "20天"}, "延期工作日", "不是整数", "如 20"),
    ({"答复类型": "予以公开"}, "答复日期", "没有填写", "交邮"),
    ({"收到日期": "1900-01-01"}, "收到日期", "超出工作日历", "改正"),
]
DISPUTE_FAULTS = [
    ({"案件编号": None}, "案件编号", "没有填写", "必填"),
    ({"类型": None}, "类型", "没有填写", "行政复议"),
    ({"收到日期": None}, "收到日期", "没有填写", "必填"),
    ({"类型": "信访"}, "类型", "“信访”无法识别", "复议后起诉"),
    ({"程序": "特别"}, "程序", "“特别”无法识别", "简易"),
    ({"结果": "胜诉"}, "结果", "“胜诉”无法识别", "维持"),
    ({"答辩日期": "明天"}, "答辩日期", "不是日期", "2026-11-16"),
    ({"关联登记编号": "没有的"}, "关联登记编号", "没有登记编号为 没有的", "留空"),
]


def checked(requests, disputes=(), organ=None, year_format="2021", **more):
    content = workbook(requests, disputes, **more)
    return check(read_ledger(content), organ or factories.organ(), today(), year_format=year_format)


@pytest.mark.parametrize(("changed", "column", "wrong", "right"), FAULTS)
def test_a_malformed_cell_is_named(changed, column, wrong, right):
    found = checked([replied("旧-0"), request(**changed)]).faults
    assert [(fault.sheet, fault.row, fault.column) for fault in found] == [("申请", 3, column)]
    assert wrong in found[0].wrong
    assert right in found[0].right


@pytest.mark.parametrize(("changed", "column", "wrong", "right"), DISPUTE_FAULTS)
def test_a_malformed_cell_of_a_dispute_is_named(changed, column, wrong, right):
    found = checked([request()], [dispute("虚-0"), dispute(**changed)]).faults
    assert [(fault.sheet, fault.row, fault.column) for fault in found] == [("复议诉讼", 3, column)]
    assert wrong in found[0].wrong
    assert right in found[0].right


def test_all_of_them_in_one_workbook_are_all_named_and_nothing_is_stored():
    organ = factories.organ()
    requests = [request(**{"登记编号": f"旧-{n}", **changed}) for n, (changed, *_rest) in enumerate(FAULTS)]
    disputes = [dispute(**{"案件编号": f"虚-{n}", **changed}) for n, (changed, *_rest) in enumerate(DISPUTE_FAULTS)]
    found = checked([replied("旧-x"), *requests], [dispute("虚-x"), *disputes], organ)
    expected = [(3 + n, column) for rows in (FAULTS, DISPUTE_FAULTS) for n, (_, column, *_rest) in enumerate(rows)]
    assert [(fault.row, fault.column) for fault in found.faults] == expected
    with pytest.raises(Refusal):
        store(found, Source.of("x", b""), by="test")
    assert db.session.query(Case).filter_by(organ_id=organ.id).count() == 0


def test_the_marked_workbook_has_the_rows_where_they_were_and_the_sentence_beside_them():
    content = workbook([replied("旧-0"), request(收到方式="微信", 备注="=1+1")])
    raw = read_ledger(content)
    rows = cells(marked(raw, check(raw, factories.organ(), today()).faults))["申请"]
    assert rows[0][-2:] == ("问题", "提示")
    assert rows[1][0] == "旧-0"
    assert rows[1][-2:] == (None, None)
    assert rows[2][1] == "微信"
    assert "收到方式：“微信”无法识别。应为当面、口头" in rows[2][-2]


def test_headings_are_found_in_any_order_with_or_without_a_star_and_a_missing_one_is_named():
    names = ["申请内容*", "申请人", "申请人类型", "收到日期 *", "收到方式", "登记编号", "密级"]
    row = dict(zip(names, ["批复", "虚小明", "自然人", "2025-03-03", "当面", "旧-1", "无"], strict=True))
    found = checked([row], headings={"申请": names})
    assert found.faults == []
    assert [warned.code for warned in found.warnings] == ["column_unknown"]
    assert "密级" in found.warnings[0].text
    lacking = checked([{}], headings={"申请": names[1:]}).faults
    assert [(fault.row, fault.column) for fault in lacking][:1] == [(1, "申请内容")]


def test_the_number_of_a_request_that_is_here_is_refused():
    organ = factories.organ()
    store(checked([request()], [dispute()], organ), Source.of("x", b""), by="test")
    found = checked([request()], [dispute()], organ).faults
    assert [(fault.sheet, fault.column) for fault in found] == [("申请", "登记编号"), ("复议诉讼", "案件编号")]
    assert all("已在系统中" in fault.wrong for fault in found)
    assert checked([request()], [dispute()]).faults == [], "another organ may have the same numbers"


def test_a_dispute_may_name_a_request_of_the_file_or_one_that_is_here():
    organ = factories.organ()
    store(checked([request("旧-1")], organ=organ), Source.of("x", b""), by="test")
    found = checked([request("旧-2")], [dispute("a", 关联登记编号="旧-1"), dispute("b", 关联登记编号="旧-2")], organ)
    assert found.faults == []
    assert [fault.wrong for fault in checked([], [dispute("a"), dispute("a")], organ).faults] == ["与第 2 行重复。"]


def test_a_masked_export_is_refused():
    organ = factories.organ()
    store(checked([request(证件号码="990102198607210025")], organ=organ), Source.of("x", b""), by="test")
    with pytest.raises(BadInput, match=MASKED):
        read_ledger(taken_out(TakenOut(organ, None, masked=True))[0])


def test_the_report_form_decides_what_the_row_of_other_handling_means():
    row = {"答复类型": "其他处理", "答复日期": "2019-06-20", "收到日期": "2019-06-03"}
    assert [fault.column for fault in checked([request(**row)]).faults] == ["答复类型"]
    found = checked([request(**row)], year_format="2019")
    assert found.faults == []
    assert found.requests[0].state["reply_kind"] == "withdrawn"
    for word in ("三、（三）不予公开 1.属于国家秘密", "不予公开：属于国家秘密", "属于国家秘密", "state_secret"):
        assert checked([request(**(row | {"答复类型": word}))]).requests[0].state["reply_kind"] == "state_secret"


def test_a_formula_counts_as_what_it_gave_and_one_without_its_result_is_named():
    def written(book):
        book["申请"]["I3"].data_type, book["申请"]["I3"].value = "f", '="批复"&"文件"'
        book["申请"]["Y2"].data_type, book["申请"]["Y2"].value = "f", "=1+1"
        book["申请"]["A5"].value = "=1"

    found = checked([replied("旧-0"), request("旧-1"), request("旧-2")], extra=written).faults
    told = [(fault.row, fault.column) for fault in found if fault.wrong == "是没有算出结果的公式。"]
    assert told == [(2, "备注"), (3, "申请内容"), (5, "登记编号")]
    computed = with_results(workbook([replied("旧-0"), request("旧-1"), request("旧-2")], extra=written))
    assert [fault for fault in check(read_ledger(computed), factories.organ(), today()).faults if fault.row < 5] == []


def with_results(content):
    """The same workbook as Excel saves it: each formula with what it gave."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                part = part.replace(b"</f><v></v>", b"</f><v>7</v>").replace(b"</f><v />", b"</f><v>7</v>")
                assert b"<f>" not in part or b"<v>7</v>" in part
            new.writestr(entry, part)
    return kept.getvalue()


def test_what_stands_far_below_is_read_too():
    def far(book):
        for place, name in enumerate(("旧-9", "当面", "2025-03-03", "自然人", "虚小明", None, None, None, "批复"), 1):
            book["申请"].cell(30_000, place).value = name

    raw = read_ledger(workbook([request()], extra=far))
    assert [line.number for line in raw.lines["申请"]] == [2, 30_000]


def test_what_a_file_says_of_its_own_size_is_not_believed():
    content = workbook([request(f"旧-{number}") for number in range(5)])
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                assert b'ref="A1:Y6"' in part
                part = part.replace(b'ref="A1:Y6"', b'ref="A1"')
            new.writestr(entry, part)
    assert len(read_ledger(kept.getvalue()).lines["申请"]) == 5


def with_part(content, name, data=b"x"):
    kept = BytesIO(content)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return kept.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        ("xl/vbaProject.bin", b"x"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ("../outside.xml", b"<x/>"),
        ("xl/bomb.xml", b" " * 30_000_000),
    ],
    ids=["macros", "external links", "outside", "bomb"],
)
def test_a_dangerous_package_is_refused_before_it_is_read(part):
    content = workbook([request()])
    assert read_ledger(content).lines["申请"]
    with pytest.raises(BadInput):
        read_ledger(with_part(content, *part))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n1,2", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(BadInput):
        read_ledger(content)
