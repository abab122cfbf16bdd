"""What journal rows are called in the audit log: the fact only, never the text of a request."""

from gov_requests.procedure import MOVES
from gov_requests.statute.facts import KINDS
from gov_requests.terms import DISPUTE_STEPS

#: Rows that no move of the procedure writes.
_OTHERS = {
    "checkpoint_kept": "留存检查点",
    "list_exported": "导出申请列表",
    "audit_log_exported": "导出审计日志（表格）",
    "backup_restored": "恢复备份",
    "arrangement_imported": "导入放假安排",
    "file_taken_out": "取出全卷",
    "office_text_set": "启用文书用语、文号格式",
    "personal_data_revealed": "查看完整个人信息",
    "identity_paper_opened": "查看身份证明",
    "identity_papers_removed": "删除到期的身份证明",
    "applicants_merged": "合并申请人登记",
    "applicants_parted": "撤销合并申请人登记",
    "received": "登记申请",
    "labels_printed": "打印信封标签（含完整地址）",
    "signed_in": "登录",
    "signed_out": "退出",
    "sign_in_rested": "连续登录失败，暂停登录",
    "password_changed": "更改密码",
    "password_reset": "重置密码",
    "codes_set_up": "启用动态验证码",
    "codes_given_up": "停用动态验证码",
    "codes_reset": "重置动态验证码",
    "own_sessions_ended": "结束自己的会话",
    "sessions_ended": "结束他人的会话",
    "organ_added": "添加单位",
    "organ_changed": "更改单位",
    "section_added": "添加科室",
    "person_added": "添加人员",
    "people_imported": "导入人员",
    "person_changed": "更改人员资料",
    "person_disabled": "停用账号",
    "person_enabled": "启用账号",
    "role_granted": "授予角色",
    "role_revoked": "撤销角色",
    "roles_granted": "授予导入人员的角色",
    "security_changed": "更改安全设置",
    "setup_opened": "开启首次启用",
    "setup_closed": "设三员，完成首次启用",
    "deputy_named": "设代理",
    "deputy_ended": "结束代理",
    "practice_accounts": "设置演示账号",
    "proposed": "提请复核",
    "proposal_refused": "复核不同意",
    "proposal_withdrawn": "撤回复核事项",
    "supplemented": "补录确认或者送达日期",
    "voided": "作废一条记录",
    "audit_exported": "导出审计日志",
    "ledger_imported": "导入台账",
    "dispute_imported": "导入复议诉讼台账",
    "ledger_exported": "完整导出台账",
    "full_export_agreed": "同意完整导出台账",
}
_DISPUTES = {f"dispute_{kind}": f"复议诉讼：{title}" for kind, title in DISPUTE_STEPS.items()}
TITLES = (
    _DISPUTES | {kind: fact.title for kind, fact in KINDS.items()} | {move.kind: move.title for move in MOVES} | _OTHERS
)
