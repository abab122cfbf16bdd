"""What changed since the reviewer read it: both versions side by side on the pages of 法制审核 and 签发."""

import pytest

from gov_requests.documents.issue import reply_letter
from gov_requests.documents.versions import changes
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Draft
from gov_requests.replies.actions import Writing, save_draft, submit
from gov_requests.review import last_read
from gov_requests.review.actions import review, send_back
from tests import factories
from tests.support.typing_in import text

FIRST, SECOND = "经检索，本机关保存批复文件一份。", "经检索，本机关保存批复文件3份。"


@pytest.fixture
def office(database):
    return factories.Office()


def written(office, file, finding, keep=frozenset(), uploads=()):
    writing = Writing(reply_kind="already_public", finding=finding, said=SAID, keep=keep)
    file = save_draft(file.case.number, writing, list(uploads), Opened(office.handler))
    return submit(file.case.number, Opened(office.handler))


SAID = {"where_published": ["本机关网站"]}


def sent_back(office, how):
    """A draft that was sent back by 法制审核 or at the signature, and changed."""
    file = written(office, factories.searched(office), FIRST)
    seen = latest_draft(file.case.id).content_hash
    if how == "legal":
        judged = {"passed": False, "opinion": "请核对份数。", "seen": seen}
        review(file.case.number, "legal", **judged, opened=Opened(office.legal_reviewer))
    else:
        factories.pass_review(office, file, "legal")
        send_back(file.case.number, opinion="请核对份数。", seen=seen, opened=Opened(office.signer))
    return written(office, file, SECOND)


def test_a_reviewer_sees_what_changed_since_the_version_sent_back(app, office):
    file = sent_back(office, "legal")
    page = text(factories.sign_in(app.test_client(), office.legal_reviewer).get(f"/review/{file.case.number}/legal"))
    assert "您上次看的是第 1 稿" in page
    assert "当时的意见：请核对份数。" in page
    assert "<del>一</del>份" in page
    assert "<ins>3</ins>份" in page


def test_a_signer_sees_it_too_and_another_signer_learns_who_read_it(app, office):
    file = sent_back(office, "sign")
    factories.pass_review(office, file, "legal")
    client = factories.sign_in(app.test_client(), office.signer)
    assert "您上次看的是第 1 稿" in text(client.get(f"/review/{file.case.number}/sign"))
    other = factories.person("signer", at=office.organ)
    page = text(factories.sign_in(app.test_client(), other).get(f"/review/{file.case.number}/sign"))
    assert f"{office.signer.name}上次看的是第 1 稿" in page


def test_who_reads_a_first_version_has_nothing_to_compare(app, office):
    file = written(office, factories.searched(office), FIRST)
    page = text(factories.sign_in(app.test_client(), office.legal_reviewer).get(f"/review/{file.case.number}/legal"))
    assert "与上次看的稿子对照" not in page


def test_a_page_that_compares_a_version_with_itself_is_caught(app, office, monkeypatch):
    """The broken twin: shown is the newest version against the newest."""
    file = sent_back(office, "legal")
    monkeypatch.setattr(last_read, "changes", lambda _before, after: changes(after, after))
    page = text(factories.sign_in(app.test_client(), office.legal_reviewer).get(f"/review/{file.case.number}/legal"))
    assert "<ins>" not in page
    assert "文字和提供的文件没有改动。" in page


def letter(office, file, **content):
    draft = Draft(reply_kind="already_public", content={"finding": FIRST, "said": SAID} | content, files=[])
    return reply_letter(look_up(file.case.number, office.handler), draft)


def test_paragraphs_are_paired_and_what_stands_on_one_side_only_is_shown_alone(office):
    file = factories.searched(office)
    same = changes(letter(office, file), letter(office, file, finding=f" {FIRST}　"))
    assert same == []
    (one,) = changes(letter(office, file), letter(office, file, finding=SECOND))
    assert [words for words, differs in one.before if differs] == ["一"]
    assert [words for words, differs in one.after if differs] == ["3"]
    assert "".join(words for words, _differs in one.after) == SECOND
    (added,) = changes(letter(office, file), letter(office, file, reasons="特此说明。"))
    assert added.before == ()
    assert added.after == (("特此说明。", True),)


def test_files_that_were_changed_are_named(app, office):
    file = factories.submitted(office)
    draft = latest_draft(file.case.id)
    factories.pass_review(office, file, "secrecy")
    judged = {"passed": False, "opinion": "换一份。", "seen": draft.content_hash}
    review(file.case.number, "legal", **judged, opened=Opened(office.legal_reviewer))
    writing = Writing(
        reply_kind="disclosed", finding="经检索，情况如下。", reasons="该文件由本机关制作，现依照规定答复。"
    )
    save_draft(file.case.number, writing, [Upload("另一份.pdf", factories.paper(50))], Opened(office.handler))
    submit(file.case.number, Opened(office.handler))
    factories.pass_review(office, look_up(file.case.number, office.handler), "secrecy")
    page = text(factories.sign_in(app.test_client(), office.legal_reviewer).get(f"/review/{file.case.number}/legal"))
    assert "提供的文件“批复文件”：不再提供" in page
    assert "提供的文件“另一份”：新增或者换过" in page
