"""What ``check`` looks at. Each test yields a sentence for each thing that is wrong."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from gov_requests.access import Role, clash
from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState, Counter
from gov_requests.records.engine import WAL_IS_SAFE_FROM, sqlite
from gov_requests.records.files import place_of
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Attachment, Draft, Letter
from gov_requests.records.people import Person
from gov_requests.today import today
from gov_requests.workdays import versions


def settings_fit() -> Iterator[str]:
    """Production keeps its key outside the data, and never debugs."""
    config = current_app.config
    if config["ENVIRONMENT"] != "production":
        return
    if config["DEBUG"] or config["TESTING"]:
        yield "正式环境不得开启调试。"
    data_dir, key_file = Path(config["DATA_DIR"]).resolve(), Path(config["KEY_FILE"]).resolve()
    if key_file.is_relative_to(data_dir):
        yield f"KEY_FILE 在数据目录 {data_dir.name} 之内：请移到数据目录和备份之外，并设置 KEY_FILE。"
    if key_file.exists() and key_file.stat().st_mode & 0o077:
        yield "密钥文件可被他人读取：请设为仅属主可读写（0600）。"
    if not config["SESSION_COOKIE_SECURE"]:
        yield "SESSION_COOKIE_SECURE 未开启：由代理提供 TLS 时请设为 1。"


def versions_fit() -> Iterator[str]:
    """The database has the present form; SQLite runs in a mode that loses nothing."""
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
        mode = (
            connection.exec_driver_sql("PRAGMA journal_mode").scalar() if db.engine.dialect.name == "sqlite" else None
        )
    wanted = ScriptDirectory(str(Path(current_app.root_path) / "migrations")).get_heads()
    if set(present) != set(wanted):
        yield f"数据库结构是 {'、'.join(present) or '空库'}，应为 {'、'.join(wanted)}：请运行 flask db upgrade。"
    if mode == "wal" and sqlite.sqlite_version_info < WAL_IS_SAFE_FROM:
        yield f"SQLite {sqlite.sqlite_version} 的 WAL 模式可能损坏文件，请升级或改用回滚日志。"
    if version("chinesecalendar") < "1.11":
        yield "chinesecalendar 版本过旧，请按锁定文件重新安装。"


def numbers_whole() -> Iterator[str]:
    """Numbers of a series run from 1 without gaps, and the counter stands at the last one."""
    query = (
        sa.select(Case.organ_id, Case.year, sa.func.count(Case.serial), sa.func.max(Case.serial), Counter.value)
        .outerjoin(
            Counter, sa.and_(Counter.organ_id == Case.organ_id, Counter.year == Case.year, Counter.series == "case")
        )
        .where(Case.serial.is_not(None))
        .group_by(Case.organ_id, Case.year, Counter.value)
    )
    for organ_id, year, count, last, counter in db.session.execute(query):
        if not count == last == counter:
            yield f"机关 {organ_id} {year} 年登记编号不连续：{count} 件，最大 {last}，计数器 {counter}。"


def states_present() -> Iterator[str]:
    """Every request is projected."""
    missing = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Case)
        .outerjoin(CaseState, CaseState.case_id == Case.id)
        .where(CaseState.case_id.is_(None))
    )
    if missing:
        yield f"{missing} 件申请没有投影：请运行 flask cases rebuild。"


def roles_apart() -> Iterator[str]:
    """三员 are exclusive."""
    for person in db.session.scalars(sa.select(Person)).unique():
        sentence = clash(frozenset(Role(role) for role in person.roles))
        if sentence:
            yield f"账号 {person.username}：{sentence}"


def files_present() -> Iterator[str]:
    """Every file that a row names is there."""
    named = sa.union(sa.select(Attachment.sha256), sa.select(Letter.pdf_sha256))
    for sha256 in db.session.scalars(named):
        if not place_of(sha256).exists():
            yield f"缺少文件 {sha256}。"


def drafters_apart() -> Iterator[str]:
    """The signer of a letter is not its drafter."""
    query = (
        sa.select(Letter.number)
        .join(Draft, Draft.id == Letter.draft_id)
        .where(sa.or_(Letter.signer_id == Draft.drafter_id, Letter.drafter_id != Draft.drafter_id))
    )
    for number in db.session.scalars(query):
        yield f"{number} 的签发人就是拟稿人。"


def arrangements_known() -> Iterator[str]:
    """Every imported arrangement on the shelf has its journal row."""
    query = sa.select(JournalRow.data).where(JournalRow.kind == "arrangement_imported")
    known = {data.get("sha256") for data in db.session.scalars(query)}
    year, data_dir = today().year, current_app.config["DATA_DIR"]
    for wanted in range(year - 1, year + 2):
        for kept in versions(wanted, data_dir):
            if kept.version and kept.sha256 not in known:
                yield f"{wanted} 年放假安排第 {kept.version} 版没有导入的日志：请核对来源后重新导入。"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    settings_fit,
    versions_fit,
    numbers_whole,
    states_present,
    roles_apart,
    files_present,
    drafters_apart,
    arrangements_known,
)
