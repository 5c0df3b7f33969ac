"""Checks one table from beginning to end, outside any request; it refuses to judge by anything but the lists."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

from catalogue.checks.receipts import to_record
from catalogue.checks.source import CatalogueLists, Kept, word_lists
from catalogue.checks.workbook_answers import write_answer
from catalogue.checks.workbook_folders import Folder, Task, wait_for_turn
from catalogue.checks.workbook_rows import Desk, Order, Summary, Tell, judge_table
from catalogue.checks.workbook_values import RegionNames
from catalogue.checks.workbooks import LIMITS, Table, read_table
from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.messages import Message
from catalogue.search.follow import Searches

_SECONDS_BETWEEN_SIGNS = 0.5


def check(task: Task, folder: Folder) -> None:
    """Check the uploaded table of a folder; the answer and its summary stand there in the end."""
    with wait_for_turn(folder.path.parent):
        # Ends the process, also where it only waits for something; a busy machine gets three times the time.
        signal.alarm(int(LIMITS.seconds) * 3)
        table = read_table(folder.upload())
        settings = Sources(task.database_url, Path(task.instance), task.home)
        order = Order(task.columns, date.fromisoformat(task.day), task.region)
        tell = tell_in(task.language, Path(task.instance) / "translations")
        with settings.desk(table, order, task.release, date.fromisoformat(task.today), tell) as desk:
            lines, summary = judge_table(desk, table, _signs(folder, table.count()))
        with folder.writing("answer") as target:
            write_answer(table, lines, tell, target)
        folder.write("summary", summed(summary))


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the lists are: the database, the folder with the search index, and the region that is home."""

    database_url: str
    instance: Path
    home: str

    @contextmanager
    def desk(self, table: Table, order: Order, release: int, today: date, tell: Tell) -> Iterator[Desk]:
        """A desk for the rows of one table, on a session of its own."""
        database = Database(self.database_url)
        with database.sessions() as session:
            catalogue = Catalogue(session)
            search = Searches(self.instance / "index").of(release, lambda: session)
            kept = Kept(word_lists(catalogue), catalogue.reliefs(), catalogue.coverage())
            lists = CatalogueLists(catalogue, search, kept, release)
            places = RegionNames(catalogue.regions(), self.home)
            yield Desk(table, order, lists, places, release, today, tell)
        database.engine.dispose()


def tell_in(language: str, translations: Path) -> Tell:
    """Sentences in a language, outside any request."""
    found: NullTranslations = Translations.load(str(translations), [language])

    def tell(message: Message) -> str:
        params = {name: tell(value) if isinstance(value, Message) else value for name, value in message.params.items()}
        text = found.gettext(message.text) if message.text else ""
        return text % params if params else text

    return tell


def summed(summary: Summary) -> dict[str, Any]:
    """The summary as plain JSON, money as text."""
    return {
        "rows": summary.rows,
        "skipped": summary.skipped,
        "total": str(summary.total),
        "excess": str(summary.excess),
        "groups": [[group.code, group.count, str(group.amount)] for group in summary.groups.values()],
        "first": [
            [line.sheet, line.number + 1, to_record(line.verdict)] for line in summary.first if line.verdict is not None
        ],
    }


def _signs(folder: Folder, total: int) -> Callable[[int], None]:
    """A sign of life in the folder now and then."""
    last = 0.0

    def sign(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _SECONDS_BETWEEN_SIGNS:
            last = now
            folder.write("progress", {"done": done, "total": total})

    sign(0)
    return sign
