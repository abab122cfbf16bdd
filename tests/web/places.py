"""An office with a request that went through everybody's hands, and every address that the system has about it."""

from gov_requests.access import Role
from gov_requests.demo.papers import paper as drawn_paper
from gov_requests.notices import acts
from gov_requests.personal.actions import identity_papers
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.dispute_file import Attacked, NewDispute, open_dispute
from gov_requests.records.dispute_papers import add_papers
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.referrals import Referral
from gov_requests.records.secrecy import ReEvaluation, documents_of
from gov_requests.records.severings import severings_of
from gov_requests.web.gates import NOTICES
from tests import factories

PAPER = drawn_paper("答复通知")
EXTENSION = {"workdays": 10, "reason": "需要核对的档案较多。"}


class Place:
    """An office with a request that went through everybody's hands, and the values that fill its URLs."""

    def __init__(self, office: factories.Office | None = None, requests_before: int = 0, **applicant: str) -> None:
        self.office = (office or factories.Office()).full()
        for _ in range(requests_before):
            factories.registered(self.office)
        file = factories.register(
            factories.registration(**applicant),
            [Upload("申请表.pdf", factories.PDF)],
            [Upload("证件.png", factories.PNG)],
            by=self.office.clerk,
        )
        self.number = file.case.number
        #: Whom the administrators' pages are about, so that nobody here loses a session or a role.
        self.bystander = factories.person(Role.CLERK, at=self.office.organ).username
        factories.assign(self.number, self.office.handler.id, "", Opened(self.office.clerk))
        acts.draft(self.number, NOTICES["D04"], EXTENSION, Opened(self.office.handler))
        self._answer()
        case = file.case
        self.values = {
            "letter_id": db.session.query(Letter.id).filter_by(case_id=case.id).first()[0],
            "public_id": db.session.query(Attachment.public_id)
            .filter_by(case_id=case.id, purpose="application")
            .first()[0],
            "notice_id": acts.notices_of(case.id)[0].id,
            "applicant_id": case.applicant_id,
            "identity": identity_papers(case.id)[0].public_id,
            "re_evaluation_id": self._re_evaluation(case.id),
            "severing_id": severings_of(case.id)[0].severing.id,
            "referral_id": self._referral(case.id),
        }
        self.values["dispute_id"], self.values["paper_id"] = self._dispute(case.id)

    def _re_evaluation(self, case_id: int) -> int:
        with one_act(self.office.secrecy_reviewer) as act:
            document = documents_of(case_id)[0].id
            again = {"organ_id": self.office.organ.id, "case_id": case_id, "document_id": document}
            row = ReEvaluation(**again, due_on=factories.today())
            db.session.add(row)
            act.note("re_evaluated")
        return row.id

    def _referral(self, case_id: int) -> int:
        with one_act(self.office.secrecy_reviewer) as act:
            about = {
                "title": "批复",
                "sha256": "0" * 64,
                "ground": "undecided",
                "question": "能否公开",
                "body": "虚构局",
            }
            row = Referral(
                organ_id=self.office.organ.id,
                case_id=case_id,
                **about,
                undecided_on=factories.today(),
                referred_by=self.office.secrecy_reviewer.id,
                referred_at=act.at,
            )
            db.session.add(row)
            act.note("referred")
        return row.id

    def _dispute(self, case_id: int) -> tuple[int, str]:
        """Return the dispute's key and what addresses name its paper by."""
        named = f"虚政复〔2026〕{case_id}号"
        new = NewDispute(named, "review", factories.today(), procedure="simplified", against="reply")
        with one_act(self.office.legal_reviewer) as act:
            dispute = open_dispute(act, self.office.organ.id, new, [Attacked(case_id)])
        with one_act(self.office.legal_reviewer) as act:
            (paper,) = add_papers(act, dispute, "notice", [Upload("答复通知.pdf", PAPER)])
        return dispute.dispute.id, paper.public_id

    def _answer(self) -> None:
        office, number = self.office, self.number
        finding = {
            "method": "查阅目录",
            "terms": "批复",
            "searched_by": "虚构承办",
            "result": "检索到。",
            "found": True,
        }
        found = factories.Finding(place="档案室", searched_on=factories.today(), **finding)
        factories.record_search(number, found, [], Opened(office.handler))
        factories.severed_from(office, number)
        writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
        file = factories.save_draft(number, writing, [Upload("批复.pdf", factories.PDF)], Opened(office.handler))
        file = factories.submit(number, Opened(office.handler))
        for name in list(file.progress.reviews):
            file = factories.pass_review(office, file, name)
        seen = factories.latest_draft(file.case.id).content_hash
        factories.sign(number, opinion="", seen=seen, opened=Opened(office.signer))

    def path(self, rule, *, sees_all: bool) -> str:
        """Return the rule's URL about this place's request."""
        filled = {
            "ref": f"{self.office.organ.code}~{self.number}" if sees_all else self.number,
            "key": "under-way",
            "number": 1,
            "slug": "note" if rule.endpoint.startswith("disputes.") else "extension",
            "username": self.bystander,
            "code": self.office.organ.code,
            "proposal_id": 1,
            "row_id": 1,
            "view_id": 1,
            "merge_id": 1,
            "year": 2026,
            "part": "table3",
            "kind": "xlsx",
            "bulletin_id": 1,
            "version": 1,
            "day": "2026-11-24",
            "ground": "not_held",
            "name": "none",
            "token": "none",
            "sha256": "0" * 64,
            **self.values,
        }
        if rule.endpoint == "personal.identity":
            filled["public_id"] = filled["identity"]
        return rule.build({name: filled[name] for name in rule.arguments})[1]


def token_of(client) -> str:
    """Return the form token of a browser's session, as a page of it carries it."""
    page = client.get("/account/", follow_redirects=True).get_data(as_text=True)
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
