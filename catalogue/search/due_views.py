"""The calendar of what is due for staff, as a page and as a letter; it gathers facts, asks one rule and renders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

import click
from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue import shown, web
from catalogue.accounts import mail, people
from catalogue.accounts.guard import allowed
from catalogue.accounts.models import LetterRow
from catalogue.accounts.permissions import Person, may
from catalogue.accounts.sections import Section, staff_sections
from catalogue.fees import reading
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Entry
from catalogue.fees.revision_models import RevisionRow
from catalogue.fees.revision_states import Stage
from catalogue.fees.source_files import read_rows
from catalogue.fees.versions import version_on
from catalogue.fees.workdays import Workdays, days
from catalogue.messages import say
from catalogue.search.due import SORT_NAMES, DueFacts, DueItem, DueSort, OpenRevision, due_items
from catalogue.search.weak import weak_searches

duties = Blueprint("duties", __name__, url_prefix="/staff/due")

MONTH = timedelta(days=30)
MOST_SEARCHES = 20
DAYS_LIST = "days"
"""The word list of single days: the word is the day, its field `sort` is `work` or `off`."""


def waiting(_person: Person) -> int:
    """How many things have a day that is here or past."""
    today = web.today()
    return sum(item.due is not None and item.due <= today for item in items(web.session(), today))


staff_sections.append(
    Section(
        "duties.calendar",
        say("待办日历"),
        say("到期的标准和减免、该核对的清单、公布期限"),
        "calendar.read",
        30,
        waiting,
    )
)


@duties.get("")
@allowed("calendar.read")
def calendar() -> str:
    """Everything that is due, by sort."""
    today = web.today()
    found = items(web.session(), today)
    order = list(DueSort)
    by_sort = sorted(found, key=lambda item: order.index(item.sort))
    return render_template(
        "staff/due/due.html",
        groups=[(SORT_NAMES[sort], list(group)) for sort, group in groupby(by_sort, key=lambda item: item.sort)],
        workdays=workdays(reading.lists()),
        today_=today,
        has_mail=mail.is_set_up(web.settings()),
    )


def items(session: Session, today: date) -> list[DueItem]:
    """What is due according to everything that is stored."""
    lists = Catalogue(session)
    within, basis = _publication_limit(today)
    facts = DueFacts(
        entries=list(_entries(lists, today)),
        reliefs=lists.reliefs(),
        coverage=lists.coverage(),
        revisions=_open_revisions(session),
        weak=weak_searches(session, today - MONTH, today, MOST_SEARCHES),
        publish_within=within,
        publish_basis=basis,
        workdays=workdays(lists),
    )
    return due_items(today, facts)


def workdays(lists: Catalogue) -> Workdays:
    """The working days with the exceptions in the word list of days."""
    return days({date.fromisoformat(row.word): row.fields.get("sort") == "work" for row in lists.words(DAYS_LIST)})


def _entries(lists: Catalogue, today: date) -> Iterator[Entry]:
    release = lists.latest_edition(today).number
    for _code, versions in groupby(lists.all_versions(release), key=lambda entry: entry.code):
        entry = version_on(list(versions), today)
        if entry is not None and not entry.record_only:
            yield entry


def _open_revisions(session: Session) -> list[OpenRevision]:
    open_stages = [stage.value for stage in Stage if stage.open]
    rows = session.scalars(select(RevisionRow).where(RevisionRow.stage.in_(open_stages)).order_by(RevisionRow.id))
    return [
        OpenRevision(row.id, row.title, row.document, row.created_at.astimezone(web.CHINA_TIME).date()) for row in rows
    ]


def _publication_limit(today: date) -> tuple[int | None, str]:
    """In how many working days a change of the lists must be published, and by which rule; None where none is known."""
    for row in read_rows(web.settings().data / "deadlines.csv"):
        wanted = (row["channel"], row["step"], row["unit"]) == ("publication", "list_change", "working_day")
        begun = not row["effective_from"] or row["effective_from"] <= today.isoformat()
        if wanted and begun and (not row["effective_to"] or row["effective_to"] >= today.isoformat()):
            return int(row["limit"]), row["source"]
    return None, ""


@click.group("due")
def due() -> None:
    """The calendar of what is due."""


@due.command("digest")
def digest() -> None:
    """Queue a letter with what is due to everybody who may see the calendar; a second time on one day queues none."""
    if not mail.is_set_up(web.settings()):
        raise click.ClickException("set SMTP_HOST, MAIL_FROM and PUBLIC_URL first")
    with current_app.test_request_context():
        click.echo(f"{queue_digest()} queued")


def queue_digest() -> int:
    """Put today's digest into the outbox for each member of staff who has none yet; how many."""
    today = web.today()
    found = [item for item in items(web.session(), today) if item.sort is not DueSort.WORDS]
    if not found:
        return 0
    subject = _("收费目录待办 %(day)s", day=today.isoformat())
    with web.database().transaction() as session:
        told = set(session.scalars(select(LetterRow.to).where(LetterRow.subject == subject)))
        readers = [row for row in people.everybody(session) if row.active and may(row.person(), "calendar.read")]
        new = [row.email for row in readers if row.email not in told]
        for email in new:
            mail.post(session, email, subject, _digest(found), web.now())
        return len(new)


def _digest(found: list[DueItem]) -> str:
    lines = [f"{_when(item)}　{web.tell(item.title)}\n　　{web.tell(item.detail)}" for item in found]
    address = web.settings().public_url + url_for("duties.calendar")
    text: str = _(
        "以下事项到期或将在 90 天内到期：\n\n%(lines)s\n\n全部见：%(address)s", lines="\n".join(lines), address=address
    )
    return text


def _when(item: DueItem) -> str:
    return shown.day_text(item.due) if item.due else str(_("未定"))
