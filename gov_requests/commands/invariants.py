"""What ``check`` looks at. Each test yields a sentence for each thing that is wrong."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from gov_requests.access import Role, clash
from gov_requests.commands.fitness import FITNESS
from gov_requests.records.arrangements import unaccounted
from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState, Counter
from gov_requests.records.files import place_of
from gov_requests.records.holdings import named_files
from gov_requests.records.orphans import unnamed
from gov_requests.records.papers import Draft, Letter
from gov_requests.records.people import Person
from gov_requests.records.search_index import unindexed
from gov_requests.today import now


def versions_fit() -> Iterator[str]:
    """The database has the present form, and the calendar its library."""
    with db.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    wanted = ScriptDirectory(str(Path(current_app.root_path) / "migrations")).get_heads()
    if set(present) != set(wanted):
        yield f"数据库结构是 {'、'.join(present) or '空库'}，应为 {'、'.join(wanted)}：请运行 flask db upgrade。"
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


def words_indexed() -> Iterator[str]:
    """Every request is in the index by which it is found."""
    missing = unindexed()
    if missing:
        yield f"{missing} 件申请不在检索索引中，查找时会漏：请运行 flask cases rebuild。"


def roles_apart() -> Iterator[str]:
    """三员 are exclusive."""
    for person in db.session.scalars(sa.select(Person)).unique():
        sentence = clash(frozenset(Role(role) for role in person.roles))
        if sentence:
            yield f"账号 {person.username}：{sentence}"


def files_present() -> Iterator[str]:
    """Every file that a row names is there, and none lies about that no row names."""
    for place, shelf, sha256 in sorted({(file.place, file.shelf, file.sha256) for file in named_files()}):
        if not place_of(sha256, shelf).exists():
            yield f"缺少文件 {place}。"
    for left in unnamed(now()):
        yield f"文件 {left.parent.parent.name}/{left.parent.name}/{left.name} 没有记录依据：调度进程每天清理，请看它是否在运行。"


def drafters_apart() -> Iterator[str]:
    """The signer of a letter is not its drafter."""
    query = (
        sa.select(Letter.number)
        .join(Draft, Draft.id == Letter.draft_id)
        .where(sa.or_(Letter.signer_id == Draft.drafter_id, Letter.drafter_id != Draft.drafter_id))
    )
    for number in db.session.scalars(query):
        yield f"{number} 的签发人就是拟稿人。"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    *FITNESS,
    versions_fit,
    numbers_whole,
    states_present,
    words_indexed,
    roles_apart,
    files_present,
    drafters_apart,
    unaccounted,
)
