"""Every reply kind can be drafted, and none goes to review without what a court will ask for."""

import pytest

from gov_requests.documents.issue import reply_letter
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.refusals import LawObjects
from gov_requests.replies.actions import Writing, save_draft, submit
from gov_requests.replies.kinds import GIVES_DOCUMENTS, OFFERED
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.said import specs_of
from tests import factories

KINDS = [code for code, _title in OFFERED]
WITHHELD = ({"part": "手机号码", "ground": "third_party_rights", "reason": "属于个人隐私。"},)


def value_of(spec):
    if spec.options:
        return spec.options[0][0]
    return {"date": "2026-11-02", "lines": ["虚构内容一", "虚构内容二"]}.get(spec.kind, "虚构内容")


def written(kind, *, complete):
    said = {spec.name: value_of(spec) for spec in specs_of(kind)} if complete else {}
    parts = WITHHELD if complete and kind == "partly_disclosed" else ()
    return Writing(
        reply_kind=kind,
        finding="经检索，情况如下。",
        reasons="理由如下。" if complete else "",
        said=said,
        withheld=parts,
    )


def test_all_that_end_in_a_reply_are_offered():
    assert set(KINDS) == {code for code, kind in REPLY_KINDS.items() if kind.closes_by == "replied"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_draft_of_every_kind_goes_to_its_reviews(database, kind):
    office = factories.Office()
    file = factories.searched(office, found=kind != "not_held")
    uploads = [Upload("批复.pdf", factories.PDF)] if kind in GIVES_DOCUMENTS else []
    ref = factories.ref_of(file)
    file = save_draft(ref, written(kind, complete=True), uploads, Opened(office.handler))
    letter = reply_letter(file, latest_draft(file.case.id))
    assert "待填写" not in letter.plain_text()
    file = submit(ref, Opened(office.handler))
    assert tuple(file.progress.reviews) == REPLY_KINDS[kind].reviews


@pytest.mark.parametrize("kind", [kind for kind in KINDS if REPLY_KINDS[kind].must_say])
def test_a_draft_that_lacks_what_it_must_say_is_refused_with_its_article(database, kind):
    office = factories.Office()
    file = factories.searched(office, found=True)
    ref = factories.ref_of(file)
    save_draft(ref, written(kind, complete=False), [], Opened(office.handler))
    with pytest.raises(LawObjects, match="没有写明"):
        submit(ref, Opened(office.handler))
