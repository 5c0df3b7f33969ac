"""How much a file may cost to read; it refuses to let one file stop the service."""

from __future__ import annotations

import resource
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: bytes of the file, bytes unpacked and how many times the file that may be,
    rows found, seconds, and bytes of memory of the process that reads."""

    file_bytes: int = 40_000_000
    unpacked_bytes: int = 400_000_000
    ratio: int = 100
    rows: int = 300_000
    seconds: float = 300.0
    memory_bytes: int = 2_000_000_000


DEFAULT = Limits()


def limit_this_process(limits: Limits) -> None:
    """Bind this process for the rest of its life: memory, processor time, and no file may be written."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
