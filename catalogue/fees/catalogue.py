"""The one query layer over the dated lists, for every page, search, check, file and API call; it never writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from catalogue.fees.entries import Alias, Change, Coverage, Edition, Entry, Region, ReliefRule, Viewpoint
from catalogue.fees.models import (
    AliasRow,
    ChangeRow,
    CoverageRow,
    FeeRow,
    FeeVersionRow,
    RegionRow,
    ReleaseRow,
    ReliefRow,
    WordRow,
)
from catalogue.fees.periods import parse_day
from catalogue.fees.rows import change_of, coverage_of, edition_of, entry_of, region_of, relief_of
from catalogue.fees.stamps import stamp
from catalogue.fees.versions import in_time_order, version_on
from catalogue.messages import Problem, say

COUNTRY = "000000"
BATCH = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Word:
    """A row of a word list: the word and the list's other columns by name."""

    word: str
    fields: dict[str, str]


class Catalogue:
    """The lists as one session sees them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    # Where one reads from

    def viewpoint(self, on: str | None, release: str | None, region: str | None, today: date, home: str) -> Viewpoint:
        """The two clocks and the place as a reader asked for them; what was not asked is today, latest, home.

        `region` may be `all` for every place. A bad day, an unknown release or region is a Problem.
        """
        day = parse_day(on, "on") if on else today
        edition = self.edition(release) if release else self.latest_edition(today)
        code = None if region == "all" else self.region(region or home).code
        return Viewpoint(day, edition.number, code)

    def latest_edition(self, today: date) -> Edition:
        """The newest release that has come into effect by `today`; before the first one did, the first."""
        newest = select(ReleaseRow).where(ReleaseRow.effective_date <= today).order_by(ReleaseRow.number.desc())
        first = select(ReleaseRow).order_by(ReleaseRow.number)
        row = self.session.scalars(newest.limit(1)).first() or self.session.scalars(first.limit(1)).first()
        if row is None:
            raise Problem(say("目录清单尚未发布，请稍后再来。"))
        return edition_of(row)

    def edition(self, number: str | int) -> Edition:
        """The release with that number; an unknown one is a Problem."""
        text = str(number)
        row = self.session.get(ReleaseRow, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else None
        if row is None:
            raise Problem(say("没有第 %(number)s 期清单，请从“历次发布”中选择一期。", number=text[:20]), "release")
        return edition_of(row)

    def editions(self) -> list[Edition]:
        """All releases, the newest first."""
        return [edition_of(row) for row in self.session.scalars(select(ReleaseRow).order_by(ReleaseRow.number.desc()))]

    def announced(self, code: str, view: Viewpoint) -> list[Entry]:
        """The wordings of a fee in the newest release that is published but takes effect after the viewpoint's day."""
        later = select(ReleaseRow.number).where(ReleaseRow.number > view.release, ReleaseRow.effective_date > view.on)
        number = self.session.scalars(later.order_by(ReleaseRow.number.desc()).limit(1)).first()
        return self.versions(code, number) if number is not None else []

    def region(self, code: str) -> Region:
        """The division with that code; an unknown one is a Problem."""
        row = self.session.get(RegionRow, code) if len(code) == 6 and code.isascii() and code.isdigit() else None
        if row is None:
            raise Problem(
                say("没有代码为 %(code)s 的行政区划，请填写六位行政区划代码，例如 370402。", code=code[:20]), "region"
            )
        return region_of(row)

    def regions(self) -> list[Region]:
        """All divisions in the order of their codes."""
        return [region_of(row) for row in self.session.scalars(select(RegionRow).order_by(RegionRow.code))]

    def regions_with_fees(self) -> list[Region]:
        """The divisions that have entries of their own."""
        query = select(RegionRow).where(RegionRow.code.in_(select(FeeRow.region_code).distinct()))
        return [region_of(row) for row in self.session.scalars(query.order_by(RegionRow.code))]

    def ancestors(self, region: str | None) -> tuple[str, ...]:
        """The line of codes from the country down to the place; empty for every place."""
        return self.region(region).ancestors if region else ()

    # Fees

    def entry(self, code: str, viewpoint: Viewpoint) -> Entry | None:
        """The wording of the fee that answers for the viewpoint's day, whatever its place."""
        return version_on(self.versions(code, viewpoint.release), viewpoint.on)

    def versions(self, code: str, release: int) -> list[Entry]:
        """All dated wordings of one fee that the release knows, the oldest first; none for a code of no fee."""
        if not code.isprintable():  # PostgreSQL refuses to be asked for a text with a NUL in it
            return []
        return in_time_order(self._entries(_known(release).where(FeeVersionRow.fee_code == code)))

    def versions_of(self, codes: Iterable[str], release: int) -> dict[str, list[Entry]]:
        """The same for many fees at once, by code."""
        found: dict[str, list[Entry]] = {code: [] for code in codes}
        for part in _batches(list(found)):
            for entry in self._entries(_known(release).where(FeeVersionRow.fee_code.in_(part))):
                found[entry.code].append(entry)
        return {code: in_time_order(entries) for code, entries in found.items()}

    def entries(self, version_ids: Sequence[int]) -> list[Entry]:
        """The wordings with those ids, in the order asked."""
        found: dict[int, Entry] = {}
        for part in _batches(list(version_ids)):
            for entry in self._entries(_versions().where(FeeVersionRow.id.in_(part))):
                found[entry.version_id] = entry
        return [found[number] for number in version_ids if number in found]

    def all_versions(self, release: int) -> Iterator[Entry]:
        """Every wording that the release knows, by code, fetched in batches."""
        codes = list(self.session.scalars(select(FeeRow.code).order_by(FeeRow.code)))
        for part in _batches(codes):
            yield from self._entries(
                _known(release).where(FeeVersionRow.fee_code.in_(part)).order_by(FeeRow.code, FeeVersionRow.id)
            )

    def children(self, code: str, viewpoint: Viewpoint) -> list[Entry]:
        """The direct sub-entries, each by the wording that answers for the viewpoint, seen from its place."""
        ancestors = self.ancestors(viewpoint.region)
        versions = self.versions_of(self.child_codes(code), viewpoint.release)
        chosen = (version_on(entries, viewpoint.on) for entries in versions.values())
        return [entry for entry in chosen if entry and entry.applies_in(ancestors)]

    def child_codes(self, code: str) -> list[str]:
        """The codes of the direct sub-entries, of every place."""
        return list(self.session.scalars(select(FeeRow.code).where(FeeRow.parent_code == code).order_by(FeeRow.code)))

    def parents(self, code: str, viewpoint: Viewpoint) -> list[Entry]:
        """The line of entries above a fee, the top one first."""
        line: list[Entry] = []
        entry = self.entry(code, viewpoint)
        while entry and entry.parent_code:
            entry = self.entry(entry.parent_code, viewpoint)
            if entry:
                line.insert(0, entry)
        return line

    # What stands beside the fees

    def reliefs(self) -> list[ReliefRule]:
        """All reliefs with the conditions that a program can test."""
        return [relief_of(row) for row in self.session.scalars(select(ReliefRow).order_by(ReliefRow.id))]

    def reliefs_for(self, code: str) -> list[ReliefRule]:
        """The reliefs that touch a fee; one on a fee also covers its sub-items."""
        return [relief for relief in self.reliefs() if relief.touches(code)]

    def changes(self, limit: int | None = None, until: date | None = None) -> list[Change]:
        """Recorded changes, the newest first; `until` leaves out those of later days."""
        query = select(ChangeRow).order_by(ChangeRow.date_text.desc(), ChangeRow.id)
        if until is not None:
            query = query.where(ChangeRow.date_text <= until.isoformat())
        return [change_of(row) for row in self.session.scalars(query.limit(limit))]

    def changes_of(self, code: str) -> list[Change]:
        """The recorded changes that touched one fee, the newest first."""
        return [change for change in self.changes() if code in change.codes]

    def coverage(self) -> list[Coverage]:
        """For which list, place and day the data is complete."""
        query = select(CoverageRow, RegionRow).join(RegionRow, RegionRow.code == CoverageRow.region_code)
        rows = self.session.execute(query.order_by(CoverageRow.id))
        return [coverage_of(row, region.name) for row, region in rows]

    def stamp(self, name: str) -> int:
        """How often the words or the facts beside the fees have changed (names in `stamps`)."""
        return stamp(self.session, name)

    def words(self, list_name: str) -> list[Word]:
        """The rows of one word list."""
        query = select(WordRow).where(WordRow.list_name == list_name).order_by(WordRow.id)
        return [Word(row.word, dict(row.fields)) for row in self.session.scalars(query)]

    def _entries(self, query: Select[FeeVersionRow, FeeRow, RegionRow]) -> list[Entry]:
        rows = self.session.execute(query).all()
        aliases = self._aliases({fee.code for _, fee, _ in rows})
        return [entry_of(version, fee, region, aliases.get(fee.code, ())) for version, fee, region in rows]

    def _aliases(self, codes: set[str]) -> dict[str, tuple[Alias, ...]]:
        found: dict[str, list[Alias]] = {}
        # Columns, not whole rows: those would cost ten times as much.
        columns = select(AliasRow.fee_code, AliasRow.text, AliasRow.sort).order_by(AliasRow.id)
        for part in _batches(sorted(codes)):
            for code, text, sort in self.session.execute(columns.where(AliasRow.fee_code.in_(part))):
                found.setdefault(code, []).append(Alias(text, sort))
        return {code: tuple(aliases) for code, aliases in found.items()}


def _versions() -> Select[FeeVersionRow, FeeRow, RegionRow]:
    return (
        select(FeeVersionRow, FeeRow, RegionRow)
        .join(FeeRow, FeeRow.code == FeeVersionRow.fee_code)
        .join(RegionRow, RegionRow.code == FeeRow.region_code)
    )


def _known(release: int) -> Select[FeeVersionRow, FeeRow, RegionRow]:
    return _versions().where(_known_clause(release))


def _known_clause(release: int) -> ColumnElement[bool]:
    still_known = or_(FeeVersionRow.last_release.is_(None), FeeVersionRow.last_release >= release)
    return (FeeVersionRow.first_release <= release) & still_known


def _batches(items: list[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
