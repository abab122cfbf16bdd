"""What the template says to whoever fills it in (填写说明), and what a masked export says of itself."""

from typing import Final

from gov_requests.ledger.columns import OUTCOME_WORDS, SHEETS
from gov_requests.statute.outcomes import BUCKETS, OUTCOMES, PENDING


def _must(title: str) -> str:
    return f"「{title}」必填：{'、'.join(column.heading for column in SHEETS[title] if column.must)}。"


HELP: Final = (
    "一行一件申请，第 1 行的列名不要改；列的先后不限，不用的列可以不要。另加的表不读。",
    *(_must(title) for title in SHEETS),
    "日期写作 2026-11-16、2026/11/16 或 2026年11月16日，也可以是日期格式的单元格。",
    "证件号码、登记编号等长数字，先把单元格设为“文本”再填，否则末位会丢失。",
    "一件申请一行写不下的（如两次征求意见），下一行填同一登记编号接着写；申请人等内容可以不再填。",
    "确认日期：平信、网上、传真、电子邮件与申请人确认的日期。第三十一条",
    "征求意见的，征求意见对象和征求发出日期都要填；还没有收到意见的，意见收到日期留空。",
    "延期告知日期是告知申请人的日期；延期批准日期是公开工作机构负责人同意的日期。第三十三条第二款",
    "答复类型从列表中选，也可以填代码，或年度报告中的行名（导入时选择报告格式年份）。",
    "答复日期是起算的那一天：当面送达为签收之日，邮寄为交邮之日，不是落款日期。国办公开办函〔2016〕235号",
    "答复类型为“撤回及其他”的，答复日期填撤回的日期；两种逾期的，填不再处理的日期。",
    "登记编号、文号照原样保留，不占本系统的连续编号。",
    "「复议诉讼」一个案件编号一行，写最近审级的情况；关联登记编号填所涉申请的登记编号。",
    *(
        f"结果一般计入“{title}”：{'、'.join(word for word in OUTCOME_WORDS if OUTCOMES[word].bucket == bucket)}。"
        for bucket, title in BUCKETS.items()
        if bucket != PENDING
    ),
    "结果留空的，为尚未审结。",
    "有一处不能读，全部不导入，逐处列出；办理中不合法的情况（如逾期答复、逾期延期）照实导入，只作提示。",
)
MASKED_NOTES: Final = (
    "本工作簿中的个人信息已经脱敏：自然人姓名、证件号码、联系方式。",
    "申请内容按原文导出，其中可能有个人信息，使用和转发时请注意保护。",
    "脱敏的台账不能导入。需要完整台账的，请在系统中申请完整导出，由另一人复核。",
)
