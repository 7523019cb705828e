"""A PostgreSQL server of its own in a temporary folder, reached by a socket there, and gone in the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

# Where Debian keeps the programs of the server, the newest version first.
_VERSIONS = sorted(Path("/usr/lib/postgresql").glob("[0-9]*"), key=lambda path: float(path.name), reverse=True)
FOLDERS = tuple(str(path / "bin") for path in _VERSIONS)
SUPERUSER = "postgres"
# It answers within a second, or says why not; on a busy machine later.
_PATIENCE = 120
# Nothing is to last: the disk is not waited for.
_SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Whoever is called so has to give a password.
_LOCKED = "local all locked scram-sha-256\n"


class Server:
    """A server that runs. `folder` is where its socket is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str = "") -> str:
        """The URL of a database, as `explorer export` takes it."""
        who = f"{user}:{password}" if password else user
        return f"postgresql://{who}@/{database}?host={quote(str(self.folder))}"

    def make(self, database: str, more: str = "") -> str:
        """Make an empty database, and return its URL."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE template0 {more}")
        return self.url(database)


@contextmanager
def server(initdb: str) -> Iterator[Server]:
    """A server made by an `initdb`; `postgres` is beside it. As root it belongs to another user, as it demands."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder, who = Path(name), _who()
        if who:
            shutil.chown(folder, who["user"], who["group"])
        data = folder / "data"
        making = (
            initdb,
            "-D",
            str(data),
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        _run(making, folder, who)
        rules = data / "pg_hba.conf"
        rules.write_text(_LOCKED + rules.read_text(encoding="utf-8"), encoding="utf-8")
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        postgres = str(Path(initdb).resolve().with_name("postgres"))
        with (folder / "log").open("wb") as log:
            command = (postgres, "-D", str(data), "-k", str(folder), *settings)
            running = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=_environment(), **who)
        try:
            made = Server(folder)
            _await(made, running)
            yield made
        finally:
            running.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            running.wait(_PATIENCE)


def _who() -> dict[str, Any]:
    """As whom the server runs: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {}


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}


def _run(command: Sequence[str], folder: Path, who: Mapping[str, Any]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, encoding="utf-8", check=False, **who
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


def _await(made: Server, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(made.url()).close()
            return
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > end:
                log = (made.folder / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL does not start: {error}\n{log}") from None
        time.sleep(0.02)
