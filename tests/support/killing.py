"""Killing the running system at random while clerks work, and counting afterwards what it kept of what it had acknowledged."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from gov_requests.commands.invariants import CHECKS
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.chain import faults
from tests.support.network import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
_MARKED = re.compile(r"申请公开第 ([0-9]+) 号台账。")


@dataclass
class Outcome:
    """What happened: acknowledged (which → number), forms sent again, kills; and what does not fit."""

    acknowledged: dict[int, str] = field(default_factory=dict)
    sent_again: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


class Server:
    """gunicorn in a process group of its own, on one port, however often it is killed."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log, self.port = environment, log, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; whoever asks before it listens is refused, and asks again."""
        command = (
            BIN / "gunicorn", "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket",
            "--bind", f"127.0.0.1:{self.port}", "--log-level", "error", "app:create_app()",
        )  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill_all(self) -> None:
        """Kill -9 of everything at once, as when the machine's memory runs out."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill_one(self, chance: random.Random) -> None:
        """Kill -9 of one worker; its master starts another."""
        if self.process is None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if children:
            with suppress(ProcessLookupError):
                os.kill(int(chance.choice(children)), signal.SIGKILL)


def hammered(server: Server, accounts: list[tuple[str, str]], requests: int, kills: int, seed: int) -> Outcome:
    """Let one client a account register its share while the server is killed at random; return what was acknowledged."""
    outcome, chance, began = Outcome(), random.Random(seed), time.monotonic()
    server.start()
    with _clients(server, accounts, requests) as clients:
        for number in range(kills):
            done = _wait_for_progress(clients, (number + chance.random()) / kills * requests)
            if done >= requests:
                break
            time.sleep(chance.random() * 0.3)
            if chance.random() < 0.5:
                server.kill_one(chance)
                outcome.kills["a worker"] += 1
            else:
                server.kill_all()
                outcome.kills["everything"] += 1
                server.start()
        for client in clients.values():
            client.wait(600)
        outcome.faults += [
            f"a client ended with {client.returncode}: {_said(place)}"
            for place, client in clients.items()
            if client.returncode
        ]
    for place in clients:
        for line in place.read_text().splitlines():
            which, given, tries = line.split()
            outcome.acknowledged[int(which)] = given
            outcome.sent_again += int(tries) - 1
    server.kill_all()
    outcome.seconds = time.monotonic() - began
    return outcome


@contextmanager
def _clients(
    server: Server, accounts: list[tuple[str, str]], requests: int
) -> Iterator[dict[Path, subprocess.Popen[bytes]]]:
    share = requests // len(accounts)
    clients: dict[Path, subprocess.Popen[bytes]] = {}
    for number, (username, password) in enumerate(accounts):
        place = server.log.with_name(f"client-{number}")
        range_ = (str(number * share), str((number + 1) * share))
        command = (sys.executable, str(ROOT / "tests/support/hammer.py"), server.url, username, password, *range_)
        with place.open("wb") as out, place.with_suffix(".said").open("wb") as said:
            clients[place] = subprocess.Popen(command, stdout=out, stderr=said)
    try:
        yield clients
    finally:
        for client in clients.values():
            client.kill()
            client.wait()


def _said(place: Path) -> str:
    return place.with_suffix(".said").read_text(errors="replace")[-2000:]


def _wait_for_progress(clients: dict[Path, subprocess.Popen[bytes]], wanted: float) -> int:
    """Wait until so many registrations were acknowledged, or nobody works any more; return how many."""
    while True:
        done = sum(place.read_bytes().count(b"\n") for place in clients)
        if done >= wanted or all(client.poll() is not None for client in clients.values()):
            return done
        time.sleep(0.02)


def account_for(acknowledged: dict[int, str], requests: int) -> Iterator[str]:
    """Yield a sentence for each request that was lost, stands twice, or left a gap; in the application's context."""
    kept: dict[int, list[str]] = {}
    for number, description in db.session.execute(sa.select(Case.number, Case.description)):
        found = _MARKED.search(description)
        if found:
            kept.setdefault(int(found[1]), []).append(number)
    for which, number in sorted(acknowledged.items()):
        if number not in kept.get(which, []):
            yield f"lost: request {which} was acknowledged as {number}"
    yield from (f"twins: request {which} is {numbers}" for which, numbers in sorted(kept.items()) if len(numbers) > 1)
    if len(acknowledged) < requests:
        yield f"only {len(acknowledged)} of {requests} were acknowledged"
    serials = sorted(serial or 0 for serial in db.session.scalars(sa.select(Case.serial)))
    if serials != list(range(1, len(serials) + 1)):
        yield f"gaps or twins among the numbers: {len(serials)} up to {serials[-1]}"
    yield from (f"chain: {sentence}" for sentence in faults())
    yield from (f"check: {sentence}" for test in CHECKS for sentence in test())
