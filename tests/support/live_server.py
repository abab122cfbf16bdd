"""The system as it is really run: gunicorn on a free port, its own folder and database, people and requests from `demo load`."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from tests.support.network import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
#: As `make demo` starts it.
WEB = ("--worker-class", "gthread", "--threads", "8", "--workers", "2", "--no-control-socket")
START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True)
class LiveServer:
    """A running system."""

    url: str
    data_dir: Path
    environment: dict[str, str]

    def flask(self, *command: str) -> str:
        """Run one of the system's commands on the same data; return what it printed."""
        done = subprocess.run(
            (BIN / "flask", "--app", "app", *command),
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(
                f"flask {' '.join(command)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
            )
        return done.stdout

    def account(self, role: str) -> dict[str, str]:
        """Return the first demo account of a role: `username`, `password`, `organ`."""
        accounts: list[dict[str, str]] = json.loads((self.data_dir / "demo-accounts.json").read_text(encoding="utf-8"))
        return next(account for account in accounts if account["role"] == role)


@contextmanager
def running_server(data_dir: Path, commands: Iterable[tuple[str, ...]]) -> Iterator[LiveServer]:
    """Prepare `data_dir` with `commands`, start the web server, stop it at the end."""
    port = free_port()
    # Where these are set for the developer's own system, they would lead the test into it.
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KEY_FILE", "FONT_DIR"}
    }
    environment = {**inherited, "DATA_DIR": str(data_dir), "GOV_REQUESTS_ENV": "demo", "PYTHONUNBUFFERED": "1"}
    server = LiveServer(f"http://127.0.0.1:{port}", data_dir, environment)
    for command in commands:
        server.flask(*command)
    with (data_dir / "web.log").open("wb") as log:
        process = subprocess.Popen(
            (BIN / "gunicorn", *WEB, "--bind", f"127.0.0.1:{port}", "app:create_app()"),
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: LiveServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/health", timeout=5):
                return
        except HTTPError:
            break
        except OSError:
            time.sleep(0.05)
    raise AssertionError(
        f"the web server does not answer:\n{(server.data_dir / 'web.log').read_text(errors='replace')[-4000:]}"
    )
