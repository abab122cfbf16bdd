"""A PostgreSQL cluster of the tests' own: Debian's binaries, a folder of its own, a free port, gone afterwards."""

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.support.network import free_port

# PostgreSQL refuses to run as root; Debian's package brings this user.
UNPRIVILEGED = "postgres"
# A shell without /usr/sbin in its path does not find it by name.
RUNUSER = shutil.which("runuser", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or "runuser"
# Nobody needs the data of a test after a power cut.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=127.0.0.1"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that Debian's packages brought, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), default=None)


@dataclass(frozen=True)
class Cluster:
    """A running server; its databases are made and dropped by name."""

    port: int

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database of this cluster."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, *, template: str = "template0", name: str | None = None) -> str:
        """Make a database, empty or as a copy of `template`, and return its address."""
        name = name or f"t_{secrets.token_hex(6)}"
        with self._connection() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING UTF8')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        with self._connection() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True)


@contextmanager
def running_cluster(folder_of_binaries: Path, settings: str = SETTINGS) -> Iterator[Cluster]:
    """Start a cluster; stop it and remove its folder at the end."""
    home = Path(tempfile.mkdtemp(prefix="gov-requests-pg-", dir="/tmp"))  # a socket's path must be short
    port = free_port()
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        os.chown(home, user.pw_uid, user.pw_gid)
    try:
        _run(home, folder_of_binaries / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust",
             "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")  # fmt: skip
        _run(home, folder_of_binaries / "pg_ctl", "-D", home / "data", "-l", home / "server.log", "-w", "-t", "60",
             "-o", f"-p {port} -k {home} {settings}", "start")  # fmt: skip
        yield Cluster(port)
    finally:
        with suppress(subprocess.CalledProcessError):
            _run(home, folder_of_binaries / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


def _run(home: Path, *command: str | Path) -> None:
    as_user = [RUNUSER, "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []
    # The output goes to a file: the server inherits it, and a pipe would be read until the server ends.
    with (home.with_suffix(".out")).open("w+") as output:
        try:
            subprocess.run([*as_user, *map(str, command)], check=True, cwd="/", stdout=output, stderr=output)
        except subprocess.CalledProcessError as failure:
            output.seek(0)
            failure.add_note(output.read())
            raise
        finally:
            home.with_suffix(".out").unlink()
