"""Checking the chain: every row's hash, every link, and that each record still has the digest that the journal last gave it."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from gov_requests.records.base import Base, Recorded, chain_hash, db, stored_columns
from gov_requests.records.canonical import digest_of
from gov_requests.records.journal import GENESIS, ChainHead, JournalRow
from gov_requests.records.stored_form import misshapen


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in the chain that someone keeps elsewhere: how many rows, and the last one's hash."""

    count: int
    hash: str

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """Return the checkpoint written as ``count:hash``; raises ``ValueError`` for anything else."""
        count, _, hash_ = text.strip().partition(":")
        if not count.isdecimal() or len(hash_) != len(GENESIS):
            raise ValueError("检查点的写法是“行数:哈希”，哈希为64位十六进制。")
        return cls(int(count), hash_)

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


def head() -> Checkpoint:
    """Return the chain's end."""
    row = db.session.execute(sa.select(ChainHead.count, ChainHead.hash)).mappings().one()
    return Checkpoint(row["count"], row["hash"])


def faults(since: Checkpoint | None = None) -> Iterator[str]:
    """Yield a sentence for each place that does not hold, first places first. Nothing yielded: the record is whole."""
    try:
        yield from _faults(since)
    except DBAPIError as unreadable:
        yield f"数据库读不出，文件可能已损坏（{unreadable.orig}）。"
    except UnicodeDecodeError:  # What SQLite's module raises for damaged names and messages.
        yield "数据库读不出，文件可能已损坏（文字不是 UTF-8）。"


def _faults(since: Checkpoint | None) -> Iterator[str]:
    walk = _Walk(since)
    odd = next(iter(misshapen(JournalRow.__table__)), None)
    with closing(rows_of(JournalRow.__table__, before=odd[0] if odd else None)) as rows:
        for row in rows:
            broken = walk.step(row)
            if broken is not None:
                yield broken
                return
    if odd is not None:
        yield f"日志第 {odd[0]} 行的 {odd[1]} 不是系统写入的形式。"
        return
    if since is not None and walk.count < since.count:
        yield f"日志只有 {walk.count} 行，检查点记有 {since.count} 行。"
    ends = list(rows_of(ChainHead.__table__))
    if ends != [{"id": 1, "count": walk.count, "hash": walk.previous}] or misshapen(ChainHead.__table__):
        told = "、".join(f"第 {end['count']} 行" for end in ends) or "空"
        yield f"链尾登记为{told}，日志实有 {walk.count} 行。"
    yield from _record_faults(walk.latest)


class _Walk:
    """Along the chain: what has been passed, and the digest that each record was last given."""

    def __init__(self, since: Checkpoint | None) -> None:
        self.since, self.count, self.previous = since, 0, GENESIS
        self.latest: dict[str, str | None] = {}

    def step(self, row: Mapping[str, Any]) -> str | None:
        """Take one row; return what is wrong with it."""
        self.count += 1
        if row["id"] != self.count:
            return f"日志第 {self.count} 行缺失（下一行编号 {row['id']}）。"
        if row["previous"] != self.previous:
            return f"日志第 {self.count} 行与上一行不衔接。"
        if chain_hash(row) != row["hash"]:
            return f"日志第 {self.count} 行内容与哈希不符。"
        if self.since is not None and self.count == self.since.count and row["hash"] != self.since.hash:
            return f"日志第 {self.count} 行与检查点不符。"
        self.previous = row["hash"]
        self.latest.update(_digests(row["digests"]))
        return None


def rows_of(table: sa.Table, before: int | None = None) -> Generator[dict[str, Any], None, None]:
    """Yield a table's rows (those ``before`` an id) as they are stored, in order; whoever stops early must close this generator."""
    query = sa.select(*stored_columns(table)).order_by(table.c.id).execution_options(yield_per=2000)
    if before is not None:
        query = query.where(table.c.id < before)
    with db.session.execute(query) as found:
        for row in found.mappings():
            yield dict(row)


def _digests(stored: str) -> dict[str, str | None]:
    type_ = JournalRow.__table__.c.digests.type
    found: dict[str, str | None] = type_.process_result_value(stored, None)
    return found


def recorded_tables() -> list[sa.Table]:
    """Return the tables whose rows stand under digests."""
    tables = [mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Recorded)]
    return sorted((table for table in tables if isinstance(table, sa.Table)), key=lambda table: table.name)


def _record_faults(latest: dict[str, str | None]) -> Iterator[str]:
    for table in recorded_tables():
        odd = misshapen(table)
        if odd:  # Its rows cannot all be read; what is wrong with them is said.
            yield from (f"{table.name}:{key} 的 {column} 不是系统写入的形式。" for key, column in odd)
            return
        with closing(rows_of(table)) as rows:
            for row in rows:
                name = f"{table.name}:{row['id']}"
                expected = latest.pop(name, None)
                if expected is None:
                    yield f"{name} 没有日志依据。"
                elif expected != digest_of(row):
                    yield f"{name} 的内容与日志记载不符。"
    for name, expected in sorted(latest.items()):
        if expected is not None:
            yield f"{name} 已不在库中。"
