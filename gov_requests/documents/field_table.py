"""What people fill in for each letter: the table. `fields` tells how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["line", "text", "date", "lines"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: `name` is the fact's and the form's, `kind` how it is typed in.

    `says` is the key of `reply_kinds.MUST_SAY` that it helps to fulfil, `options` (value, words) are what the law lets one choose from,
    `only` the
    reply kinds (endings, outcomes) that ask for it, where not all of a letter do.
    """

    name: str
    title: str
    kind: Kind
    required: bool = True
    hint: str = ""
    says: str = ""
    options: tuple[tuple[str, str], ...] = ()
    only: frozenset[str] = frozenset()


#: D07: why information that touches a third party may be released (第十五条、第三十二条).
RELEASES: Final = (
    ("consent", "第三方同意公开"),
    ("public_interest", "不公开会对公共利益造成重大影响"),
    ("no_reasonable_ground", "公开不会损害第三方合法权益"),
)
#: D27: what came of a request for correction (第四十一条).
CORRECTIONS: Final = (("corrected", "已更正"), ("forwarded", "已转送"), ("directed", "告知向有权更正的机关提出"))


def _words(*words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


def _finding(title: str = "查明的事实", hint: str = "经查的事实，不写法律判断。") -> FieldSpec:
    return FieldSpec("finding", title, "text", hint=hint)


def _reasons(title: str, hint: str, says: str = "reason") -> FieldSpec:
    return FieldSpec("reasons", title, "text", hint=hint, says=says)


_MORE = FieldSpec("reasons", "需要补充说明的", "text", required=False, hint="没有的不填。")
_ALSO_FOUND = FieldSpec("finding", "查明的其他事实", "text", required=False, hint="没有的不填。")
_SEVERING = FieldSpec(
    "severing",
    "不能作区分处理的理由",
    "text",
    hint="逐项核对能否遮盖后提供其余部分；能够区分的，改用部分公开。",
    says="reason",
)


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


FIELDS: Final[Mapping[str, tuple[FieldSpec, ...]]] = {
    "D01": (),
    "D02": (
        FieldSpec("element", "缺少或者不明确的要素", "line", hint="三项要素中的哪一项。"),
        FieldSpec("points", "需要补正的事项", "lines", hint="一次列明全部事项，每行一项。"),
        FieldSpec("guidance", "补正指引", "text", hint="怎样补正，给予指导和释明，可以举例。"),
        FieldSpec("reply_by", "补正期限", "date", hint="给予合理的期限。"),
    ),
    "D03": (
        _finding("申请的数量、频次", "写明期间、件数和所涉事项，不写对申请人的评价。"),
        FieldSpec("reply_by", "说明理由的期限", "date", hint="等待说明期间，答复期限继续计算。"),
    ),
    "D04": (FieldSpec("reason", "延期理由", "text", hint="本件为什么不能按期答复；“工作繁忙”不是理由。"),),
    "D05": (
        FieldSpec("addressee", "第三方名称", "line"),
        FieldSpec(
            "subject", "涉及的政府信息", "text", hint="具体到文件、栏目，让第三方知道对什么表态；不写申请人是谁。"
        ),
    ),
    "D06": (),
    "D07": (
        FieldSpec("addressee", "第三方名称", "line"),
        FieldSpec("subject", "决定公开的政府信息内容", "text"),
        FieldSpec("opinion", "第三方意见的情况", "text", hint="何时征求、何时答复、是什么意见；没有答复的写没有答复。"),
        FieldSpec("release", "公开的依据", "line", options=RELEASES),
        FieldSpec(
            "reason",
            "决定公开的理由",
            "text",
            hint="本机关自己的判断。",
            only=_only("public_interest", "no_reasonable_ground"),
        ),
        FieldSpec("release_on", "提供信息的日期", "date", hint="留出第三方寻求救济的间隔。"),
    ),
    "D08": (
        FieldSpec("addressee", "机关名称", "line"),
        FieldSpec("subject", "涉及的政府信息", "text"),
    ),
    "D09": (
        _finding("数量、频次明显超过合理范围的认定", "写明期间和件数、页数。"),
        FieldSpec("how_to_pay", "缴费方式", "text", hint="缴款渠道、缴款码或者账户、咨询电话。"),
    ),
    "D10": (
        _finding(),
        FieldSpec(
            "where_published",
            "获取该信息的方式、途径",
            "lines",
            hint="每行一处：准确网址，或者公报期号、查阅点地址和时间。",
            says="where_published",
        ),
        _MORE,
    ),
    "D11": (_finding(), _MORE),
    "D12": (_finding(), _MORE),
    "D13": (
        _finding(),
        FieldSpec(
            "classification",
            "密级、保密期限和定密依据",
            "text",
            required=False,
            hint="可以告知的写明；密件本身不得录入本系统。",
            says="reason",
            only=_only("state_secret"),
        ),
        FieldSpec(
            "prohibiting_law",
            "禁止公开的法律、行政法规及条文",
            "line",
            hint="写全称和条款，如《中华人民共和国统计法》第×条；地方性法规、规章不在此列。",
            says="reason",
            only=_only("prohibited_by_law"),
        ),
        FieldSpec(
            "endangered",
            "可能危及的方面",
            "line",
            says="reason",
            options=_words("国家安全", "公共安全", "经济安全", "社会稳定"),
            only=_only("public_safety"),
        ),
        _reasons("不予公开的理由", "写明为什么属于上述情形，公开会带来什么后果；工作秘密本身不是依据。"),
        _SEVERING,
    ),
    "D14": (
        _finding(),
        FieldSpec(
            "consultation",
            "征求第三方意见的情况",
            "text",
            hint="何时书面征求、何时答复、是否同意、有什么理由；没有答复的如实写明。",
            says="consultation",
        ),
        _reasons("本机关的判断和理由", "是不是商业秘密、个人隐私，第三方的理由是否合理；不照录第三方意见。"),
        FieldSpec(
            "public_interest",
            "对公共利益的判断",
            "text",
            hint="不公开会不会对公共利益造成重大影响，为什么。",
            says="consultation",
        ),
        _SEVERING,
    ),
    "D15": (
        _finding(),
        FieldSpec(
            "category",
            "内部事务信息的类别",
            "line",
            says="reason",
            options=_words("人事管理", "后勤管理", "内部工作流程"),
            only=_only("internal_affairs"),
        ),
        FieldSpec(
            "category",
            "过程性信息的类别",
            "line",
            says="reason",
            options=_words("讨论记录", "过程稿", "磋商信函", "请示报告"),
            only=_only("process_information"),
        ),
        _reasons("不予公开的理由", "写明文件的性质、形成的环节，公开对工作有什么不利影响。"),
        FieldSpec(
            "duty_checked",
            "是否规定应当公开的核对",
            "text",
            required=False,
            hint="已核对没有法律、法规、规章规定应当公开的，写明。",
        ),
        _SEVERING,
    ),
    "D16": (_finding(hint="为什么没有：未制作、未获取，或者依法不由本机关保存。"), _MORE),
    "D17": (
        _finding(),
        _reasons("不属于本机关负责公开的理由", "按制作、获取、保存和职责分工说明。"),
        FieldSpec(
            "right_organ", "负责公开的机关", "line", required=False, hint="能够确定的必须写。", says="right_organ"
        ),
        FieldSpec(
            "right_organ_contact", "该机关的联系方式", "line", required=False, hint="地址、电话。", says="right_organ"
        ),
        FieldSpec(
            "right_organ_unknown",
            "不能确定的原因",
            "text",
            required=False,
            hint="确实不能确定时写明作过的核查。",
            says="right_organ",
        ),
    ),
    "D18": (
        _finding("现有信息的情况", "本机关现有哪些相关记录，为什么其中没有所申请的内容。"),
        _reasons("需要加工、分析的理由", "提供所申请的内容需要作什么汇总、加工、分析。"),
    ),
    "D19": (
        FieldSpec(
            "correction_noticed_on", "补正告知的日期", "date", hint="由登记的补正告知带出。", says="correction_history"
        ),
        FieldSpec(
            "correction_received_on",
            "收到补正申请的日期",
            "date",
            hint="由登记的补正来件带出。",
            says="correction_history",
        ),
        FieldSpec(
            "correction_history",
            "要求补正的事项和补正的内容",
            "text",
            hint="告知补正了什么，申请人补正成什么。",
            says="correction_history",
        ),
        _ALSO_FOUND,
        _reasons("补正后仍不明确的理由", "为什么仍不能确定申请的是什么信息。"),
    ),
    "D20": (
        _finding(hint="申请内容的实质，引用原话说明。"),
        _MORE,
        FieldSpec("channels", "相应的渠道", "lines", hint="每行一个：部门名称、地址、电话。", says="channel"),
    ),
    "D21": (
        FieldSpec("earlier_number", "此前答复的文号", "line", says="earlier_reply"),
        FieldSpec("earlier_on", "此前答复的日期", "date", says="earlier_reply"),
        FieldSpec(
            "unchanged",
            "情况没有变化的核对",
            "text",
            hint="密级、过程是否终结、职责、保存状况有没有变化，何时核对。",
            says="earlier_reply",
        ),
        _ALSO_FOUND,
        _MORE,
    ),
    "D22": (
        _finding(),
        FieldSpec(
            "how_to_obtain", "获取的途径", "text", hint="出版单位、购买或者借阅的地点、网址。", says="how_to_obtain"
        ),
        _MORE,
    ),
    "D23": (
        _finding("申请的数量、频次", "写明期间、件数和所涉事项。"),
        FieldSpec("reasons_asked_on", "要求说明理由的日期", "date", says="reasons_asked"),
        FieldSpec("reasons_given", "申请人说明的理由", "text", hint="没有说明的写没有说明。", says="reasons_asked"),
        _reasons("认为申请理由不合理的理由", "针对申请人的理由逐条说明。", says="reasons_asked"),
    ),
    "D24": (
        _finding(),
        FieldSpec(
            "special_rules",
            "作出特别规定的法律、行政法规及条文",
            "line",
            hint="如《不动产登记暂行条例》第×条。",
            says="special_rules",
        ),
        FieldSpec(
            "special_counter", "办理的窗口和方式", "text", hint="窗口名称、地址、电话、所需材料。", says="special_rules"
        ),
        _MORE,
    ),
    "D25": (
        _finding("申请人已经获取该信息的情况", "何时、以何种方式已经获取。"),
        _reasons("不予处理的理由", "要求的是确认或者重新出具，不是获取政府信息。"),
    ),
    "D26": (FieldSpec("note", "补充说明", "text", required=False, hint="例如催告、联系的情况。"),),
    "D27": (
        _finding("审核的情况", "申请人提供的证据和审核的结果。"),
        FieldSpec("outcome", "处理结果", "line", options=CORRECTIONS),
        FieldSpec("subject", "更正的内容", "text", hint="由什么更正为什么。", only=_only("corrected")),
        FieldSpec("right_organ", "有权更正的机关", "line", only=_only("forwarded", "directed")),
        FieldSpec("right_organ_contact", "该机关的联系方式", "line", only=_only("forwarded", "directed")),
    ),
}
