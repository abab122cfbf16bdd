"""Inside a network of its own without any way out: brings the loopback up, then sets up, starts and looks at an installed system.

python offline_probe.py INSTALLED      (with the installed system's own Python; where its data lie says the environment)
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1
#: The test's proxy that leads nowhere is not for this machine's own addresses.
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
#: A letter needs its fonts and the compiler.
LETTER = (
    "from gov_requests.documents.letters import receipt\n"
    "from gov_requests.documents.pdf import render_pdf\n"
    "from tests.documents.examples import RECEIPT\n"
    "assert render_pdf(receipt(RECEIPT)).startswith(b'%PDF')\n"
)


def loopback_up() -> None:
    """A fresh network has its loopback switched off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, asked))[1]
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def way_out() -> bool:
    """Whether anything but this machine can be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            any_socket.connect(("192.0.2.1", 9))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str) -> tuple[int, bytes]:
    """Return a page, as soon as somebody answers."""
    until = time.monotonic() + 40
    while True:
        try:
            with DIRECTLY.open(url, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, b""
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def wait_until_well(health: str) -> None:
    """Return once the health page finds the database and the scheduler at work."""
    until = time.monotonic() + 60
    while b'"ok"' not in fetch(health)[1]:
        if time.monotonic() > until:
            raise TimeoutError(fetch(health)[1].decode())
        time.sleep(0.5)


def main(installed: Path) -> None:
    """Set up, start, look."""
    if "UNSHARED" in os.environ:
        loopback_up()
        assert not way_out()
    flask = (installed / ".venv/bin/flask", "--app", "app")
    subprocess.run((*flask, "db", "upgrade"), cwd=installed, check=True)
    subprocess.run((*flask, "organs", "add", "--code", "A1", "--name", "虚构区第一局"), cwd=installed, check=True)
    subprocess.run((installed / ".venv/bin/python", "-c", LETTER), cwd=installed, check=True)
    port = free_port()
    place = f"http://127.0.0.1:{port}"
    gunicorn = (
        installed / ".venv/bin/gunicorn",
        "--no-control-socket",
        "--bind",
        f"127.0.0.1:{port}",
        "app:create_app()",
    )
    scheduler = (*flask, "oversight", "run")
    with subprocess.Popen(gunicorn, cwd=installed) as server, subprocess.Popen(scheduler, cwd=installed) as beating:
        try:
            status, page = fetch(f"{place}/login")
            assert status == 200, status
            assert "登录".encode() in page
            assert b"https://" not in page
            assert fetch(f"{place}/static/vendor/bootstrap/bootstrap.min.css")[0] == 200
            wait_until_well(f"{place}/health")
        finally:
            server.terminate()
            beating.terminate()
    print("started and answered")  # noqa: T201 - its standard output is its result


if __name__ == "__main__":
    main(Path(sys.argv[1]))
