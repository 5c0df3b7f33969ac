"""What a revision is compared with: the wordings of the release it rests on, by code; it never writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from catalogue.fees.catalogue import BATCH, Catalogue
from catalogue.fees.differences import Record
from catalogue.fees.draft_matching import Listed
from catalogue.fees.kinds import Level
from catalogue.fees.models import FeeRow, FeeVersionRow, ReleaseRow
from catalogue.fees.releases import fee_records
from catalogue.fees.revision_models import ItemRow, RevisionRow
from catalogue.fees.revision_states import Stage

LEVELS = {
    "country": Level.CENTRAL,
    "province": Level.PROVINCIAL,
    "city": Level.MUNICIPAL,
    "county": Level.DISTRICT,
}


def newest_release(session: Session) -> int:
    """The last release there is, in effect or coming: the one that the next rests on."""
    return session.scalars(select(ReleaseRow.number).order_by(ReleaseRow.number.desc()).limit(1)).one()


def wordings(session: Session, release: int, codes: Iterable[str]) -> dict[str, list[Record]]:
    """All dated wordings of the fees that the release knows, the oldest first, by code."""
    found: dict[str, list[Record]] = {}
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), BATCH):
        for record in fee_records(session, release, wanted[start : start + BATCH]):
            found.setdefault(record["code"], []).append(record)
    return found


def on(versions: Sequence[Record], day: date) -> Record | None:
    """The wording that a change of `day` is compared with: that of the day, else the last before, else the first."""
    text = day.isoformat()
    begun = [version for version in versions if (version["effective_from"] or "") <= text]
    return begun[-1] if begun else versions[0] if versions else None


def listed(session: Session, release: int, regions: Sequence[str], kinds: Sequence[str]) -> list[Listed]:
    """The fees of those regions and lists that are known and have not ended, each by its newest wording."""
    names = dict(_names(session, release))
    query = (
        select(FeeRow.code, FeeRow.kind, FeeRow.parent_code, FeeVersionRow.name, FeeVersionRow.basis)
        .join(FeeVersionRow, FeeVersionRow.fee_code == FeeRow.code)
        .where(_known(release), FeeRow.region_code.in_(regions), FeeRow.kind.in_(kinds), FeeRow.record_only.is_(False))
        .where(FeeVersionRow.status == "in_force", FeeVersionRow.effective_to.is_(None))
        .order_by(FeeRow.code)
    )
    return [
        Listed(kind, code, name, names.get(parent or "", ""), frozenset(basis))
        for code, kind, parent, name, basis in session.execute(query)
    ]


def _names(session: Session, release: int) -> Iterable[tuple[str, str]]:
    query = select(FeeVersionRow.fee_code, FeeVersionRow.name).where(_known(release)).order_by(FeeVersionRow.id)
    return [(code, name) for code, name in session.execute(query)]


def _known(release: int) -> ColumnElement[bool]:
    last = or_(FeeVersionRow.last_release.is_(None), FeeVersionRow.last_release >= release)
    return (FeeVersionRow.first_release <= release) & last


def used_codes(session: Session, but: int) -> set[str]:
    """Every code that is or ever was a fee's, or is proposed in an open revision other than `but`."""
    proposed = (
        select(ItemRow.code)
        .join(RevisionRow, RevisionRow.id == ItemRow.revision_id)
        .where(ItemRow.code.is_not(None), RevisionRow.id != but)
        .where(RevisionRow.stage.in_([stage.value for stage in Stage if stage.open]))
    )
    return {*session.scalars(select(FeeRow.code)), *(code for code in session.scalars(proposed) if code)}


def departments(session: Session, release: int) -> set[str]:
    """How bodies are called in the lists, and in the staff's list of bodies."""
    known = session.scalars(select(FeeVersionRow.department).where(_known(release)).distinct())
    return {*filter(None, known), *(word.word for word in Catalogue(session).words("bodies"))}


def codes_of(session: Session, codes: Iterable[str]) -> set[str]:
    """Those of the codes that are fees."""
    wanted, found = sorted(set(codes)), set[str]()
    for start in range(0, len(wanted), BATCH):
        found.update(session.scalars(select(FeeRow.code).where(FeeRow.code.in_(wanted[start : start + BATCH]))))
    return found
