"""Reads a published file in a process of its own, with limits and progress; it refuses to read in its caller’s."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import catalogue
from catalogue.fees.importing.carrying import ReadingIn, message_in
from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.limits import DEFAULT, Limits
from catalogue.fees.importing.rows import Reading
from catalogue.messages import Message, say


def read_published(
    path_or_bytes: str | os.PathLike[str] | bytes,
    filename: str = "",
    limits: Limits = DEFAULT,
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """The fees that a published file lists, with findings; `progress` is told how many lines were read so far.

    Raises Unreadable, with one plain sentence, for a file that cannot be read, holds no fee list, or
    costs more than `limits`. The file's form is told by its content, never by its name.
    """
    if isinstance(path_or_bytes, bytes):
        data = path_or_bytes
    else:
        filename = filename or Path(path_or_bytes).name
        data = _bytes_of(Path(path_or_bytes), limits)
    if len(data) > limits.file_bytes:
        raise Unreadable(_too_big(len(data), limits))
    return _Run(data, filename, limits, progress).reading()


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise Unreadable(say("文件%(path)s打不开；请核对路径和权限。", path=str(path))) from error


def _too_big(size: int, limits: Limits) -> Message:
    return say(
        "文件超过上限%(limit)s MB；请删去图片等无关内容或分成几个文件再上传。", limit=limits.file_bytes // 1_000_000
    )


class _Run:
    """One child process and what it answered."""

    def __init__(self, data: bytes, filename: str, limits: Limits, progress: Callable[[int], None] | None) -> None:
        self.data, self.filename, self.limits, self.progress = data, filename, limits, progress
        self.late = False
        self.done = False
        self.failed = ""
        self.answer = ReadingIn()
        self.unreadable: Message | None = None

    def reading(self) -> Reading:
        process = self._start()
        clock = threading.Timer(self.limits.seconds, self._stop, [process])
        clock.daemon = True
        clock.start()
        feeder = threading.Thread(target=self._feed, args=[process], daemon=True)
        feeder.start()
        try:
            self._listen(process)
        finally:
            clock.cancel()
            process.kill()
            process.wait()
            feeder.join()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)
        if self.unreadable is not None:
            raise Unreadable(self.unreadable)
        if not self.done:
            raise Unreadable(self._why())
        return self.answer.reading()

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(catalogue.__file__).resolve().parents[1])
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part),
            "PYTHONIOENCODING": "utf-8",
            # Numeric libraries reserve memory for each thread, which counts against the limit.
            "OPENBLAS_NUM_THREADS": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "catalogue.fees.importing.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        request = {"filename": self.filename, "limits": asdict(self.limits)}
        stream = process.stdin
        if stream is None:
            return
        try:
            stream.write(json.dumps(request).encode() + b"\n" + self.data)
        except OSError:  # the child is gone; what it answered says why
            return
        finally:
            _close(stream)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            try:
                part = json.loads(line)
            except ValueError:
                return
            if "progress" in part:
                if self.progress is not None:
                    self.progress(part["progress"])
            elif "unreadable" in part:
                self.unreadable = message_in(part["unreadable"])
            elif "failed" in part:
                self.failed = part["failed"]
            elif "done" in part:
                self.done = True
            else:
                self.answer.take(part)

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        self.late = True
        process.kill()

    def _why(self) -> Message:
        if self.late:
            return say(
                "读取用时超过%(seconds)s秒，已停止；请删去无关的工作表或分成几个文件再上传。",
                seconds=f"{self.limits.seconds:g}",
            )
        if self.failed == "memory":
            return say(
                "读取所需内存超过%(limit)s MB，已停止；请删去无关的工作表和图片或分成几个文件再上传。",
                limit=self.limits.memory_bytes // 1_000_000,
            )
        if self.failed:
            return say(
                "文件里有不认识的结构（%(reason)s），读不下去；请用相应软件打开后另存为新文件再上传。",
                reason=self.failed,
            )
        return say("读取进程意外中止，没有得到结果；请用相应软件打开后另存为新文件再上传。")


def _close(stream: object) -> None:
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:  # a pipe to a process that is gone
        return
