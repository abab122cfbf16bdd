"""What is still missing before the office can work (启用检查). Each check is a row; it yields what is not there yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.access import ADMINISTRATORS, ROLE_TITLES, Role
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar, missing_notice
from gov_requests.records.people import Organ, Person, RoleGrant
from gov_requests.records.second_factor import code_asked_of
from gov_requests.records.secrecy_rules import levels_by_organ
from gov_requests.records.sessions import SCHEDULER, Heartbeat
from gov_requests.records.settings import KeptCheckpoint
from gov_requests.today import now, today

BLOCKS, REMINDS = "阻断", "提醒"
#: Without one of these in the organ a request stops on its way.
NEEDED = (
    Role.CLERK,
    Role.HANDLER,
    Role.SECRECY_REVIEWER,
    Role.LEGAL_REVIEWER,
    Role.SIGNER,
    Role.DISCLOSURE_HEAD,
)
#: The scheduler beats every minute.
_SILENT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: how bad, what, why it matters, and where it is mended (an endpoint and its arguments)."""

    level: str
    what: str
    why: str
    endpoint: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


def _organs_known() -> Iterator[Lack]:
    organs = db.session.scalars(sa.select(Organ).order_by(Organ.id)).all()
    if not organs:
        yield Lack(BLOCKS, "没有单位", "收到和答复申请的行政机关须先添加", "admin.new_organ")
    for organ in organs:
        absent = [
            words for words, value in (("复议机关", organ.reviewing_organ), ("管辖法院", organ.court)) if not value
        ]
        where = {"code": organ.code}
        if absent:
            why = "答复书的救济途径写不出来。第五十一条"
            yield Lack(BLOCKS, f"{organ.name}没有设{'、'.join(absent)}", why, "admin.organ", where)
        if not organ.address or not organ.phone:
            lacks = "、".join(word for word, value in (("地址", organ.address), ("电话", organ.phone)) if not value)
            yield Lack(REMINDS, f"{organ.name}没有设{lacks}", "文书上的联系方式空缺", "admin.organ", where)


def _posts_filled() -> Iterator[Lack]:
    held = {
        (organ_id, role)
        for organ_id, role in db.session.execute(
            sa.select(Person.organ_id, RoleGrant.role)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(Person.active)
            .distinct()
        )
    }
    for organ in db.session.scalars(sa.select(Organ).order_by(Organ.id)):
        absent = [ROLE_TITLES[role] for role in NEEDED if (organ.id, role) not in held]
        if absent:
            what = f"{organ.name}没有{'、'.join(absent)}"
            yield Lack(BLOCKS, what, "申请会停在这一环节", "admin.people", {"organ": organ.code})


def _levels_filled() -> Iterator[Lack]:
    asked = levels_by_organ()
    query = (
        sa.select(Person.organ_id, sa.func.count(sa.distinct(Person.id)).label("reviewers"))
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(Person.active, RoleGrant.role == Role.SECRECY_REVIEWER)
        .group_by(Person.organ_id)
    )
    there = {row.organ_id: row.reviewers for row in db.session.execute(query)}
    for organ in db.session.scalars(sa.select(Organ).where(Organ.id.in_(asked)).order_by(Organ.id)):
        if there.get(organ.id, 0) < asked[organ.id]:
            what = f"{organ.name}设 {asked[organ.id]} 级保密审查，只有 {there.get(organ.id, 0)} 名保密审查人员"
            yield Lack(BLOCKS, what, "各级须由不同的人审查，申请会停在这一环节", "admin.people", {"organ": organ.code})


def _administrators_named() -> Iterator[Lack]:
    query = sa.select(RoleGrant.role).join(Person, Person.id == RoleGrant.person_id).where(Person.active).distinct()
    held = set(db.session.scalars(query))
    for role in sorted(ADMINISTRATORS):
        if role not in held:
            yield Lack(BLOCKS, f"没有{ROLE_TITLES[role]}", "三员须分别由不同的人担任", "admin.people")
    if code_asked_of() == "nobody":
        why = "三级系统应使用两种以上鉴别方式，GB/T 22239-2019 第8.1.4.1条d）项"
        yield Lack(REMINDS, "动态验证码自愿使用", why, "admin.security")


def _calendar_reaches() -> Iterator[Lack]:
    day = today()
    missing_year = missing_notice(day)
    if missing_year is not None:
        why = "今年的期限都是暂定的" if missing_year == day.year else "跨年的期限都是暂定的，通知公布后请立即导入"
        yield Lack(BLOCKS, f"{missing_year} 年放假安排没有导入", why)
    elif not calendar().published(day.year + 1):
        yield Lack(REMINDS, f"{day.year + 1} 年放假安排没有导入", "跨年的期限是暂定的，国务院办公厅公布后导入")


def _keys_apart() -> Iterator[Lack]:
    data_dir, key_file = Path(current_app.config["DATA_DIR"]).resolve(), Path(current_app.config["KEY_FILE"]).resolve()
    if key_file.is_relative_to(data_dir):
        yield Lack(
            BLOCKS, "密钥文件在数据目录之内", "拿到数据的人就拿到密钥：请移到数据目录和备份之外，并设置 KEY_FILE"
        )


def _checkpoint_kept() -> Iterator[Lack]:
    if db.session.scalar(sa.select(sa.exists().where(KeptCheckpoint.id.is_not(None)))) is False:
        yield Lack(BLOCKS, "还没有在系统外留过检查点", "没有检查点，整本日志被重写也看不出来")


def _scheduler_beats() -> Iterator[Lack]:
    beat = db.session.get(Heartbeat, SCHEDULER)
    if beat is None:
        yield Lack(BLOCKS, "提醒任务从未运行", "请在服务器上启动 flask oversight run")
    elif beat.beat_at + _SILENT < now():
        yield Lack(BLOCKS, "提醒任务停了 10 分钟以上", "期限提醒不会发出，请在服务器上查看 flask oversight run")


CHECKS: tuple[tuple[str, Callable[[], Iterator[Lack]]], ...] = (
    ("单位", _organs_known),
    ("角色", _posts_filled),
    ("审查层级", _levels_filled),
    ("三员", _administrators_named),
    ("工作日历", _calendar_reaches),
    ("密钥", _keys_apart),
    ("检查点", _checkpoint_kept),
    ("提醒任务", _scheduler_beats),
)


def missing() -> tuple[list[Lack], list[str]]:
    """Return everything that is missing, and the names of the checks that found nothing."""
    found: list[Lack] = []
    passed: list[str] = []
    for name, check in CHECKS:
        lacks = list(check())
        found += lacks
        if not lacks:
            passed.append(name)
    return found, passed
