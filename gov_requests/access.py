"""Who may do what: the access matrix, as one table that a lawyer can read.

A role without an entry is denied. A scope says to which requests the right extends; whatever lies outside it does not exist
for that person (the same 404 as for an absent one).
"""

from enum import StrEnum


class Role(StrEnum):
    """The role codes that the commands print."""

    CLERK = "clerk"
    HANDLER = "handler"
    SECTION_HEAD = "section_head"
    SECRECY_REVIEWER = "secrecy_reviewer"
    LEGAL_REVIEWER = "legal_reviewer"
    SIGNER = "signer"
    DISCLOSURE_HEAD = "disclosure_head"
    DISTRICT_SUPERVISOR = "district_supervisor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_TITLES = {
    Role.CLERK: "窗口接件",
    Role.HANDLER: "承办",
    Role.SECTION_HEAD: "科室负责人",
    Role.SECRECY_REVIEWER: "保密审查",
    Role.LEGAL_REVIEWER: "法制审核",
    Role.SIGNER: "签发",
    Role.DISCLOSURE_HEAD: "公开工作机构负责人",
    Role.DISTRICT_SUPERVISOR: "区级监督",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}
#: As the top bar says it, in front of the name.
ROLE_SHORT = {
    Role.CLERK: "窗口",
    Role.HANDLER: "承办",
    Role.SECTION_HEAD: "科长",
    Role.SECRECY_REVIEWER: "保密",
    Role.LEGAL_REVIEWER: "法制",
    Role.SIGNER: "签发",
    Role.DISCLOSURE_HEAD: "公开",
    Role.DISTRICT_SUPERVISOR: "督办",
    Role.SYSTEM_ADMIN: "系统",
    Role.SECURITY_ADMIN: "安全",
    Role.AUDIT_ADMIN: "审计",
}
#: 三员: exclusive of each other and of every business role (GB/T 22239-2019, 8.1.4).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
BUSINESS = frozenset(Role) - ADMINISTRATORS


class Scope(StrEnum):
    """How far a right extends."""

    OWN = "own"  # requests that the person handles
    SECTION = "section"  # requests of the person's section
    ASSIGNED = "assigned"  # requests of the organ that wait for, or went through, this person's review
    ORGAN = "organ"  # all requests of the person's organ
    DISTRICT = "district"  # every organ's requests
    ANY = "any"  # not about a request


class Action(StrEnum):
    """What there is to do. Every endpoint names one of these (``web.permissions``)."""

    REGISTER = "register"
    READ_CASE = "read_case"
    ASSIGN = "assign"
    RETURN_ASSIGNMENT = "return_assignment"
    SEARCH = "search"
    DRAFT = "draft"
    SECRECY_REVIEW = "secrecy_review"
    LEGAL_REVIEW = "legal_review"
    SIGN = "sign"
    DELIVER = "deliver"
    NOTICE = "notice"
    ISSUE_NOTICE = "issue_notice"
    HAND_OVER = "hand_over"
    ABSENCE = "absence"
    REVEAL = "reveal"
    VIEW_IDENTITY = "view_identity"
    READ_DISPUTE = "read_dispute"
    HANDLE_DISPUTE = "handle_dispute"
    #: 申请人登记簿: reading and merging its entries.
    APPLICANTS = "applicants"
    DISPUTE_RATES = "dispute_rates"
    GUIDANCE = "guidance"
    WRITE_GUIDANCE = "write_guidance"
    DISPUTE_TERMS = "dispute_terms"
    #: 督办: counts of what lies in one's scope, each opening to its list.
    OVERSEE = "oversee"
    #: 提醒: one's own.
    REMINDERS = "reminders"
    #: 催办, and what was said to whom.
    URGE = "urge"
    #: 月度提醒、季度通报、年度考核.
    BULLETINS = "bulletins"
    ISSUE_BULLETIN = "issue_bulletin"
    RECTIFY = "rectify"
    #: 建议主动公开 (第四十四条).
    PUBLICATIONS = "publications"
    DECIDE_PUBLICATION = "decide_publication"
    ANNUAL_REPORT = "annual_report"
    COMPILE_REPORT = "compile_report"
    IMPORT_CALENDAR = "import_calendar"
    OFFICE_TEXTS = "office_texts"
    LETTER_REGISTER = "letter_register"
    #: 审查规则: levels of the 保密审查, what counts as a list, words for facilities.
    REVIEW_RULES = "review_rules"
    #: 内部时限: proposed here, approved by 法制审核 (DECIDERS).
    INTERNAL_LIMITS = "internal_limits"
    #: 定期评估 of what is withheld (第十八条).
    RE_EVALUATE = "re_evaluate"
    ARCHIVE = "archive"
    WORKLIST = "worklist"
    IMPORT_LEDGER = "import_ledger"
    #: With personal data masked; the full ledger needs two people besides.
    EXPORT_LEDGER = "export_ledger"
    EXPORT_FULL_LEDGER = "export_full_ledger"
    ORGANS = "organs"
    MANAGE_ORGANS = "manage_organs"
    PEOPLE = "people"
    MANAGE_PEOPLE = "manage_people"
    GRANT_ROLES = "grant_roles"
    SECURITY = "security"
    READINESS = "readiness"
    AUDIT = "audit"
    HOME = "home"
    #: One's own account; also of people who hold no role (any more).
    ACCOUNT = "account"
    PROPOSALS = "proposals"


