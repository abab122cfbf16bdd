"""Check an exported audit journal without the system that wrote it: Python's standard library only, nothing to install.

    python3 verify_audit.py EXPORT.jsonl [COUNT:HASH ...]

The file has one JSON object a line:

    {"content": …, "count": N, "form": "gov_requests-audit/1", "hash": H}   the end of the chain
    {"hash": H, "journal": {…, "id": 1, "previous": "000…"}}               a journal row, N of them, in order
    {"record": "cases:1", "digest": D}  or  {"record": "cases:1", "row": {…}}

A hash is SHA-256 over the canonical JSON of the object (sorted keys, no blanks, UTF-8). A journal row holds the previous row's hash, and
the digests that the records had after the act; the last digest of a record must be that of the record as it stands.
Each COUNT:HASH is a checkpoint that somebody kept elsewhere. Exit code 0: whole; 1: the first place that does not hold is printed.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FORM = "gov_requests-audit/1"
GENESIS = "0" * 64


class Broken(Exception):
    """A place that does not hold."""


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of ``value``."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(export: Iterable[str], checkpoints: Iterable[tuple[int, str]] = ()) -> tuple[int, str]:
    """Check the export's lines; return (count, hash) of the chain's end. Raises Broken."""
    lines = iter(export)
    head = parse(next(lines, ""), 1)
    if head.get("form") != FORM:
        raise Broken(f"第 1 行不是 {FORM} 的抬头。")
    kept: dict[int, str] = {}
    for count, hash_ in checkpoints:
        if kept.setdefault(count, hash_) != hash_:
            raise Broken(f"两个检查点都说是第 {count} 行，哈希却不同。")
    if any(count > head["count"] for count in kept):
        raise Broken(f"日志只有 {head['count']} 行，少于检查点所记。")
    latest = walk(lines, head, kept)
    compare(lines, latest)
    return head["count"], head["hash"]


def walk(lines: Iterator[str], head: dict[str, Any], kept: dict[int, str]) -> dict[str, str | None]:
    """Follow the chain to its end; return the digest that each record was last given."""
    previous = GENESIS
    latest: dict[str, str | None] = {}
    for number in range(1, head["count"] + 1):
        line = parse(next(lines, ""), number + 1)
        row = line.get("journal")
        if row is None or row.get("id") != number:
            raise Broken(f"日志第 {number} 行缺失。")
        if row.get("previous") != previous:
            raise Broken(f"日志第 {number} 行与上一行不衔接。")
        if digest(row) != line.get("hash"):
            raise Broken(f"日志第 {number} 行内容与哈希不符。")
        previous = line["hash"]
        if kept.get(number, previous) != previous:
            raise Broken(f"日志第 {number} 行与检查点不符。")
        latest.update(json.loads(row["digests"]))
    if previous != head["hash"]:
        raise Broken("链尾与抬头不符。")
    return latest


def compare(lines: Iterator[str], latest: dict[str, str | None]) -> None:
    """Compare each record with the digest that the journal last gave it."""
    for number, text in enumerate(lines, 1):
        line = parse(text, number)
        name = line.get("record")
        if name is None:
            raise Broken(f"日志之后第 {number} 行不是记录。")
        expected = latest.pop(name, None)
        if expected is None:
            raise Broken(f"{name} 没有日志依据。")
        if expected != (digest(line["row"]) if "row" in line else line.get("digest")):
            raise Broken(f"{name} 的内容与日志记载不符。")
    gone = sorted(name for name, expected in latest.items() if expected is not None)
    if gone:
        raise Broken(f"{gone[0]} 已不在。")


def parse(text: str, number: int) -> dict[str, Any]:
    """Return the object on a line."""
    try:
        value = json.loads(text)
    except ValueError:
        raise Broken(f"第 {number} 行缺失或不是 JSON。") from None
    if not isinstance(value, dict):
        raise Broken(f"第 {number} 行不是对象。")
    return value


def checkpoint(text: str) -> tuple[int, str]:
    """Return the checkpoint that ends a kept line: COUNT:HASH, whatever stands in front of it."""
    count, _, hash_ = (text.split() or [""])[-1].partition(":")
    if not count.isdecimal() or len(hash_) != len(GENESIS):
        raise Broken(f"检查点的写法是“行数:哈希”，这里是“{text}”。")
    return int(count), hash_


def main(arguments: list[str]) -> None:
    """Check the file named on the command line."""
    if not arguments:
        sys.exit(__doc__)
    try:
        checkpoints = [checkpoint(text) for text in arguments[1:]]
        with Path(arguments[0]).open(encoding="utf-8") as lines:
            count, hash_ = verify(lines, checkpoints)
    except Broken as broken:
        sys.exit(str(broken))
    except (OSError, UnicodeDecodeError) as unreadable:
        sys.exit(f"{arguments[0]} 读不出来：{unreadable}")
    print(f"{count}:{hash_}")


if __name__ == "__main__":
    main(sys.argv[1:])
