"""用印 and 作废: the scan is that of the frozen letter; a voided number stays taken, and the register shows it."""

from datetime import date

import pypdfium2
import pytest

from gov_requests.procedure import Stage
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.papers import Letter
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.replies.actions import signed_letter, submit
from gov_requests.stationery.seals import Sealing, seal, seal_of, void
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def file(office):
    return factories.signed(office)


def scan(pages):
    """A scan of so many pages."""
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    path = files.place_of("0" * 64).parent
    path.mkdir(parents=True, exist_ok=True)
    target = path / "scan.pdf"
    made.save(str(target))
    made.close()
    content = target.read_bytes()
    target.unlink()
    return Upload("盖章件.pdf", content)


def pages_of(letter):
    document = pypdfium2.PdfDocument(files.read(letter.pdf_sha256))
    count = len(document)
    document.close()
    return count


def sealed(office, file, *, number=None, pages=None, on=date(2026, 11, 24)):
    letter = signed_letter(file.case.id)
    entry = Sealing(number=number or letter.number, sealed_on=on, sealed_by="虚印", copies=2)
    papers = [scan(pages if pages is not None else pages_of(letter))]
    return seal(factories.ref_of(file), letter.id, entry, papers, Opened(office.clerk))


def test_a_scan_of_the_very_letter_is_entered_into_the_register(app, office, file):
    file = sealed(office, file)
    letter = signed_letter(file.case.id)
    assert seal_of(letter).copies == 2
    assert file.journal[-1].data["pdf"] == letter.pdf_sha256
    with pytest.raises(NotAllowed, match="已经登记用印"):
        sealed(office, file)
    page = text(factories.sign_in(app.test_client(), office.clerk).get("/stationery/register"))
    assert letter.number in page
    assert "已用印" in page
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "虚公开〔2026〕99号-答"}, "不符"),
        ({"pages": 9}, "扫描件 9 页"),
        ({"on": date(2026, 11, 23)}, "不能早于成文日期"),
    ],
)
def test_a_scan_of_something_else_is_refused(office, file, wrong, sentence):
    with pytest.raises(BadInput, match=sentence):
        sealed(office, file, **wrong)


def test_what_is_no_pdf_is_refused_in_a_sentence(office, file):
    letter = signed_letter(file.case.id)
    entry = Sealing(number=letter.number, sealed_on=date(2026, 11, 24), sealed_by="虚印", copies=1)
    with pytest.raises(BadInput, match="打不开"):
        seal(factories.ref_of(file), letter.id, entry, [Upload("盖章件.pdf", b"%PDF-broken")], Opened(office.clerk))


def test_a_voided_letter_keeps_its_number_and_the_request_is_drafted_again(app, office, file):
    letter = signed_letter(file.case.id)
    file = void(factories.ref_of(file), letter.id, "附件有误。", Opened(office.signer))
    assert file.stage is Stage.DRAFTING
    assert signed_letter(file.case.id) is None
    with pytest.raises(NotAllowed):
        void(factories.ref_of(file), letter.id, "再来。", Opened(office.signer))
    file = submit(factories.ref_of(file), Opened(office.handler))
    for name in list(file.progress.reviews):
        file = factories.pass_review(office, file, name)
    factories.sign(
        factories.ref_of(file),
        opinion="",
        seen=factories.latest_draft(file.case.id).content_hash,
        opened=Opened(office.signer),
    )
    again = signed_letter(file.case.id)
    assert again.number != letter.number
    page = text(factories.sign_in(app.test_client(), office.signer).get("/stationery/register"))
    assert "附件有误。" in page
    assert Letter.query.filter_by(number=letter.number).count() == 1


def test_a_delivered_letter_is_not_voided(office):
    file = factories.delivered(office)
    with pytest.raises(NotAllowed):
        void(factories.ref_of(file), signed_letter(file.case.id).id, "想改。", Opened(office.signer))


def test_the_pages_lead_from_the_letter_to_its_seal_and_its_voiding(app, office, file):
    letter = signed_letter(file.case.id)
    base = f"/stationery/{file.case.number}/{letter.id}"
    clerk = factories.sign_in(app.test_client(), office.clerk)
    assert f"{base}/seal" in text(clerk.get(f"/cases/{file.case.number}/letters/{letter.id}"))
    typed = {"number": letter.number, "sealed_on": "2026-11-24", "sealed_by": "虚印", "copies": "2"}
    assert "请上传盖章件的扫描件。" in text(send(clerk, f"{base}/seal", **typed))
    signer = factories.sign_in(app.test_client(), office.signer)
    assert f"{base}/void" in text(signer.get(f"/cases/{file.case.number}/letters/{letter.id}"))
    assert "作废须写明理由。" in text(send(signer, f"{base}/void", reason=""))
    assert send(signer, f"{base}/void", reason="附件有误。").status_code == 302
    assert "已作废" in text(signer.get(f"/cases/{file.case.number}"))