R, S = Role, Scope
#: action → role → scope. Source: the access matrix of the threat model; "whole organ" is the person's own organ.
MATRIX: dict[Action, dict[Role, Scope]] = {
    Action.REGISTER: {R.CLERK: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.READ_CASE: {
        R.CLERK: S.ORGAN,
        R.HANDLER: S.OWN,
        R.SECTION_HEAD: S.SECTION,
        R.SECRECY_REVIEWER: S.ASSIGNED,
        R.LEGAL_REVIEWER: S.ASSIGNED,
        R.SIGNER: S.ASSIGNED,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.ASSIGN: {R.CLERK: S.ORGAN, R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.RETURN_ASSIGNMENT: {R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION},
    Action.SEARCH: {R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION},
    Action.DRAFT: {R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION},
    Action.SECRECY_REVIEW: {R.SECRECY_REVIEWER: S.ASSIGNED},
    Action.LEGAL_REVIEW: {R.LEGAL_REVIEWER: S.ASSIGNED},
    Action.SIGN: {R.SIGNER: S.ASSIGNED},
    Action.DELIVER: {R.CLERK: S.ORGAN, R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.NOTICE: {R.CLERK: S.ORGAN, R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.ISSUE_NOTICE: {R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    # 移交全部在办: all that a colleague has under way, to another handler of the organ.
    Action.HAND_OVER: {R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    # 代理: whose absence one may enter; everybody the own.
    Action.ABSENCE: {**dict.fromkeys(BUSINESS, S.OWN), R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.REVEAL: {R.CLERK: S.ORGAN, R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.VIEW_IDENTITY: {R.CLERK: S.ORGAN, R.HANDLER: S.OWN, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.APPLICANTS: {R.CLERK: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN},
    # 复议、诉讼: answered by 法制 and the disclosure office; whoever gave the attacked answer reads along.
    Action.READ_DISPUTE: {
        R.CLERK: S.ORGAN,
        R.HANDLER: S.OWN,
        R.SECTION_HEAD: S.SECTION,
        R.LEGAL_REVIEWER: S.ORGAN,
        R.SIGNER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.HANDLE_DISPUTE: {R.LEGAL_REVIEWER: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.DISPUTE_RATES: {
        R.CLERK: S.ORGAN,
        R.HANDLER: S.OWN,
        R.SECTION_HEAD: S.SECTION,
        R.LEGAL_REVIEWER: S.ORGAN,
        R.SIGNER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.GUIDANCE: dict.fromkeys(BUSINESS, S.ANY),
    Action.WRITE_GUIDANCE: {R.LEGAL_REVIEWER: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN, R.DISTRICT_SUPERVISOR: S.DISTRICT},
    # 报备期限、结果归类: one for the whole district.
    Action.DISPUTE_TERMS: {R.DISTRICT_SUPERVISOR: S.ANY},
    Action.OVERSEE: {
        R.CLERK: S.ORGAN,
        R.HANDLER: S.OWN,
        R.SECTION_HEAD: S.SECTION,
        R.SECRECY_REVIEWER: S.ASSIGNED,
        R.LEGAL_REVIEWER: S.ASSIGNED,
        R.SIGNER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.REMINDERS: dict.fromkeys(BUSINESS, S.ANY),
    Action.URGE: {R.DISCLOSURE_HEAD: S.ORGAN, R.DISTRICT_SUPERVISOR: S.DISTRICT},
    Action.BULLETINS: {
        R.SECTION_HEAD: S.ORGAN,
        R.LEGAL_REVIEWER: S.ORGAN,
        R.SIGNER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.ISSUE_BULLETIN: {R.DISTRICT_SUPERVISOR: S.DISTRICT},
    # The organ reports, the district closes (销号).
    Action.RECTIFY: {R.DISCLOSURE_HEAD: S.ORGAN, R.DISTRICT_SUPERVISOR: S.DISTRICT},
    Action.PUBLICATIONS: {
        R.HANDLER: S.ORGAN,
        R.SECTION_HEAD: S.ORGAN,
        R.LEGAL_REVIEWER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.DECIDE_PUBLICATION: {R.DISCLOSURE_HEAD: S.ORGAN},
    # 年度报告: of the organ; the district's total, and every organ's, for the district.
    Action.ANNUAL_REPORT: {
        R.CLERK: S.ORGAN,
        R.LEGAL_REVIEWER: S.ORGAN,
        R.SIGNER: S.ORGAN,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.COMPILE_REPORT: {R.DISCLOSURE_HEAD: S.ORGAN, R.DISTRICT_SUPERVISOR: S.DISTRICT},
    Action.IMPORT_CALENDAR: {R.DISCLOSURE_HEAD: S.ANY},
    # 台账: what comes in is registered, so whoever registers brings it in.
    Action.IMPORT_LEDGER: {R.CLERK: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.EXPORT_LEDGER: {
        R.CLERK: S.ORGAN,
        R.SECTION_HEAD: S.SECTION,
        R.DISCLOSURE_HEAD: S.ORGAN,
        R.DISTRICT_SUPERVISOR: S.DISTRICT,
    },
    Action.EXPORT_FULL_LEDGER: {R.DISCLOSURE_HEAD: S.ORGAN},
    Action.ARCHIVE: {R.CLERK: S.ORGAN, R.HANDLER: S.OWN, R.SECTION_HEAD: S.SECTION, R.DISCLOSURE_HEAD: S.ORGAN},
    # 文书用语、文号格式: proposed here, approved by 法制审核 (DECIDERS). The register shows numbers and titles, no request.
    Action.OFFICE_TEXTS: {R.DISCLOSURE_HEAD: S.ANY},
    Action.REVIEW_RULES: {R.DISCLOSURE_HEAD: S.ANY},
    Action.INTERNAL_LIMITS: {R.DISCLOSURE_HEAD: S.ANY},
    Action.RE_EVALUATE: {R.SECRECY_REVIEWER: S.ORGAN, R.DISCLOSURE_HEAD: S.ORGAN},
    Action.LETTER_REGISTER: {R.CLERK: S.ANY, R.SIGNER: S.ANY, R.DISCLOSURE_HEAD: S.ANY},
    Action.WORKLIST: dict.fromkeys(BUSINESS, S.ANY),
    Action.ORGANS: {R.SYSTEM_ADMIN: S.ANY, R.SECURITY_ADMIN: S.ANY},
    Action.MANAGE_ORGANS: {R.SYSTEM_ADMIN: S.ANY},
    Action.PEOPLE: {R.SYSTEM_ADMIN: S.ANY, R.SECURITY_ADMIN: S.ANY},
    Action.MANAGE_PEOPLE: {R.SYSTEM_ADMIN: S.ANY},
    Action.GRANT_ROLES: {R.SECURITY_ADMIN: S.ANY},
    Action.SECURITY: {R.SECURITY_ADMIN: S.ANY},
    Action.READINESS: dict.fromkeys(ADMINISTRATORS, S.ANY),
    Action.AUDIT: {R.AUDIT_ADMIN: S.ANY},
    Action.HOME: dict.fromkeys(Role, S.ANY),
    Action.ACCOUNT: dict.fromkeys(Role, S.ANY),
    Action.PROPOSALS: dict.fromkeys(Role, S.ANY),
}

#: What needs two people (双人复核): act → the roles of which one decides; never the proposer.
DECIDERS: dict[str, frozenset[Role]] = {
    "late_delivery": frozenset({R.DISCLOSURE_HEAD, R.SECTION_HEAD, R.CLERK}),
    "late_incoming": frozenset({R.DISCLOSURE_HEAD, R.SECTION_HEAD, R.CLERK}),
    "late_day": frozenset({R.DISCLOSURE_HEAD, R.SECTION_HEAD, R.CLERK}),
    "late_fact": frozenset({R.DISCLOSURE_HEAD, R.SECTION_HEAD, R.CLERK}),
    "calendar_import": frozenset({R.LEGAL_REVIEWER}),
    "standing_text": frozenset({R.LEGAL_REVIEWER}),
    "review_rules": frozenset({R.LEGAL_REVIEWER}),
    "internal_limits": frozenset({R.LEGAL_REVIEWER}),
    "administrator_grant": frozenset({R.SYSTEM_ADMIN, R.SECURITY_ADMIN}),
    # The system administrator brings people in; their roles are the security administrator's to grant.
    "imported_roles": frozenset({R.SECURITY_ADMIN}),
    "full_export": frozenset({R.DISCLOSURE_HEAD, R.SIGNER}),
}


def scopes(roles: frozenset[Role], action: Action) -> frozenset[Scope]:
    """Return the scopes that ``roles`` together give for ``action``; empty means denied."""
    granted = MATRIX[action]
    return frozenset(granted[role] for role in roles if role in granted)


def clash(roles: frozenset[Role]) -> str | None:
    """Return a sentence when the roles may not be joined in one person (三员分立), else None."""
    administrators = roles & ADMINISTRATORS
    if len(administrators) > 1:
        return "系统管理员、安全管理员、审计管理员必须由不同的人担任。"
    if administrators and roles - administrators:
        return "三员不得兼任业务角色，请为其另设账号。"
    return None
