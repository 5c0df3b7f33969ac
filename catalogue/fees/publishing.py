"""Publishes an approved revision as the next release, in one act that happens whole or not at all; it edits nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from catalogue.accounts.audit import record
from catalogue.accounts.permissions import Person
from catalogue.database import Database
from catalogue.fees.draft_checking import check
from catalogue.fees.drafts import hold
from catalogue.fees.entries import Entry
from catalogue.fees.models import AliasRow, ChangeRow, FeeRow, FeeVersionRow, ReleaseRow
from catalogue.fees.publication_plan import Plan, entries, plan
from catalogue.fees.releases import digest
from catalogue.fees.revision_models import RevisionRow
from catalogue.fees.revision_moves import allow, outdated, refuse_findings
from catalogue.fees.revision_states import Act, Stage
from catalogue.fees.stamps import FACTS, WORDS, touch
from catalogue.fees.standing import newest_release
from catalogue.messages import Problem, say

AT_ONCE = 500
_T = TypeVar("_T")
Seal = Callable[[Session, str], None]
"""Says, in the transaction that publishes, of which release (by its hash) a prepared index is."""
STEPS = ("alone", "planned", "indexed", "held", "written", "sealed", "committed")


class Indexer(Protocol):
    """What prepares the search of a release before anybody can see the release."""

    def alone(self) -> AbstractContextManager[None]:
        """Held while one process of this machine publishes; a Problem where another one does."""

    def build(self, session: Session, release: int, entries: Iterable[Entry]) -> Seal:
        """Build the index of a release that is not published yet."""


def publish(
    database: Database,
    number: int,
    person: Person,
    seen: int,
    now: datetime,
    today: date,
    indexer: Indexer,
    step: Callable[[str], None] = lambda _name: None,
) -> int:
    """Publish the revision with that number; returns the number of the new release.

    The index is built first, beside the one in use and out of sight; then one transaction writes the release, its
    changes for feeds and pages, and the trail. Before its commit nobody sees anything of it; a process that dies on
    the way leaves an index that nobody reads and that the next attempt replaces. `step` is told what was done.
    """
    with indexer.alone():
        step("alone")
        with database.sessions() as session:
            revision = session.get(RevisionRow, number)
            if revision is None:
                raise Problem(say("没有这次调整。"))
            _refuse(session, revision, person, today)
            planned = plan(session, revision, now, today)
            step("planned")
            seal = indexer.build(session, planned.release, entries(session, planned))
        step("indexed")
        try:
            with database.transaction() as session:
                _publish(session, planned, number, person, seen, now, today, seal, step)
        except IntegrityError as error:
            with database.sessions() as session:
                if newest_release(session) < planned.release:  # not another publication: a fault of ours
                    raise
            raise Problem(say("另一次调整刚刚发布，这一次没有发布；请刷新页面查看。")) from error
        step("committed")
    return planned.release


def _refuse(session: Session, revision: RevisionRow, person: Person, today: date) -> None:
    allow(Act.PUBLISH, revision, person)
    if revision.reviewer_id is None or revision.reviewer_id == revision.author_id:
        raise Problem(say("还没有另一位复核人复核通过。"))
    if message := outdated(session, revision):
        raise Problem(message)


def _publish(
    session: Session,
    planned: Plan,
    number: int,
    person: Person,
    seen: int,
    now: datetime,
    today: date,
    seal: Seal,
    step: Callable[[str], None],
) -> None:
    revision = hold(session, number, seen, now)
    step("held")
    _refuse(session, revision, person, today)
    check(session, revision, today)
    refuse_findings(session, revision, today)
    if newest_release(session) != planned.release - 1 or _last_version(session) != planned.last_version:
        raise Problem(say("另一次调整刚刚发布，这一次没有发布；请刷新页面查看。"))
    release = _write(session, planned, revision, now)
    step("written")
    seal(session, release.sha256)
    step("sealed")
    revision.stage, revision.release = Stage.PUBLISHED.value, release.number
    details = {"release": release.number, "sha256": release.sha256, "effective": release.effective_date.isoformat()}
    record(session, person, "revision.published", ("revision", revision.id), details, now)


def _last_version(session: Session) -> int:
    return session.scalar(select(func.max(FeeVersionRow.id))) or 0


def _write(session: Session, planned: Plan, revision: RevisionRow, now: datetime) -> ReleaseRow:
    before = session.get_one(ReleaseRow, planned.release - 1)
    release = ReleaseRow(
        number=planned.release,
        effective_date=planned.effective_date,
        published_at=now,
        author=revision.author,
        reviewer=revision.reviewer,
        summary=revision.title,
        notes=planned.notes,
        previous_sha256=before.sha256,
    )
    # Parents first, so that every reference holds while the rows go in.
    _in_parts(planned.fees, lambda part: session.execute(insert(FeeRow), part))
    closing = update(FeeVersionRow).values(last_release=before.number)
    _in_parts(planned.closed, lambda part: session.execute(closing.where(FeeVersionRow.id.in_(part))))
    _in_parts(planned.versions, lambda part: session.execute(insert(FeeVersionRow), part))
    if session.get_bind().dialect.name == "postgresql":
        # The rows brought their own numbers; the next row of anybody must not get one of them.
        session.execute(text("SELECT setval(pg_get_serial_sequence('fee_version', 'id'), max(id)) FROM fee_version"))
    release.sha256 = digest(session, release)
    session.add(release)
    session.flush()
    _in_parts(planned.changes, lambda part: session.execute(insert(ChangeRow), part))
    touch(session, FACTS)
    if planned.aliases:
        session.execute(insert(AliasRow), planned.aliases)
        touch(session, WORDS)
    return release


def _in_parts(rows: list[_T], write: Callable[[list[_T]], object]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        write(rows[start : start + AT_ONCE])
