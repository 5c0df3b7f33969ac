"""A list of 100,000 rows goes the whole way in bounded memory; `-s` shows the figures."""

import csv
import io
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.fees.revision_moves import tally
from tests.fees.revising import DEFAULT_FRAME, TODAY, Office
from tests.support.stores import Store

ROWS = int(os.environ.get("CATALOGUE_LARGE_ROWS", "100000"))
MOST_MEGABYTES = 1500


def large_list(rows: int) -> bytes:
    """A published list with that many different fees."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["行政事业性收费目录清单"])
    writer.writerow(["序号", "部门", "项目名称", "收费标准", "政策依据"])
    for number in range(1, rows + 1):
        name = f"第{number}号样品检验费"
        writer.writerow(
            [number, "市场监管部门", name, f"{number % 900 + 1}元/件", f"鲁价费发〔2016〕{number % 300 + 1}号"]
        )
    return text.getvalue().encode()


@pytest.mark.nightly
def test_a_hundred_thousand_rows(sqlite_store: Store, tmp_path: Path) -> None:
    from catalogue.database import Database

    office = Office(Database(sqlite_store.filled()), tmp_path / "index")
    path = tmp_path / "large.csv"
    path.write_bytes(large_list(ROWS))
    number = office.upload(path)
    environment = {
        **os.environ,
        "DATABASE_URL": office.database.url,
        "CATALOGUE_INSTANCE": str(tmp_path),
        "CATALOGUE_ENV": "test",
        "SECRET_KEY": "x" * 40,
    }
    started = time.monotonic()
    command = [sys.executable, "-m", "catalogue.fees.draft_reading", str(number)]
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    seen = set()
    while process.poll() is None:
        seen.add(office.revision(number).reading_lines)
        time.sleep(0.5)
    spent = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"\nread and compared {ROWS} rows: {spent:.0f} s, peak {peak} MB of a process, {len(seen)} steps of progress")
    revision = office.revision(number)
    assert revision.reading == "done"
    assert peak < MOST_MEGABYTES
    with office.database.sessions() as session:
        assert tally(session, revision).changed == ROWS

    started = time.monotonic()
    office.frame(number, replace(DEFAULT_FRAME, effective_date=TODAY.isoformat()))
    print(f"one edit, all checked anew: {time.monotonic() - started:.0f} s")
    office.confirm_everything(number)
    office.approve(number)
    times: list[tuple[str, float]] = []
    started = time.monotonic()
    office.publish(number, step=lambda name: times.append((name, time.monotonic() - started)))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print("published:", ", ".join(f"{name} {when:.0f} s" for name, when in times), f"; peak {own} MB")
    held = dict(times)["committed"] - dict(times)["indexed"]
    print(f"database held for {held:.0f} s")
