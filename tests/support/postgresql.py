"""A PostgreSQL server of the tests' own: temporary, on a free port, gone afterwards; it touches no installed one."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.support.ports import free_port

PASSWORD = "for-tests-only"
STARTS = 3  # another program may take the free port between finding and using it


def programs() -> Path | None:
    """The folder of the newest installed server programs, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: int(path.parent.parent.name), default=None)
    return newest.parent if newest else None


class Server:
    """A running server: makes databases, quickly by copying others."""

    def __init__(self, port: int) -> None:
        self._address = f"postgres:{PASSWORD}@127.0.0.1:{port}"
        self._made = 0

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://{self._address}/{name}"

    def create(self, template: str = "template0") -> str:
        """Make a database, empty or a copy of `template`, to which nobody may be connected; its name."""
        self._made += 1
        name = f"t{self._made}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(f"postgresql://{self._address}/postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextlib.contextmanager
def running(bin_folder: Path) -> Iterator[Server]:
    """A server that runs as long as the block; as root it runs as somebody else, because PostgreSQL insists."""
    who = {"user": _somebody(), "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="catalogue-postgresql-"))
    try:
        if who:
            os.chown(folder, pwd.getpwnam(str(who["user"])).pw_uid, -1)
        password = folder / "password"
        password.write_text(PASSWORD, encoding="ascii")
        password.chmod(0o644)
        data = folder / "data"
        options = ("-U", "postgres", "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        _call([bin_folder / "initdb", "-D", data, "--pwfile", password, *options], folder, who)
        port = _start(bin_folder, data, folder, who)
        try:
            yield Server(port)
        finally:
            _call([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], folder, who)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(bin_folder: Path, data: Path, folder: Path, who: dict[str, object]) -> int:
    for attempt in range(STARTS):
        port = free_port()
        # Nothing here need survive a power cut.
        options = f"-p {port} -h 127.0.0.1 -k '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        start = [bin_folder / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start"]
        try:
            _call(start, folder, who)
        except RuntimeError:
            if attempt == STARTS - 1:
                raise
        else:
            return port
    raise AssertionError("unreachable")


def _call(command: list[str | Path], folder: Path, who: dict[str, object]) -> None:
    # The server inherits what pg_ctl holds open, so output must go to a file: a pipe would never end.
    with (folder / "output").open("w+", encoding="utf-8") as output:
        done = subprocess.run(command, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL, **who)  # type: ignore[call-overload]
        output.seek(0)
        if done.returncode:
            log = folder / "data" / "log"
            raise RuntimeError(output.read() + (log.read_text(encoding="utf-8") if log.exists() else ""))


def _somebody() -> str:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise RuntimeError("PostgreSQL will not run as root, and this machine has neither a user postgres nor nobody")
