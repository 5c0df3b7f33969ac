"""Reads or checks one uploaded table in a process of its own, under limits; it refuses to write outside its folder.

`python -m catalogue.checks.workbook_child`; the task stands in one line of JSON on standard input.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from catalogue.checks.workbook_folders import Folder, Task
from catalogue.checks.workbooks import LIMITS, Table, read_table
from catalogue.fees.importing.carrying import message_out
from catalogue.messages import Problem

_LARGEST_FILE = 400_000_000


def main() -> int:
    """Serve one task: `read` or `check`; what came of it stands in the folder."""
    task = Task(**json.loads(sys.stdin.readline()))
    folder = Folder(Path(task.folder))
    _bind()
    try:
        if task.action == "read":
            folder.write("table", _described(read_table(folder.upload())))
        else:
            # Reading needs neither the database nor the search, which take a second to load.
            from catalogue.checks.workbook_work import check

            check(task, folder)
    except Problem as problem:
        folder.refuse(problem.message)
    return 0


def _bind() -> None:
    """Bind this process for its life: memory, processor time, size of files."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (int(LIMITS.seconds), int(LIMITS.seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _described(table: Table) -> dict[str, Any]:
    """What the page of the columns shows."""
    return {
        "labels": list(table.headings.labels),
        "columns": dict(table.headings.columns),
        "samples": table.samples(),
        "rows": table.count(),
        "sheets": [sheet.name for sheet in table.sheets if sheet.name],
        "notes": [message_out(note) for note in table.notes],
        "suffix": table.suffix,
    }


if __name__ == "__main__":
    sys.exit(main())
