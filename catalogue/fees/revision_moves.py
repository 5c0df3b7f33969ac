"""A revision's way through review, each step with its entry in the trail; it refuses what the table of steps does."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.accounts.audit import record
from catalogue.accounts.permissions import Person
from catalogue.fees.draft_checking import check
from catalogue.fees.drafts import renew
from catalogue.fees.publication_rules import Finding, Grade, Rule, whole
from catalogue.fees.revision_models import ItemRow, RemarkRow, RevisionRow
from catalogue.fees.revision_states import Act, Stage, after, refusal
from catalogue.fees.revisions import Sort
from catalogue.fees.standing import newest_release
from catalogue.messages import Message, Problem, say

LONGEST_REMARK = 2000


def allow(act: Act, revision: RevisionRow, person: Person, reason: str = "") -> None:
    """Raise a Problem with the reason where the person may not do this now."""
    refused = refusal(act, Stage(revision.stage), person, revision.author_id, reason)
    if refused is not None:
        raise Problem(refused)


def move(
    session: Session, revision: RevisionRow, act: Act, person: Person, reason: str, now: datetime, today: date
) -> None:
    """Take a step other than publishing, in the caller's transaction; `revision` is held (see `drafts.hold`)."""
    allow(act, revision, person, reason)
    if act in (Act.SEND, Act.APPROVE):
        _refuse_outdated(session, revision)
        check(session, revision, today)
        refuse_findings(session, revision, today)
    if act is Act.APPROVE:
        revision.reviewer_id, revision.reviewer = person.id, person.name
    elif act is not Act.REMARK:
        revision.reviewer_id = revision.reviewer = None
    if act is Act.RENEW:
        renew(session, revision, today)
    revision.stage = after(act, Stage(revision.stage)).value
    remark(session, revision, person, reason, now, act)
    record(session, person, f"revision.{act.value}", ("revision", revision.id), {"reason": reason.strip()}, now)


def remark(
    session: Session,
    revision: RevisionRow,
    person: Person,
    text: str,
    now: datetime,
    act: Act | None = None,
    item_id: int | None = None,
) -> None:
    """Keep what somebody said; nothing is kept of silence."""
    text = text.strip()
    if len(text) > LONGEST_REMARK:
        raise Problem(say("最多写 %(most)s 个字。", most=LONGEST_REMARK), "text")
    if not text and act is None:
        raise Problem(say("请写下您的意见。"), "text")
    if text:
        said = RemarkRow(revision_id=revision.id, author_id=person.id, author=person.name, said_at=now, text=text)
        said.act, said.item_id = act.value if act else "", item_id
        session.add(said)
        session.flush()


def _refuse_outdated(session: Session, revision: RevisionRow) -> None:
    if message := outdated(session, revision):
        raise Problem(message)


def outdated(session: Session, revision: RevisionRow) -> Message | None:
    """What to say where the lists have moved on since the revision was compared with them."""
    newest = newest_release(session)
    if revision.base == newest:
        return None
    return say(
        "第 %(newest)s 期清单已经发布，而这次调整是按第 %(base)s 期比较的。"
        "内容都还在：请起草人按最新清单重新比较，再送复核。",
        newest=newest,
        base=revision.base,
    )


def refuse_findings(session: Session, revision: RevisionRow, today: date) -> None:
    """Raise a Problem that says what still stands in the way."""
    found = own_findings(session, revision, today)
    if found:
        raise Problem(found[0].message)
    counted = tally(session, revision)
    if counted.stops:
        raise Problem(say("还有 %(count)s 条有必须改正的问题，请先处理。", count=counted.stops))
    if counted.asks:
        raise Problem(say("还有 %(count)s 条有待确认的问题，请核对后逐条确认。", count=counted.asks))


def own_findings(session: Session, revision: RevisionRow, today: date) -> list[Finding]:
    """What stands in the way of the revision itself, its changes aside."""
    if revision.reading in ("waiting", "running"):
        return [Finding(Rule.NOT_EMPTY, Grade.STOP, say("文件还在读取，请稍候。"))]
    changed = tally(session, revision).changed
    return whole(revision.effective_date, today, revision.past_reason, changed)


class Tally:
    """How many changes of each sort a revision holds, and in how many something must be mended or confirmed."""

    def __init__(self, sorts: Counter[str], stops: int, asks: int, total: int) -> None:
        self.sorts, self.stops, self.asks, self.total = sorts, stops, asks, total

    @property
    def changed(self) -> int:
        return sum(count for sort, count in self.sorts.items() if sort not in ("", Sort.SAME))


def tally(session: Session, revision: RevisionRow) -> Tally:
    """Count the changes of a revision, skipped rows left out."""
    own = ItemRow.revision_id == revision.id
    taken = own & ItemRow.decision.not_in(("skip", "keep"))
    sorts = session.execute(select(ItemRow.sort, func.count()).where(taken).group_by(ItemRow.sort))
    stops = session.scalar(select(func.count()).where(own, ItemRow.stops > 0)) or 0
    asks = session.scalar(select(func.count()).where(own, ItemRow.asks > 0)) or 0
    total = session.scalar(select(func.count()).where(own)) or 0
    counted = {sort: count for sort, count in sorts}  # noqa: C416  (rows are no pairs to mypy)
    return Tally(Counter(counted), stops, asks, total)
