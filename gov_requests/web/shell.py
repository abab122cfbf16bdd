"""The shell around a page: top bar, navigation by role, foot."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from gov_requests.access import ROLE_SHORT, Action, Role
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar, missing_notice
from gov_requests.records.dispute_file import owing_count
from gov_requests.records.people import Person
from gov_requests.records.proposable import waiting_for
from gov_requests.records.re_evaluations import due_count
from gov_requests.records.referrals import open_count
from gov_requests.records.reminders import unread
from gov_requests.records.sessions import SCHEDULER, Heartbeat
from gov_requests.records.standing_in import granted
from gov_requests.records.worklists import COUNT_LIMIT, WORKLISTS, counts, unconfirmed_counts
from gov_requests.today import now, today
from gov_requests.web.filters import moment, weekday
from gov_requests.web.health import SILENT

PRODUCT = "依申请公开办理系统"


#: Where a missing notice is mended or told, and who is called to it.
_ABOUT_THE_CALENDAR = {"arrangements.shelf": Action.IMPORT_CALENDAR, "admin.readiness": Action.READINESS}


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the navigation."""

    label: str
    url: str
    badge: int | str | None = None
    late: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A heading with its lines."""

    title: str
    items: tuple[NavItem, ...]


Line = tuple[str, str, Action]
#: Lines of the navigation that are the same for everybody who may.
OVERSIGHT: tuple[Line, ...] = (
    ("督办看板", "oversight.board", Action.OVERSEE),
    ("提醒", "oversight.reminders", Action.REMINDERS),
    ("通报和考核", "oversight.bulletins", Action.BULLETINS),
    ("整改事项", "oversight.rectifications", Action.BULLETINS),
)
REPORTS: tuple[Line, ...] = (
    ("年度报告", "oversight.reports", Action.ANNUAL_REPORT),
    ("统计查询", "oversight.statistics", Action.OVERSEE),
    ("建议主动公开", "oversight.publications", Action.PUBLICATIONS),
)
BASICS: tuple[Line, ...] = (
    ("文书用语", "stationery.texts_page", Action.OFFICE_TEXTS),
    ("保密审查规则", "review.rules_page", Action.REVIEW_RULES),
    ("内部时限", "handling.limits_page", Action.INTERNAL_LIMITS),
    ("文号用印登记簿", "stationery.register", Action.LETTER_REGISTER),
    ("放假安排", "arrangements.shelf", Action.WORKLIST),
    ("启用检查", "admin.readiness", Action.READINESS),
    ("单位", "admin.organs", Action.ORGANS),
    ("人员", "admin.people", Action.PEOPLE),
    ("会话", "admin.sessions", Action.SECURITY),
    ("安全设置", "admin.security", Action.SECURITY),
    ("审计日志", "audit.journal", Action.AUDIT),
)


class Shell:
    """What layouts read; every part is made when a layout asks for it."""

    product = PRODUCT

    @cached_property
    def _person(self) -> Person | None:
        # The person, not Flask-Login's stand-in for one: a page asks dozens of times.
        return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001

    @property
    def organ(self) -> str:
        """The person's organ."""
        return self._person.organ.name if self._person else ""

    @property
    def env(self) -> str | None:
        """The mark that tells practice from real data."""
        mark: str | None = current_app.config["ENVIRONMENT_MARK"]
        return mark

    @property
    def today(self) -> date:
        """The date in Beijing."""
        return today()

    @property
    def weekday(self) -> str:
        """Its weekday."""
        return weekday(today())

    @cached_property
    def reminders(self) -> int | None:
        """How many reminders the person has not read; None for people whom nothing is reminded of."""
        return unread(self._person, COUNT_LIMIT) if self._person and self._may(Action.REMINDERS) else None

    @property
    def reminders_url(self) -> str:
        """Their page."""
        return url_for("oversight.reminders")

    @cached_property
    def watchdog(self) -> tuple[str, bool] | None:
        """What the foot says of the scheduler, and whether it is well: after ten silent minutes nothing is reminded of any more."""
        if self._person is None:
            return None
        beat = db.session.get(Heartbeat, SCHEDULER)
        if beat is None:
            return "提醒任务从未运行，期限提醒不会发出。", False
        told = f"提醒任务 {moment(beat.beat_at)}"
        if beat.beat_at + SILENT < now():
            return f"{told} 之后没有再运行，期限提醒不会发出，请告知系统管理员。", False
        return f"{told} 正常运行。", True

    @property
    def person(self) -> str | None:
        """The person's name."""
        return self._person.name if self._person else None

    @property
    def person_url(self) -> str | None:
        """The page of the person's own account."""
        return url_for("accounts.overview") if self._person else None

    @property
    def person_role(self) -> str:
        """The first of the person's roles, in the order of the table."""
        roles = self._person.roles if self._person else frozenset()
        return next((ROLE_SHORT[role] for role in Role if role in roles), "")

    @property
    def search_url(self) -> str | None:
        """Where the search box leads; None for people without business roles."""
        return url_for("desk.search") if self._may(Action.WORKLIST) else None

    @property
    def query(self) -> str:
        """What was searched."""
        return request.args.get("q", "") if request.endpoint == "desk.search" else ""

    @property
    def calendar_note(self) -> str:
        """The foot line on the working calendar."""
        year = today().year
        if calendar().is_settled(date(year + 1, 12, 31)):
            return f"工作日历：{year}、{year + 1} 年，依据国务院办公厅放假安排通知。"
        return f"工作日历：{year} 年依据国务院办公厅放假安排通知；{year + 1} 年安排尚未导入，跨年日期为暂定。"

    def _may(self, action: Action) -> bool:
        return self._person is not None and bool(granted(self._person, action))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many requests each worklist holds."""
        return counts(self._person, today()) if self._person is not None and self._may(Action.WORKLIST) else {}

    @cached_property
    def nav(self) -> list[NavGroup]:
        """The navigation of this person."""
        groups = []
        if self._may(Action.WORKLIST):
            groups.append(NavGroup("工作台", tuple(self._worklist(item.key, item.title) for item in WORKLISTS)))
        if self._person is not None:
            groups.append(NavGroup("复核", (self._proposals(self._person),)))
        groups += [
            NavGroup(title, items)
            for title, items in (
                ("接件", self._counter()),
                (
                    "复议诉讼",
                    (
                        *self._disputes(),
                        *self._lines(
                            ("纠错与败诉", "disputes.rates", Action.DISPUTE_RATES),
                            ("指导案例", "disputes.guidance", Action.GUIDANCE),
                            ("报备与归类", "disputes.terms", Action.DISPUTE_TERMS),
                        ),
                    ),
                ),
                (
                    "科室",
                    self._lines(
                        ("批量分办", "handling.assign_together", Action.ASSIGN),
                        ("移交在办", "handling.hand_over", Action.HAND_OVER),
                        ("代理", "accounts.absences", Action.ABSENCE),
                    ),
                ),
                ("保密审查", self._secrecy()),
                ("督办", self._lines(*OVERSIGHT)),
                ("统计报告", self._lines(*REPORTS)),
                ("基础", self._lines(*BASICS)),
            )
            if items
        ]
        return groups

    def _counter(self) -> tuple[NavItem, ...]:
        """接件登记, and 待确认 with its count: red once one of them is from an earlier day."""
        lines = self._lines(("接件登记", "intake.new", Action.REGISTER), ("最近登记", "intake.recent", Action.REGISTER))
        ledger = self._lines(
            ("申请人", "applicants.index", Action.APPLICANTS), ("台账", "ledger.index", Action.EXPORT_LEDGER)
        )
        if self._person is None or not lines:
            return ledger
        waiting, late = self._unconfirmed
        here = request.endpoint == "intake.to_confirm"
        return (
            *lines,
            NavItem(
                "待确认",
                _address(request.script_root, "intake.to_confirm"),
                counted(waiting),
                late=late > 0,
                current=here,
            ),
            *ledger,
        )

    @cached_property
    def _unconfirmed(self) -> tuple[int, int]:
        return unconfirmed_counts(self._person, today()) if self._person is not None else (0, 0)

    def _proposals(self, person: Person) -> NavItem:
        here = (request.endpoint or "").startswith("proposals.")
        return NavItem(
            "双人复核", _address(request.script_root, "proposals.waiting"), waiting_for(person), current=here
        )

    def _disputes(self) -> tuple[NavItem, ...]:
        if self._person is None or not self._may(Action.READ_DISPUTE):
            return ()
        count = owing_count(self._person, COUNT_LIMIT)
        here = request.endpoint == "disputes.index"
        badge: int | str = f"{COUNT_LIMIT}+" if count >= COUNT_LIMIT else count
        return (NavItem("案件", _address(request.script_root, "disputes.index"), badge, current=here),)

    def _worklist(self, key: str, title: str) -> NavItem:
        here = request.endpoint == "desk.worklist" and (request.view_args or {}).get("key") == key
        badge = counted(self.counts[key])
        return NavItem(
            title, _address(request.script_root, "desk.worklist", key), badge, late=key == "overdue", current=here
        )

    def _secrecy(self) -> tuple[NavItem, ...]:
        """What was referred and has no answer, and what is due to be looked at again, red."""
        if self._person is None:
            return ()
        found = []
        if self._may(Action.SECRECY_REVIEW):
            open_ones = counted(open_count(self._person, COUNT_LIMIT))
            here = request.endpoint in ("review.referrals", "review.referral")
            found.append(NavItem("报送确定", url_for("review.referrals"), open_ones, current=here))
        if self._may(Action.RE_EVALUATE):
            due = due_count(self._person, today(), COUNT_LIMIT)
            here = request.endpoint in ("review.re_evaluations", "review.re_evaluate")
            url = url_for("review.re_evaluations")
            found.append(NavItem("定期评估", url, counted(due), late=due > 0, current=here))
        return tuple(found)

    def _lines(self, *lines: tuple[str, str, Action]) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(
                label,
                _address(request.script_root, endpoint),
                self._alarm(endpoint),
                late=True,
                current=request.endpoint == endpoint,
            )
            for label, endpoint, action in lines
            if self._may(action)
        )

    def _alarm(self, endpoint: str) -> int | None:
        """A red 1 beside what has to be done about a missing notice (放假安排), for whoever has to do it."""
        action = _ABOUT_THE_CALENDAR.get(endpoint)
        return 1 if action is not None and self._may(action) and missing_notice(today()) is not None else None


@cache
def _address(_root: str, endpoint: str, key: str | None = None) -> str:
    """Return an address of the navigation; under one root it is always the same."""
    return url_for(endpoint, key=key) if key else url_for(endpoint)


def counted(count: int) -> int | str:
    """Return a count as badges show it; counting stops at ``COUNT_LIMIT``."""
    return f"{COUNT_LIMIT}+" if count >= COUNT_LIMIT else count


def current_shell() -> Shell:
    """Return the running request's shell: what a view and the layout both ask for is read once."""
    if "shell" not in g:
        g.shell = Shell()
    shell: Shell = g.shell
    return shell


def install(app: Flask) -> None:
    """Give every template a fresh shell."""

    def provide() -> dict[str, Any]:
        return {"shell": current_shell()}

    app.context_processor(provide)
