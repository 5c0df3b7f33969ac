"""Reads the file of a revision in a process of its own and fills the revision; it refuses to do so in a web request.

`python -m catalogue.fees.draft_reading NUMBER` is that process; it finds the database by the settings.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import or_, update

import catalogue
from catalogue.database import Database
from catalogue.fees.draft_filling import fill
from catalogue.fees.drafts import hold
from catalogue.fees.importing.carrying import message_out
from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.limits import DEFAULT, Limits
from catalogue.fees.importing.published import read_published
from catalogue.fees.revision_models import RevisionRow, UploadRow
from catalogue.fees.revision_states import Stage
from catalogue.messages import say
from catalogue.settings import Settings

SILENCE = timedelta(seconds=90)
"""A reading that has said nothing for so long has died, and may be started again."""
_PULSE = 1.0
Clock = Callable[[], datetime]


def start(settings: Settings, number: int) -> None:
    """Start the process that reads the file of a revision; it outlives the request, and this program's worker."""
    root = str(Path(catalogue.__file__).resolve().parents[1])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part),
        "DATABASE_URL": settings.database_url,
        "CATALOGUE_INSTANCE": str(settings.instance),
        "CATALOGUE_ENV": settings.environment,
        "SECRET_KEY": settings.secret_key,
    }
    subprocess.Popen(  # noqa: S603  (this program itself, with a number)
        [sys.executable, "-m", "catalogue.fees.draft_reading", str(int(number))],
        stdin=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def is_stuck(revision: RevisionRow, now: datetime) -> bool:
    """Whether the reading was begun, or should have been, and nobody is at it any more."""
    since = revision.reading_at or revision.created_at
    return revision.reading in ("waiting", "running") and now - since > SILENCE


def claim(database: Database, number: int, now: datetime) -> bool:
    """Take the reading upon oneself; False where it is done, or somebody is at it."""
    free = or_(RevisionRow.reading.in_(("waiting", "failed")), RevisionRow.reading_at < now - SILENCE)
    with database.transaction() as session:
        taken = (
            update(RevisionRow)
            .where(RevisionRow.id == number, RevisionRow.reading != "done", RevisionRow.reading != "none", free)
            .values(reading="running", reading_at=now, reading_lines=0, reading_problem=None)
        )
        return bool(session.connection().execute(taken).rowcount)


def read(database: Database, number: int, clock: Clock, today: date, limits: Limits = DEFAULT) -> bool:
    """Read the file and fill the revision; False where there was nothing to do. What fails is written down."""
    if not claim(database, number, clock()):
        return False
    with database.sessions() as session:
        revision = session.get_one(RevisionRow, number)
        upload = session.get_one(UploadRow, revision.upload_id)
        content, filename = upload.content, upload.filename
    try:
        reading = read_published(content, filename, limits, _Pulse(database, number, clock))
    except Unreadable as error:
        _finish(database, number, reading="failed", reading_problem=message_out(error.message))
        return True
    try:
        with database.transaction() as session:
            revision = hold(session, number, None, clock())
            if revision.reading == "running" and Stage(revision.stage).editable:
                revision.reading_lines = len(reading.rows)
                fill(session, revision, reading, today)
                revision.reading = "done"
    except Exception:
        told = say("文件读出来了，但没能与清单比较；请再试一次，仍然不行请联系管理员。")
        _finish(database, number, reading="failed", reading_problem=message_out(told))
        raise
    return True


class _Pulse:
    """Writes down how many lines were read, once a second at most."""

    def __init__(self, database: Database, number: int, clock: Clock) -> None:
        self.database, self.number, self.clock = database, number, clock
        self.last = 0.0

    def __call__(self, lines: int) -> None:
        if time.monotonic() - self.last < _PULSE:
            return
        self.last = time.monotonic()
        _finish(self.database, self.number, reading_lines=lines, reading_at=self.clock())


def _finish(database: Database, number: int, **values: object) -> None:
    with database.transaction() as session:
        session.execute(update(RevisionRow).where(RevisionRow.id == number).values(**values))


def main() -> int:
    """Read the file of the revision named in the arguments."""
    from catalogue.web import CHINA_TIME, system_clock

    settings = Settings.from_environment()
    database = Database(settings.database_url)
    read(database, int(sys.argv[1]), system_clock, system_clock().astimezone(CHINA_TIME).date())
    return 0


if __name__ == "__main__":
    sys.exit(main())
