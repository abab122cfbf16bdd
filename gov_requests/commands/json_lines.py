"""JSON Lines from standard input to standard output: in order, in flat memory, on every core once there is enough to do.

A line that cannot be used is answered in its place with its ``id`` and a sentence; the rest goes on, and the command ends with 1.
"""

import json
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult
from typing import IO, Any, NoReturn

import click

Answerer = Callable[[Mapping[str, Any]], dict[str, Any]]

#: Lines answered in this process, each at once, before others are started: a person at a terminal, a small file.
_ALONE = 2000
_BLOCK = 1 << 18
_MARK = b"\xef\xbb\xbf"


def _no_constant(name: str) -> NoReturn:
    raise json.JSONDecodeError("not JSON", name, 0)


_decode = json.JSONDecoder(parse_constant=_no_constant).raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
_encode_ascii = json.JSONEncoder(allow_nan=False).encode


def answer_lines(answer: Answerer) -> None:
    """Answer every line of standard input with ``answer``, which raises ValueError with a sentence for one it cannot use."""
    lines = sys.stdin.buffer
    out = sys.stdout.buffer
    unusable = _answer_first(answer, lines, out)
    blocks = _blocks(lines)
    results = map(_Block(answer), blocks) if cores() == 1 else _on_all_cores(answer, blocks)
    for text, failed in results:
        out.write(text)
        unusable += failed
    out.flush()
    if unusable:
        click.echo(f"{unusable} 行无法使用，原因见各行的 error。", err=True)
        raise click.exceptions.Exit(1)


def _answer_first(answer: Answerer, lines: IO[bytes], out: IO[bytes]) -> int:
    """Answer the first lines one by one. Returns how many could not be used."""
    unusable = 0
    block = _Block(answer)
    for number in range(_ALONE):
        line = lines.readline()
        if not line:
            break
        text, failed = block(line.removeprefix(_MARK) if number == 0 else line)
        out.write(text)
        out.flush()
        unusable += failed
    return unusable


def _blocks(lines: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left in blocks of whole lines."""
    while block := lines.read(_BLOCK):
        yield block + lines.readline()


class _Block:
    """Answers a block of lines; sent once to each worker."""

    def __init__(self, answer: Answerer) -> None:
        self.answer = answer

    def __call__(self, block: bytes) -> tuple[bytes, int]:
        """Return the answers, a line each, and how many lines could not be used."""
        answers, unusable = [], 0
        for line in block.split(b"\n"):
            told = line.strip()
            if told:
                text, usable = _answer_line(self.answer, told)
                answers.append(text)
                unusable += not usable
        return b"".join(answers), unusable


def _read(line: bytes) -> Any:
    text = line.decode()
    data, end = _decode(text)
    if end != len(text):
        raise json.JSONDecodeError("more than one value", text, end)
    return data


def _answer_line(answer: Answerer, line: bytes) -> tuple[bytes, bool]:
    identity = None
    try:
        data = _read(line)
        if not isinstance(data, dict):
            return _line({"id": None, "error": "这一行不是 JSON 对象：应为 {…}。"}), False
        identity = data.get("id")
        return _line(answer(data)), True
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        sentence = "这一行不是 JSON（UTF-8）：应为一个 JSON 对象，独占一行。"
    except ValueError as unusable:
        sentence = str(unusable)
    return _line({"id": identity, "error": sentence}), False


def _line(answer: dict[str, Any]) -> bytes:
    try:
        return (_encode(answer) + "\n").encode()
    except UnicodeEncodeError:
        # Half a surrogate pair in an id: JSON can say it, UTF-8 cannot.
        return (_encode_ascii(answer) + "\n").encode()


_worker: list[_Block] = []


def _start(block: _Block) -> None:
    # Ctrl-C is the parent's to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append(block)


def _work(block: bytes) -> tuple[bytes, int]:
    return _worker[-1](block)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def _on_all_cores(answer: Answerer, blocks: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Answer the blocks in as many processes as there are cores, in order, never more than a few blocks ahead."""
    first = next(blocks, None)
    if first is None:
        return
    waiting: deque[AsyncResult[tuple[bytes, int]]] = deque()
    with get_context("fork").Pool(cores(), _start, (_Block(answer),)) as pool:
        waiting.append(pool.apply_async(_work, (first,)))
        for block in blocks:
            waiting.append(pool.apply_async(_work, (block,)))
            if len(waiting) > 2 * cores():
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()
