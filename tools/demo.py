"""`make demo`: database, a believable district, web server and scheduler in the foreground. Ctrl-C ends both."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DATA_DIR = Path(os.environ.get("DATA_DIR", ROOT / "instance")).resolve()
PORT = int(os.environ.get("PORT", "8000"))
ADDRESS = f"http://127.0.0.1:{PORT}/"
ENVIRONMENT = {**os.environ, "GOV_REQUESTS_ENV": "demo", "DATA_DIR": str(DATA_DIR), "PYTHONUNBUFFERED": "1"}
FLASK = (str(BIN / "flask"), "--app", "app")
PROCESSES = {
    "web": (
        str(BIN / "gunicorn"),
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{PORT}",
        "--no-control-socket",
        "app:create_app()",
    ),
    "scheduler": (*FLASK, "oversight", "run"),
}
START_SECONDS = 60
STOP_SECONDS = 10
LAST_LINES = 15


def main() -> None:
    """Prepare, start, say where, and stay until somebody or something ends it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))
    refuse_taken_port()
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    say("Bringing the database to its present form …")
    flask("db", "upgrade")
    say("Filling the district …")
    accounts = json.loads(flask("demo", "load"))
    with started() as processes:
        wait_for_answer(processes)
        say(welcome(accounts))
        stay(processes)


def refuse_taken_port() -> None:
    """End with a sentence where another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            sys.exit(f"Port {PORT} is taken by another program. Choose another: make demo PORT={PORT + 1}")


def flask(*command: str) -> str:
    """Run one of the system's commands and return what it printed; its messages for people go through."""
    done = subprocess.run((*FLASK, *command), cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\nflask {' '.join(command)} failed; nothing was started.")
    return done.stdout


@contextmanager
def started() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Start both processes, each in a group of its own and with a log of its own; end both on the way out."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in PROCESSES.items():
            with log_of(name).open("wb") as log:
                processes[name] = subprocess.Popen(
                    command, cwd=ROOT, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True
                )
        yield processes
    finally:
        stop(processes)


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask both to end, and kill what has not ended in time."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for_answer(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait until the web server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        report_dead(processes)
        try:
            with urllib.request.urlopen(f"{ADDRESS}login", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            sys.exit(f"{ADDRESS}login answers {answer.code}.\n{last_lines('web')}")
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The web server did not answer within {START_SECONDS} seconds.\n{last_lines('web')}")


def stay(processes: dict[str, subprocess.Popen[bytes]]) -> NoReturn:
    """Stay until one of both ends."""
    while True:
        report_dead(processes)
        time.sleep(0.5)


def report_dead(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """End with the last lines of a process that has ended."""
    for name, process in processes.items():
        if process.poll() is not None:
            sys.exit(f"The {name} process ended with status {process.returncode}. Its last lines:\n{last_lines(name)}")


def log_of(name: str) -> Path:
    """Where a process writes."""
    return DATA_DIR / f"{name}.log"


def last_lines(name: str) -> str:
    """Return the end of a process's log."""
    return "\n".join(log_of(name).read_text(errors="replace").splitlines()[-LAST_LINES:])


def welcome(accounts: list[dict[str, str]]) -> str:
    """Say where the system is, who may sign in, and how to end it."""
    columns = ("username", "password", "role", "organ")
    width = {name: max(len(name), *(len(account[name]) for account in accounts)) for name in columns}
    rows = ["  ".join(account[name].ljust(width[name]) for name in columns).rstrip() for account in accounts]
    head = "  ".join(name.ljust(width[name]) for name in columns).rstrip()
    # The table may be longer than the screen; where to go stands at its end.
    where = f"The system is at {ADDRESS} (logs: {DATA_DIR}/*.log). Ctrl-C ends it."
    return "\n".join(["", head, *rows, "", where, ""])


def say(text: str) -> None:
    """Print at once, also into a file."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
