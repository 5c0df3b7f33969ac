"""Reads one file from standard input under hard limits, answering in JSON lines; it refuses to touch any file."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from catalogue.fees.importing.carrying import message_out, reading_out
from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.limits import Limits, limit_this_process


def main() -> int:
    """Serve one request: a line with the file's name and the limits, then the file's bytes."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    limit_this_process(limits)
    # Whatever a library prints must not mix with the answer.
    answer, sys.stdout = sys.stdout, sys.stderr
    try:
        _answer(answer, request["filename"], sys.stdin.buffer.read(), limits)
    except MemoryError:
        _write(answer, {"failed": "memory"})
    return 0


def _answer(answer: Any, filename: str, data: bytes, limits: Limits) -> None:
    from catalogue.fees.importing.opening import read_bytes

    def progress(done: int) -> None:
        _write(answer, {"progress": done})

    try:
        reading = read_bytes(data, filename, limits, progress)
    except Unreadable as error:
        _write(answer, {"unreadable": message_out(error.message)})
        return
    except RecursionError:
        _write(answer, {"failed": "depth"})
        return
    except MemoryError:
        raise
    except Exception as error:  # a reader's library met something it does not know: tell, do not crash
        _write(answer, {"failed": type(error).__name__})
        return
    for line in reading_out(reading):
        answer.write(line + "\n")
    _write(answer, {"done": True})


def _write(answer: Any, part: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):
        answer.write(json.dumps(part, ensure_ascii=False) + "\n")
        answer.flush()


if __name__ == "__main__":
    sys.exit(main())
