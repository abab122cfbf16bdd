"""自动查找: what is written as offices write it is found with its page, and what has no text is said to have none."""

import pytest

from gov_requests.demo.papers import paper
from gov_requests.documents.automatic import NOT_LOOKED, marks_in, scan
from gov_requests.identity import id_card_fault
from gov_requests.records import files
from gov_requests.records.secrecy_rules import FACILITIES, Rules
from tests import factories

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"


def found(*pages, name="批复.pdf", names_from=30, facilities=FACILITIES):
    return [(mark.kind, mark.what, mark.pages) for mark in marks_in(name, pages, names_from, facilities)]


@pytest.mark.parametrize(
    ("name", "pages", "kind", "where"),
    [
        ("批复.pdf", ["机密★1年 关于布防的通知"], "secret", (1,)),
        ("批复.pdf", ["正文", "秘 密 ★ 三年"], "secret", (2,)),
        ("内部资料汇编.pdf", ["正文"], "internal", ()),
        ("批复.pdf", ["正文", "正文", "注意保存，不得外传"], "internal", (3,)),
        ("批复.pdf", ["点位 116.363421, 39.912345"], "coordinates", (1,)),
        ("批复.pdf", ["东经 116°21′48″ 北纬 39°54′44″"], "coordinates", (1,)),
        ("批复.pdf", ["X=304512.331 Y=502113.92"], "coordinates", (1,)),
        ("批复.pdf", ["沿线经过一处变电站和一座调压站"], "facilities", (1,)),
    ],
)
def test_what_is_written_as_offices_write_it_is_found_with_its_page(name, pages, kind, where):
    assert (kind, where) in [(one[0], one[2]) for one in found(*pages, name=name)]


@pytest.mark.parametrize(
    "text",
    [
        "涉及商业秘密，权利人不同意公开。",
        "投资 116.36 万元，面积 39.91 公顷",
        "施工方案、质量程序、工程任务、金额合计",
        "咨询电话 010-00000001",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


def test_a_list_of_so_many_names_is_a_list_and_one_fewer_is_none():
    names = [f"{one}小明" for one in SURNAMES[:30]]
    assert ("persons", "姓名 30 个以上", (1,)) in found(" ".join(names))
    assert found(" ".join(names[:29])) == []
    assert ("persons", "姓名 29 个以上", (1,)) in found(" ".join(names[:29]), names_from=29)


def test_a_name_in_a_sentence_is_no_name_of_a_list():
    assert found("".join(f"由{one}小明负责，" for one in SURNAMES)) == []


def test_numbers_of_persons_are_a_list_as_well():
    numbers = [number for number in map("99010219860721{:04d}".format, range(400)) if id_card_fault(number) is None][
        :30
    ]
    assert ("persons", "身份证号 30 个以上", (1, 2)) in found(" ".join(numbers[:20]), " ".join(numbers[20:]))


def test_numbers_of_files_are_no_list_of_persons():
    numbers = [number for number in map("99010219860721{:04d}".format, range(60)) if id_card_fault(number) is not None]
    assert found(" ".join(numbers)) == []


def test_a_page_without_text_is_told_beside_one_that_has_some():
    assert ("no_text", NOT_LOOKED, (2,)) in found("正文", "  ")
    assert found("", "") == [("no_text", NOT_LOOKED, ())]


def test_an_organ_s_own_words_take_the_place_of_the_usual_ones():
    assert found("二号锅炉房", facilities=("锅炉房",)) == [("facilities", "锅炉房", (1,))]
    assert found("一处变电站", facilities=()) == []


def test_the_text_layer_of_a_file_is_read_with_its_pages(database):
    kept = files.keep(paper("机密★1年", "沿线经过一处变电站"))
    read = scan(kept, "批复.pdf", Rules())
    assert read.pages == 1
    assert {mark.kind for mark in read.marks} >= {"secret", "facilities"}


@pytest.mark.parametrize("content", [factories.PDF, factories.PNG, b"%PDF-1.7 broken"])
def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(database, content):
    name = "照片.png" if content == factories.PNG else "批复.pdf"
    assert [mark.kind for mark in scan(files.keep(content), name, Rules()).marks] == ["no_text"]
