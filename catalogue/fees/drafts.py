"""Starting a revision from a published file or by hand, and comparing it anew; it never touches the lists."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.accounts.audit import record
from catalogue.accounts.permissions import Person
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.codes import Codes
from catalogue.fees.draft_checking import check
from catalogue.fees.draft_matching import Match
from catalogue.fees.kinds import FeeKind
from catalogue.fees.revision_models import ItemRow, RevisionRow, UploadRow
from catalogue.fees.revision_states import Stage
from catalogue.fees.standing import newest_release, used_codes
from catalogue.messages import Problem, say

AT_ONCE = 500
LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file is a list of. `whole`: what it leaves out, of these lists there, has vanished."""

    region_code: str
    kinds: tuple[FeeKind, ...]
    department: str = ""
    whole: bool = False


def from_file(
    session: Session, person: Person, content: bytes, filename: str, scope: Scope, now: datetime
) -> tuple[RevisionRow, bool]:
    """A revision that waits for its file to be read, and whether it is new: the same file never makes two that live."""
    if not content:
        raise Problem(say("文件是空的，请重新选择。"), "file")
    if not scope.kinds:
        raise Problem(say("请至少选择一类清单。"), "kinds")
    sha256 = hashlib.sha256(content).hexdigest()
    upload = session.scalars(select(UploadRow).where(UploadRow.sha256 == sha256)).one_or_none()
    if upload is None:
        name = PurePath(filename.replace("\\", "/")).name[-200:] or "file"
        upload = UploadRow(sha256=sha256, filename=name, size=len(content), content=content)
        upload.uploaded_at, upload.uploaded_by = now, person.id
        session.add(upload)
        session.flush()
    else:
        living = select(RevisionRow).where(RevisionRow.upload_id == upload.id)
        first = session.scalars(living.where(RevisionRow.stage != Stage.WITHDRAWN).order_by(RevisionRow.id)).first()
        if first is not None:
            return first, False
    revision = _started(session, person, upload.filename[:LONGEST_TITLE], scope, now)
    revision.upload_id, revision.reading = upload.id, "waiting"
    session.flush()
    details = {"file": upload.filename, "sha256": sha256}
    record(session, person, "revision.started", ("revision", revision.id), details, now)
    return revision, True


def by_hand(session: Session, person: Person, title: str, region_code: str, now: datetime) -> RevisionRow:
    """An empty revision, to be filled fee by fee."""
    if not title.strip():
        raise Problem(say("请给这次调整起个名字。"), "title")
    revision = _started(session, person, title.strip()[:LONGEST_TITLE], Scope(region_code, tuple(FeeKind)), now)
    session.flush()
    record(session, person, "revision.started", ("revision", revision.id), {"title": revision.title}, now)
    return revision


def _started(session: Session, person: Person, title: str, scope: Scope, now: datetime) -> RevisionRow:
    Catalogue(session).region(scope.region_code)
    revision = RevisionRow(
        title=title,
        stage=Stage.DRAFT.value,
        seen=0,
        base=newest_release(session),
        author_id=person.id,
        author=person.name,
        created_at=now,
        moved_at=now,
        region_code=scope.region_code,
        kinds=[kind.value for kind in scope.kinds],
        department=scope.department.strip(),
        whole=scope.whole,
        reading="none",
    )
    session.add(revision)
    session.flush()
    return revision


def hold(session: Session, number: int, seen: int | None, now: datetime) -> RevisionRow:
    """The revision, held for this transaction: nobody else changes it meanwhile.

    `seen` is what the page showed that this act was decided on; where the revision has moved since, the act is
    refused, so that a double click or an old page changes nothing.
    """
    held = update(RevisionRow).where(RevisionRow.id == number)
    if seen is not None:
        held = held.where(RevisionRow.seen == seen)
    # The write comes first, so that SQLite locks before it reads.
    moved = session.connection().execute(held.values(seen=RevisionRow.seen + 1, moved_at=now)).rowcount
    revision = session.get(RevisionRow, number, populate_existing=True)
    if revision is None:
        raise Problem(say("没有这次调整。"))
    if not moved:
        raise Problem(say("这个页面打开以后，这次调整已经有了变化；请看过最新内容再操作。您刚才的操作没有执行。"))
    return revision


def renew(session: Session, revision: RevisionRow, today: date) -> None:
    """Rest the revision on the newest release: decisions and typing stay, proposed codes that were taken move."""
    revision.base = newest_release(session)
    taken = used_codes(session, revision.id)
    codes = Codes(taken)
    moved: dict[str, str] = {}
    new = select(ItemRow).where(ItemRow.revision_id == revision.id, ItemRow.match == Match.NEW)
    for item in session.scalars(new.order_by(ItemRow.position)):
        item.parent_code = moved.get(item.parent_code or "", item.parent_code)
        if item.code and item.code in taken:
            fresh = codes.below(item.parent_code) if item.parent_code else codes.top(FeeKind(item.kind))
            moved[item.code] = fresh
            item.code = fresh
    check(session, revision, today)
