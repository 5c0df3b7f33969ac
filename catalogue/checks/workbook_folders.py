"""Folders of uploaded tables, from which any process can go on; it refuses to keep one longer than half an hour."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from catalogue.fees.importing.carrying import message_in, message_out
from catalogue.messages import Message, Problem, say
from catalogue.settings import ROOT

SECONDS_KEPT = 30 * 60
SECONDS_AFTER_DOWNLOAD = 2 * 60
MOST_FOLDERS = 60
AT_ONCE = 2
MOST_STARTS = 2
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Task:
    """What a process of its own is to do in a folder: `read` the table, or `check` it by these columns and defaults."""

    action: str
    folder: str
    database_url: str = field(default="", repr=False)
    instance: str = ""
    home: str = ""
    language: str = "zh"
    release: int = 0
    today: str = ""
    day: str = ""
    region: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

    def with_database(self, url: str) -> Task:
        """The same with the address of the database, which may hold a password and never stands in the folder."""
        return replace(self, database_url=url)


class Folder:
    """One uploaded table and what came of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def token(self) -> str:
        return self.path.name

    def upload(self) -> bytes:
        """The bytes as they were sent."""
        return (self.path / "upload").read_bytes()

    def read(self, name: str) -> dict[str, Any] | None:
        """A part of the state, or None where it has not come to that."""
        try:
            found: dict[str, Any] = json.loads((self.path / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return found

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        """Put down a part of the state, whole or not at all."""
        with self.writing(name) as target:
            target.write(json.dumps(value, ensure_ascii=False).encode())

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file of the folder that appears when it is complete."""
        made = self.path / f"{name}.{os.getpid()}.new"
        with made.open("wb") as target:
            yield target
        made.replace(self.path / name)

    def refuse(self, message: Message) -> None:
        self.write("refused", message_out(message))

    def refused(self) -> Message | None:
        found = self.read("refused")
        return message_in(found) if found else None

    def order(self, task: Task) -> None:
        """Put down what is to be done, so that any process can start it again."""
        self.write("task", asdict(replace(task, database_url="")))

    def ordered(self) -> Task | None:
        found = self.read("task")
        return Task(**found) if found else None

    def starts(self) -> int:
        """How often its check was started."""
        return int((self.read("starts") or {"count": 0})["count"])

    def delete(self) -> None:
        """Throw everything away; a process that still works on it finds no folder to write to and ends."""
        shutil.rmtree(self.path, ignore_errors=True)

    def downloaded(self) -> None:
        """Count the time until deletion from the first whole download: some phones fetch a file twice."""
        (self.path / "downloaded").touch(exist_ok=True)

    def expires_at(self) -> float:
        """When it is deleted, in seconds since 1970."""
        upload = self.path / "upload"
        ends = _time_of(upload if upload.exists() else self.path) + SECONDS_KEPT
        if (self.path / "downloaded").exists():
            ends = min(ends, _time_of(self.path / "downloaded") + SECONDS_AFTER_DOWNLOAD)
        return ends

    def is_worked_on(self) -> bool:
        """Whether a process holds the lock of the folder; the lock ends with the process, however it ends."""
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def start(self, task: Task) -> subprocess.Popen[str] | None:
        """Start a process on a task; None where one is at work already."""
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            if task.action == "check":
                self.write("starts", {"count": self.starts() + 1})
            # The lock goes over to the child with the open file, so there is no moment at which nobody holds it.
            process = subprocess.Popen(
                [sys.executable, "-m", "catalogue.checks.workbook_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=None,
                text=True,
                cwd=ROOT,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        if process.stdin is not None:
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(json.dumps(asdict(task)) + "\n")
        threading.Thread(target=process.wait, daemon=True).start()
        return process


class Folders:
    """All folders of one installation."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def new(self, data: bytes) -> Folder:
        """A folder for an upload under a name that cannot be guessed (192 random bits)."""
        self.sweep()
        if sum(1 for _ in self._all()) >= MOST_FOLDERS:
            raise Problem(say("现在核对表格的人太多，请过几分钟再上传。"), "file")
        folder = Folder(self.path / secrets.token_urlsafe(24))
        folder.path.mkdir(mode=0o700, parents=True)
        with folder.writing("upload") as target:
            target.write(data)
        self._sweep_later()
        return folder

    def find(self, token: str) -> Folder | None:
        """The folder of that name, unless its time is over."""
        self.sweep()
        folder = Folder(self.path / token)
        return folder if _TOKEN.fullmatch(token) and folder.path.is_dir() else None

    def sweep(self) -> None:
        """Delete what is older than it may be."""
        for folder in self._all():
            with suppress(FileNotFoundError):
                if folder.expires_at() < time.time():
                    folder.delete()

    def _all(self) -> Iterator[Folder]:
        if self.path.is_dir():
            yield from (Folder(path) for path in self.path.iterdir() if _TOKEN.fullmatch(path.name))

    def _sweep_later(self) -> None:
        """Also where nobody comes by again."""
        timer = threading.Timer(SECONDS_KEPT + 1, self.sweep)
        timer.daemon = True
        timer.start()


@contextmanager
def wait_for_turn(path: Path) -> Iterator[None]:
    """Only so many tables are checked at the same time; who comes later waits."""
    while True:
        for number in range(AT_ONCE):
            with (path / f"turn-{number}").open("a") as turn:
                try:
                    fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        time.sleep(0.3)


def _time_of(path: Path) -> float:
    return path.stat().st_mtime
