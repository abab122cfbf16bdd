"""身份证号、手机号码、固定电话、银行卡号 in a text: found however they are written, and nothing else taken for one."""

import json
import random
from collections import Counter

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.documents.pages import survey
from gov_requests.documents.pdf import FONTS
from gov_requests.documents.sensitive import find, kind_of
from gov_requests.identity import _ID_CHECKS, _ID_WEIGHTS


def id_number(chance):
    head = f"9901{chance.randrange(1, 30):02}{chance.randrange(1940, 2010)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    head += f"{chance.randrange(1000):03}"
    return head + _ID_CHECKS[sum(int(one) * weight for one, weight in zip(head, _ID_WEIGHTS, strict=True)) % 11]


def card(chance, digits=19):
    head = "62" + "".join(str(chance.randrange(10)) for _ in range(digits - 3))
    return next(head + str(last) for last in range(10) if kind_of(f"{head}{last}") == "bank_card")


def mobile(chance):
    return f"1{chance.choice('356789')}{chance.randrange(10**9):09}"


def landline(chance):
    return f"0{chance.choice(['10', '755', '571', '21'])}-{chance.randrange(2, 9)}{chance.randrange(10**7):07}"


MAKERS = {"id_number": id_number, "bank_card": card, "mobile": mobile, "landline": landline}
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def grouped(number, chance):
    """The number as people write it: plain, in full-width digits, in groups, on into the next line."""
    style = chance.randrange(6)
    size = 4 if len(number) > 15 else 3
    parts = [number[:size], *(number[at : at + 4] for at in range(size, len(number), 4))]
    if "-" in number or style in (0, 1):
        return number
    return {2: number.translate(FULL), 3: " ".join(parts), 4: "-".join(parts)}.get(style, f"{number[:7]}\n{number[7:]}")


@given(st.sampled_from(sorted(MAKERS)), st.randoms(use_true_random=False))
def test_a_number_is_found_however_it_is_written(kind, chance):
    number = MAKERS[kind](chance)
    written = grouped(number, chance)
    text = f"联系人虚小明，{written}，请核对。"
    (hit,) = find(text)
    assert (hit.kind, text[hit.start : hit.end]) == (kind, written)
    assert hit.shown == number[: len(hit.shown) - 4 - hit.shown.count("*")] + "*" * hit.shown.count("*") + number[-4:]


@given(st.randoms(use_true_random=False), st.integers(2, 6))
def test_numbers_that_follow_each_other_are_found_each(chance, count):
    numbers = [MAKERS[chance.choice(["id_number", "mobile", "bank_card"])](chance) for _ in range(count)]
    assert [hit.number for hit in find(" ".join(numbers))] == numbers
    assert [hit.number for hit in find("、".join(numbers))] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "京政发〔2026〕13号，2026年11月24日，第2026-0194号",
        "统一社会信用代码 91990100MA00000A1X，税号 991990100000000",
        "邮件号 1290000000016，EX000000016CN",
        "合同金额 12345678901.23 元，面积 139123456789 平方米",
        "身份证号 990102198607210024（校验位不符）",
        "流水号 6222021234567890123456789",
        "订单 20261124103000123456",
        "010 2026 1124",
        "2026-11-24 10:30:00 2026-11-25 09:00:00",
        "13912345678A",
    ],
)
def test_what_is_no_persons_number_is_left_in_peace(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tel13912345678", ["mobile"]),
        ("+86 139 1234 5678", ["mobile"]),
        ("（010）65550101", ["landline"]),
        ("身份证：99010219860721002５", ["id_number"]),
        ("旧证号990102860721002", ["id_number"]),
        ("1 990102198607210025 13912345678", ["id_number", "mobile"]),
    ],
)
def test_marked_with_their_kinds(text, kinds):
    assert [hit.kind for hit in find(text)] == kinds


PAGE = """
#set page(paper: "a4")
#set text(font: "FandolFang R", size: 14pt)
#let pages = json(bytes(sys.inputs.pages))
#for (at, lines) in pages.enumerate() {
  if at > 0 { pagebreak() }
  for line in lines { if line.at(1) { table(columns: 3, [序号], [姓名], [#line.at(0)]) } else { par(line.at(0)) } }
}
"""
NOISE = (
    "根据虚构区第{a}号通知，{b}年{c}月，项目总投资{d}{d}万元，涉及{a}户。",
    "文号：虚发〔{b}〕{a}号；邮件号 129{d}{a}0；合同编号 HT-{b}-{d}-{a}。",
    "用地面积 {d}.{a} 平方米，坐标 X={d}.{a} Y={d}{a}.{c}，图号 {b}{d}{a}{d}{a}。",
    "统一社会信用代码：91990100MA{a:04}{a:04}1X，账户余额 {d}{a}{d}.00 元。",
    "流水号 20{d}{d}{d}{a}，登记时间 {b}-{c:02}-{c:02} 10:30:{c:02}。",
)


def document(chance, planted, noise_pages):
    """A PDF of pages with planted numbers, five a page, and of pages with nothing but numbers of other kinds; and what was planted."""
    pages, wanted = [], []
    for _ in range(planted // 5):
        lines, here = [], Counter()
        for _ in range(5):
            kind = chance.choice(sorted(MAKERS))
            number = MAKERS[kind](chance)
            written = grouped(number, chance)
            here[kind, number] += 1
            lines += [
                [_noise(chance), False],
                [f"虚某某，{written}，住虚构里{chance.randrange(99)}号。", chance.random() < 0.3],
            ]
        pages.append(lines)
        wanted.append(here)
    pages += [[[_noise(chance), chance.random() < 0.2] for _ in range(12)] for _ in range(noise_pages)]
    wanted += [Counter()] * noise_pages
    printed = typst.compile(
        PAGE.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"pages": json.dumps(pages)}
    )
    return printed, wanted


def _noise(chance):
    a, b, c, d = chance.randrange(1000), chance.randrange(2008, 2027), chance.randrange(1, 13), chance.randrange(10**6)
    return chance.choice(NOISE).format(a=a, b=b, c=c, d=d)


def measured(chance, planted, noise_pages):
    """How many planted numbers were found, on how many pages something else was taken for one, and how many pages there are."""
    content, wanted = document(chance, planted, noise_pages)
    seen = list(survey(content, "application/pdf"))[-1]
    assert len(seen.pages) == len(wanted)
    by_page = [Counter() for _ in wanted]
    for one in seen.found:
        by_page[one.page - 1][one.kind, one.shown] += 1
    shown = [Counter({(kind, find(number)[0].shown): n for (kind, number), n in here.items()}) for here in wanted]
    hits = sum((one & other).total() for one, other in zip(by_page, shown, strict=True))
    false = sum(bool(one - other) for one, other in zip(by_page, shown, strict=True))
    return hits, false, len(wanted)


def held(hits, planted, false, pages):
    return hits >= 0.99 * planted and false < 0.02 * pages


def test_planted_numbers_are_found_in_printed_files():
    hits, false, pages = measured(random.Random(6), 50, 10)
    assert held(hits, 50, false, pages), (hits, false)


@pytest.mark.long
def test_of_500_planted_numbers_99_in_100_are_found_and_fewer_than_2_in_100_pages_show_a_false_one():
    hits, false, pages = measured(random.Random(2026), 500, 400)
    assert held(hits, 500, false, pages), (hits, false, pages)


def test_a_search_that_misses_or_cries_wolf_does_not_hold():
    assert held(495, 500, 9, 500)
    assert not held(494, 500, 0, 500)
    assert not held(500, 500, 10, 500)
