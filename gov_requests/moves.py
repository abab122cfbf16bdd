"""The moves of the office's way (办理程序) as one table, and the fold of a journal through it. House custom, not law; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gov_requests.access import Action
from gov_requests.procedure import ENDING, NEXT_REVIEW, OPEN, REVIEW_STAGES, STAY, Move, Stage


def _move(
    act: str, kind: str, title: str, sources: Iterable[Stage], target: str, action: Action, who: str, **more: object
) -> Move:
    return Move(act, kind, title, frozenset(sources), target, action, who, **more)  # type: ignore[arg-type]


def _stay(act: str, kind: str, title: str, sources: Iterable[Stage], action: Action, who: str, **more: object) -> Move:
    return _move(act, kind, title, sources, STAY, action, who, **more)


#: While the handler works on the answer.
_AT_WORK = frozenset({Stage.SEARCHING, Stage.DRAFTING})
#: 区分处理 (第三十七条): a file gone through, its places decided, what is left made into a file of its own.
_SEVERING = (
    ("sever", "severing_opened", "区分处理", "severing.index"),
    ("decide_severing", "severing_decided", "决定遮盖", None),
    ("make_severed", "severed", "生成遮盖后的文件", None),
)
MOVES: tuple[Move, ...] = (
    _move(
        "assign",
        "assigned",
        "分办",
        {Stage.REGISTERED},
        Stage.SEARCHING,
        Action.ASSIGN,
        "窗口或公开工作机构",
        endpoint="handling.assign",
        leading=True,
    ),
    _move(
        "search",
        "searched",
        "登记检索",
        {Stage.SEARCHING, Stage.DRAFTING},
        Stage.DRAFTING,
        Action.SEARCH,
        "承办人",
        article="第三十六条第（四）项",
        endpoint="handling.search",
        leading=True,
    ),
    *(
        _stay(act, kind, title, _AT_WORK, Action.DRAFT, "承办人", article="第三十七条", endpoint=endpoint)
        for act, kind, title, endpoint in _SEVERING
    ),
    # 一事一申请: what the request asks for, one by one; each is answered.
    _stay("itemise", "itemised", "分列事项", _AT_WORK, Action.DRAFT, "承办人", endpoint="handling.itemise"),
    # 七步法: each answer is kept; the path decides nothing by itself.
    _stay("answer_step", "step_answered", "七步办理", _AT_WORK, Action.DRAFT, "承办人", endpoint="handling.steps"),
    _move(
        "draft",
        "drafted",
        "拟写答复",
        {Stage.DRAFTING},
        STAY,
        Action.DRAFT,
        "承办人",
        article="第三十六条",
        endpoint="replies.draft",
        leading=True,
    ),
    _move(
        "submit",
        "submitted",
        "送审",
        {Stage.DRAFTING},
        NEXT_REVIEW,
        Action.DRAFT,
        "承办人",
        after=("drafted", "还没有拟稿。"),
        endpoint="replies.submit",
    ),
    _move(
        "transfer",
        "transferred",
        "转办",
        {Stage.SEARCHING, Stage.DRAFTING},
        STAY,
        Action.ASSIGN,
        "科室负责人或公开工作机构",
        endpoint="handling.transfer",
    ),
    # 移交全部在办: at whatever stage it is, the request goes to another handler and waits for what it waited for.
    _stay("hand_over", "handed_over", "移交", OPEN - {Stage.REGISTERED}, Action.HAND_OVER, "科室负责人或公开工作机构"),
    _move(
        "return_assignment",
        "assignment_returned",
        "退回分办",
        {Stage.SEARCHING, Stage.DRAFTING},
        Stage.REGISTERED,
        Action.RETURN_ASSIGNMENT,
        "承办人",
        endpoint="handling.return_assignment",
    ),
    _move(
        "pass_secrecy",
        "secrecy_passed",
        "保密审查",
        {Stage.SECRECY_REVIEW},
        NEXT_REVIEW,
        Action.SECRECY_REVIEW,
        "保密审查人员",
        article="第十七条",
        endpoint="review.secrecy",
        leading=True,
    ),
    _move(
        "return_secrecy",
        "secrecy_returned",
        "保密审查退回",
        {Stage.SECRECY_REVIEW},
        Stage.DRAFTING,
        Action.SECRECY_REVIEW,
        "保密审查人员",
        article="第十七条",
    ),
    _stay(
        *("refer", "referred", "报送确定", {Stage.SECRECY_REVIEW}, Action.SECRECY_REVIEW, "保密审查人员"),
        article="第十七条第三款",
        endpoint="review.refer",
    ),
    _move(
        "pass_legal",
        "legal_passed",
        "法制审核",
        {Stage.LEGAL_REVIEW},
        NEXT_REVIEW,
        Action.LEGAL_REVIEW,
        "法制审核人员",
        endpoint="review.legal",
        leading=True,
    ),
    _move(
        "return_legal",
        "legal_returned",
        "法制审核退回",
        {Stage.LEGAL_REVIEW},
        Stage.DRAFTING,
        Action.LEGAL_REVIEW,
        "法制审核人员",
    ),
    # 回传稿: the DOCX as it came back from the OA; it is signed in the draft's place.
    _stay(
        "return_copy",
        "copy_returned",
        "上传回传稿",
        {Stage.SIGNING},
        Action.DRAFT,
        "承办人",
        endpoint="replies.returned",
    ),
    _move(
        "sign",
        "signed",
        "签发",
        {Stage.SIGNING},
        Stage.DELIVERING,
        Action.SIGN,
        "签发人",
        endpoint="review.sign",
        leading=True,
    ),
    _move("return_signature", "signature_returned", "签发退回", {Stage.SIGNING}, Stage.DRAFTING, Action.SIGN, "签发人"),
    _move(
        "deliver",
        "replied",
        "登记送达",
        {Stage.DELIVERING},
        Stage.CLOSED,
        Action.DELIVER,
        "窗口或承办人",
        article="国办公开办函〔2016〕235号",
        endpoint="replies.delivery",
        leading=True,
    ),
    _move(
        "draft_notice",
        "notice_drafted",
        "拟写告知、征询",
        OPEN - {Stage.DELIVERING},
        STAY,
        Action.NOTICE,
        "窗口或承办人",
        article="第三十条、第三十二条至第三十四条",
        endpoint="notices.index",
    ),
    _move("issue_notice", "notice_issued", "签发告知、征询", OPEN, STAY, Action.ISSUE_NOTICE, "公开工作机构负责人"),
    _move("return_notice", "notice_returned", "退回告知、征询", OPEN, STAY, Action.ISSUE_NOTICE, "公开工作机构负责人"),
    # 作废: a signed notice, a signed reply that was not sent; the number stays taken. The reply is drafted again.
    _move("void_notice", "notice_voided", "作废告知、征询", OPEN, STAY, Action.ISSUE_NOTICE, "公开工作机构负责人"),
    _move("void_letter", "letter_voided", "作废答复", {Stage.DELIVERING}, Stage.DRAFTING, Action.SIGN, "签发人"),
    _stay("archive", "archived", "归档", {Stage.CLOSED}, Action.ARCHIVE, "窗口或承办人", endpoint="archive.show"),
    # 退件: what the post brought back, and the next try; the request stays closed, the day that counted stays.
    _move("mail_back", "mail_returned", "登记退件", {Stage.CLOSED}, STAY, Action.DELIVER, "窗口或承办人"),
    _move("redeliver", "redelivered", "登记再次送达", {Stage.CLOSED}, STAY, Action.DELIVER, "窗口或承办人"),
    # 用印 is recorded at whatever stage: notices are sealed as replies are.
    _move("seal", "sealed", "登记用印", set(Stage), STAY, Action.DELIVER, "窗口或承办人"),
    # 207号: each try to reach the applicant is kept, whenever it was; the confirmation itself is a day added to the receipt.
    _stay("contact", "contact_tried", "联系申请人", set(Stage), Action.REGISTER, "窗口", article="第三十一条"),
    _stay(
        *("look_alike", "publication_proposed", "查重", set(Stage), Action.NOTICE, "窗口或承办人"),
        article="第三十六条第（六）项、第四十四条",
        endpoint="intake.alike",
    ),
    _stay(
        *("decide_publication", "publication_decided", "决定是否主动公开", set(Stage)),
        *(Action.DECIDE_PUBLICATION, "公开工作机构负责人"),
    ),
    # Sending a notice and what comes in are facts of the clock: they are recorded under the fact's own kind, whatever the stage.
    _move("send_notice", "notice_sent", "登记告知、征询的送达", set(Stage), STAY, Action.NOTICE, "窗口或承办人"),
    _move("record_incoming", "incoming_recorded", "登记来件", set(Stage), STAY, Action.NOTICE, "窗口或承办人"),
)
BY_ACT = {move.act: move for move in MOVES}
_BY_KIND = {move.kind: move for move in MOVES}


@dataclass(slots=True)
class Progress:
    """The fold of a request's journal: its stage, and the reviews that its draft still needs."""

    stage: Stage = Stage.REGISTERED
    reviews: tuple[str, ...] = ()

    def follow(self, kind: str, data: Mapping[str, object]) -> None:
        """Take one journal row. Rows that move nothing (a note, a download) are passed over; after the end nothing moves."""
        if self.stage is Stage.CLOSED:
            return
        if kind in ENDING:
            self.stage = Stage.CLOSED
            return
        move = _BY_KIND.get(kind)
        if move is None or move.target == STAY:
            return
        if kind == "submitted":
            named = data.get("reviews", ())
            self.reviews = tuple(str(name) for name in named) if isinstance(named, list | tuple) else ()
        elif move.target == NEXT_REVIEW:
            self.reviews = self.reviews[1:]
        self.stage = self._next() if move.target == NEXT_REVIEW else Stage(move.target)

    def _next(self) -> Stage:
        return REVIEW_STAGES[self.reviews[0]] if self.reviews else Stage.SIGNING
