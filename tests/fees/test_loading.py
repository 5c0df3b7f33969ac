"""The data folder becomes the first release, once, on both kinds of database."""

import csv
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import DatabaseError

from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.loading import is_loaded, load
from catalogue.fees.models import FeeVersionRow, ReleaseRow
from catalogue.fees.releases import canonical_parts, verify
from catalogue.settings import ROOT

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "data", copy)
    return copy


def rewrite(path: Path, code: str, **changed: str) -> None:
    """Change some columns of the row with that code."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{**row, **changed} if row["code"] == code else row for row in reader]
        columns = list(reader.fieldnames or [])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_every_source_row_is_in_the_catalogue_with_its_source(lists: Database) -> None:
    with (ROOT / "data" / "fees.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with lists.sessions() as session:
        catalogue = Catalogue(session)
        for row in rows:
            last = catalogue.versions(row["code"], 1)[-1]
            assert (last.name, last.standard_text, last.source) == (row["name"], row["standard_text"], row["source"])
            assert last.confidence.value == row["confidence"]
        assert len(rows) == 272


def test_loading_twice_does_nothing_the_second_time(empty_database: Database, folder: Path, now: datetime) -> None:
    with empty_database.transaction() as session:
        assert load(session, folder, now)
    with empty_database.transaction() as session:
        assert is_loaded(session, folder)
        assert not load(session, folder, now)
        assert [edition.number for edition in Catalogue(session).editions()] == [1]


def test_a_changed_row_becomes_the_next_release_and_the_first_stays_as_it_was(
    empty_database: Database, folder: Path, now: datetime
) -> None:
    with empty_database.transaction() as session:
        load(session, folder, now)
        before = "".join(canonical_parts(session, session.get_one(ReleaseRow, 1)))
    rewrite(folder / "fees.csv", "A035.03", standard_text="劳动争议案件每件交纳8元", rate_value="8")
    with empty_database.transaction() as session:
        assert load(session, folder, now)
    with empty_database.sessions() as session:
        catalogue = Catalogue(session)
        assert [entry.rate_value for entry in catalogue.versions("A035.03", 1)] == [10]
        assert [entry.rate_value for entry in catalogue.versions("A035.03", 2)] == [8]
        assert "".join(canonical_parts(session, session.get_one(ReleaseRow, 1))) == before
        assert all(proof.intact for proof in verify(session))


def test_once_staff_have_published_the_folder_is_left_alone(
    empty_database: Database, folder: Path, now: datetime
) -> None:
    with empty_database.transaction() as session:
        load(session, folder, now)
        first = session.get_one(ReleaseRow, 1)
        fields = {"number": 2, "author": "甲", "reviewer": "乙", "summary": "", "notes": [], "sha256": "0" * 64}
        fields |= {"effective_date": TODAY, "published_at": now, "previous_sha256": first.sha256}
        session.execute(insert(ReleaseRow), [fields])
    rewrite(folder / "fees.csv", "A035.03", standard_text="劳动争议案件每件交纳8元")
    with empty_database.transaction() as session:
        assert not load(session, folder, now)
        assert [entry.standard_text for entry in Catalogue(session).versions("A035.03", 2)] == [
            "劳动争议案件每件交纳10元"
        ]


def test_the_database_itself_refuses_overlapping_versions(filled_database: Database) -> None:
    with filled_database.sessions() as session:
        row = session.query(FeeVersionRow).filter_by(fee_code="A035.03").one()
        columns = (column.key for column in FeeVersionRow.__table__.columns)
        copy = {name: getattr(row, name) for name in columns if name != "id"}
    with pytest.raises(DatabaseError, match="overlap"), filled_database.transaction() as session:
        session.execute(insert(FeeVersionRow), [copy])


def test_the_database_itself_refuses_to_change_what_was_published(filled_database: Database) -> None:
    with pytest.raises(DatabaseError, match="never changes"), filled_database.transaction() as session:
        session.execute(update(FeeVersionRow).where(FeeVersionRow.fee_code == "A035.03").values(name="别的费"))
    with pytest.raises(DatabaseError, match="never changes"), filled_database.transaction() as session:
        session.execute(update(ReleaseRow).values(summary="别的说明"))


def test_the_hash_does_not_depend_on_the_kind_of_database(lists: Database, prepared: object) -> None:
    with lists.sessions() as session:
        assert [proof.intact for proof in verify(session)] == [True]


@pytest.mark.parametrize("end", ["2015-01-01", "2019-06-30"])
def test_earlier_rates_are_earlier_versions(lists: Database, end: str) -> None:
    with lists.sessions() as session:
        catalogue = Catalogue(session)
        view = catalogue.viewpoint(end, None, None, TODAY, "370402")
        then = catalogue.entry("A009.02.01", view)
        now = catalogue.entry("A009.02.01", catalogue.viewpoint(None, None, None, TODAY, "370402"))
        assert then is not None
        assert now is not None
        assert then.rate_value is not None
        assert now.rate_value is not None
        assert then.rate_value > now.rate_value
        assert then.in_force_on(date.fromisoformat(end))
