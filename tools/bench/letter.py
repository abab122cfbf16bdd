"""A letter as PDF: with the compiler kept warm, with one made for each letter, and its words alone."""

from dataclasses import replace
from datetime import date

from gov_requests.documents import letters, pdf
from gov_requests.documents.content import Letter
from gov_requests.documents.facts import ReceiptFacts
from tools.bench.measure import Comparison, Way

FACTS = ReceiptFacts(
    organ="海州区自然资源局",
    signatory="海州区自然资源局",
    applicant="张昇堃",
    is_person=True,
    received_on=date(2026, 3, 2),
    channel="当面提交",
    description="海州区龙岭社区2019年土地征收补偿安置方案及其批准文件",
    contact=("联系人：政务公开科",),
    dated=date(2026, 3, 2),
    registration_number="2026-0001",
    received_reason="当面提交的，以提交之日为收到申请之日。",
    due_on=date(2026, 3, 30),
    provisional=False,
    term_workdays=20,
    form="纸质",
    delivery="自行领取",
)
LETTERS = 10


def letter() -> Comparison:
    """D01 登记回执, another applicant each time."""
    return Comparison(
        "A receipt (登记回执) as PDF/A",
        "letter",
        LETTERS,
        (
            Way("its words alone", lambda: [words(number) for number in range(LETTERS)]),
            Way(
                "`render_pdf`, compiler kept warm",
                lambda: [pdf.render_pdf(words(number)) for number in range(LETTERS)],
            ),
            Way("a compiler for each letter", lambda: [_cold(number) for number in range(LETTERS)]),
        ),
        rounds=5,
    )


def words(number: int) -> Letter:
    """The receipt of one applicant."""
    return letters.receipt(replace(FACTS, registration_number=f"2026-{number:04}"))


def _cold(number: int) -> bytes:
    pdf.press_with.cache_clear()
    return pdf.render_pdf(words(number))
