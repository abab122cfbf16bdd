"""七步法: 补不补 → 是不是 → 谁负责 → 有没有 → 给不给 → 怎么给 → 怎么答. The handler's questions as one table.

Each answer names its article and leads on: to the next question, to a reply kind (whose letter, report row and relief are those of
``reply_kinds``), or to a letter whose answer is waited for. The order is practice (七步法), the answers are the Regulations'.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gov_requests.statute.provisions import FEE_ARTICLE, Article, article
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind

#: The question where the reply is written.
LAST = 7


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question.

    ``kind``: the reply kind that it decides for; ``to``: the question that follows (None: none does); ``notice``: the letter (D02 …)
    that goes out first and is waited for. ``own`` articles where the answer decides for no kind, whose ground it would be.
    """

    code: str
    title: str
    own: tuple[Article, ...] = ()
    to: int | None = None
    kind: str | None = None
    notice: str | None = None

    @property
    def articles(self) -> tuple[Article, ...]:
        """What the answer rests on: its own articles, else the ground of the kind that it decides for."""
        return self.own or (REPLY_KINDS[self.kind].articles if self.kind else ())

    @property
    def ground(self) -> str:
        """The articles as they are cited."""
        return "、".join(cited.text for cited in self.articles)

    @property
    def waits(self) -> bool:
        """Whether the question stays open until the letter that goes out is answered."""
        return self.notice is not None and self.to is None and self.kind is None


@dataclass(frozen=True, slots=True)
class Step:
    """One question; the last has no answers of its own: there the reply is written."""

    number: int
    title: str
    question: str
    answers: tuple[Answer, ...]

    def answer(self, code: str | None) -> Answer | None:
        """Return the answer with this code; None where the question has none such."""
        return next((answer for answer in self.answers if answer.code == code), None)


def _kind(code: str, title: str = "", *, to: int | None = None, notice: str | None = None) -> Answer:
    """An answer that decides for a reply kind, under the kind's own code and ground."""
    return Answer(code, title or REPLY_KINDS[code].title, to=to, kind=code, notice=notice)


#: 第十条、第三十三条第三款、第三十四条: others are asked while the question goes on.
_OTHERS = (article(10), article(34))

STEPS: tuple[Step, ...] = (
    Step(
        1,
        "补不补",
        "身份、联系方式、内容描述、形式要求齐不齐，申请的是什么信息能不能确定？",
        (
            Answer("clear", "不补：要素齐全，内容明确", (article(29),), to=2),
            Answer("ask_correction", "要补：一次告知全部补正事项", (article(30),), notice="D02"),
            _kind("still_unclear", "已经补正，仍不明确"),
            _kind("abandoned_uncorrected", "补正期限已满，无正当理由不补正", notice="D26"),
            _kind("withdrawn", "申请人撤回申请"),
        ),
    ),
    Step(
        2,
        "是不是",
        "是不是向行政机关获取政府信息的申请？",
        (
            Answer("information", "是：申请获取政府信息", (article(2),), to=3),
            _kind("petition", "不是：实质是信访、投诉、举报"),
            _kind("repeat", "重复申请：同一申请人、相同信息、已经答复"),
            _kind("publication", "要的是公报、报刊、书籍等公开出版物"),
            _kind("administrative_inquiry", "法律、行政法规对查询另有规定（工商、不动产登记等）"),
            _kind("reconfirm", "要求确认或者重新出具已经获取的信息"),
            Answer("ask_reasons", "数量、频次明显超过合理范围：先要求说明理由", (article(35),), notice="D03"),
            _kind("excessive", "已说明的理由不合理：不予处理"),
            Answer("ask_fee", "数量、频次明显超过合理范围：收取信息处理费", (article(42), FEE_ARTICLE), notice="D09"),
            _kind("abandoned_unpaid", "缴费期限已满，没有缴费", notice="D26"),
        ),
    ),
    Step(
        3,
        "谁负责",
        "由谁制作、从谁获取，由哪个机关负责公开？",
        (
            Answer("ours", "本机关负责公开", (article(10),), to=4),
            Answer("ours_with_others", "本机关牵头，与其他机关共同制作：征求意见", _OTHERS, to=4, notice="D08"),
            _kind("not_this_organ", "不属于本机关负责公开"),
        ),
    ),
    Step(
        4,
        "有没有",
        "检索后，有没有所申请的信息？",
        (
            Answer("held", "有", (article(36),), to=5),
            _kind("not_held", "没有，信息不存在"),
            _kind("needs_making", "没有现成的，要加工、分析才能形成"),
            Answer("ask_keeper", "不能确定：函询档案馆或者其他机关", (article(11),), notice="D08"),
        ),
    ),
    Step(
        5,
        "给不给",
        "能不能公开？",
        (
            _kind("already_public", "已经主动公开"),
            _kind("disclosed", "可以公开", to=6),
            _kind("partly_disclosed", "部分可以公开，区分处理", to=6),
            Answer("ask_third_party", "公开可能损害第三方合法权益：先书面征求意见", (article(32),), notice="D05"),
            _kind("third_party_rights", "商业秘密、个人隐私等，公开会损害第三方合法权益"),
            _kind("state_secret", "依法确定为国家秘密"),
            _kind("prohibited_by_law", "其他法律、行政法规禁止公开"),
            _kind("public_safety"),
            _kind("internal_affairs", "内部事务信息：人事管理、后勤管理、内部工作流程"),
            _kind("process_information", "过程性信息：讨论记录、过程稿、磋商信函、请示报告"),
            _kind("enforcement_file", "行政执法案卷信息"),
        ),
    ),
    Step(
        6,
        "怎么给",
        "按申请人要求的形式提供，还是以其他形式提供？",
        (
            Answer("as_asked", "按申请人要求的形式提供", (article(40),), to=LAST),
            Answer(
                "other_form",
                "按要求提供可能危及载体安全或者成本过高：以电子数据等其他形式提供，或者安排查阅、抄录",
                (article(40),),
                to=LAST,
            ),
        ),
    ),
    Step(LAST, "怎么答", "照前面的结论写答复。", ()),
)
BY_NUMBER = {step.number: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Path:
    """How far the answers lead: those that count, the question that is open, and the reply kind they decide for (None: not yet).

    ``notice`` is the letter that is waited for at the open question.
    """

    given: tuple[tuple[Step, Answer], ...]
    at: int
    kind: ReplyKind | None

    @property
    def concluded(self) -> bool:
        """Whether nothing is left to ask."""
        return self.at == LAST and self.kind is not None

    @property
    def answers(self) -> dict[int, Answer]:
        """The answers that count, by the question's number."""
        return {step.number: answer for step, answer in self.given}


def walk(answers: Mapping[int, str]) -> Path:
    """Follow ``answers`` (question → code) from the first question on.

    An answer off the way (to a question that another answer has made idle) counts for nothing; neither does an unknown one.
    """
    given: list[tuple[Step, Answer]] = []
    kind: ReplyKind | None = None
    number = 1
    while number < LAST:
        step = BY_NUMBER[number]
        answer = step.answer(answers.get(number))
        if answer is None:
            return Path(tuple(given), number, kind)
        given.append((step, answer))
        kind = REPLY_KINDS[answer.kind] if answer.kind else kind
        if answer.waits:
            return Path(tuple(given), number, kind)
        number = answer.to or LAST
    return Path(tuple(given), LAST, kind)
