"""What journal rows are called in the audit log: the fact only, never the text of a request."""

from gov_requests.procedure import MOVES

#: Rows that no move of the procedure writes.
_OTHERS = {
    "personal_data_revealed": "查看完整个人信息",
    "identity_paper_opened": "查看身份证明",
    "identity_papers_removed": "删除到期的身份证明",
    "received": "登记申请",
    "signed_in": "登录",
    "signed_out": "退出",
    "organ_added": "添加单位",
    "section_added": "添加科室",
    "person_added": "添加人员",
    "practice_accounts": "设置演示账号",
    "proposed": "提请复核",
    "proposal_refused": "复核不同意",
    "proposal_withdrawn": "撤回复核事项",
    "voided": "作废一条记录",
}
TITLES = {move.kind: move.title for move in MOVES} | _OTHERS
