"""Watching by e-mail: asked for, confirmed, told once, ended on a click, and nothing kept that need not be."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from catalogue.accounts import mail
from catalogue.accounts.models import LetterRow
from catalogue.fees.models import FeeVersionRow, ReleaseRow
from catalogue.fees.releases import digest
from catalogue.messages import Problem
from catalogue.search.models import WatchLinkRow, WatchRow
from catalogue.search.watches import forget_unconfirmed, read_email
from tests.support.pages import PageClient
from tests.support.staff import run
from tests.support.stores import NOW

FORM = "//form[.//input[@name='email']]"
EMAIL = "reader@example.org"
TODAY = NOW.date()


@pytest.fixture
def mailing(own_app: Flask) -> Flask:
    """An installation that sends letters."""
    settings = own_app.extensions["settings"]
    own_app.extensions["settings"] = replace(
        settings, smtp_host="mail.example.org", mail_from="fees@example.org", public_url="https://fees.example.org"
    )
    return own_app


@pytest.fixture
def reader(mailing: Flask) -> PageClient:
    return PageClient(mailing)


def sent(app: Flask, fail: Callable[[], None] = lambda: None) -> list[EmailMessage]:
    """The letters that leave now."""
    letters: list[EmailMessage] = []

    def send(_settings: Any, message: EmailMessage) -> None:
        fail()
        letters.append(message)

    mail.deliver(app.extensions["database"], app.extensions["settings"], NOW, send)
    return letters


def link(letter: EmailMessage, ending: str) -> str:
    """The path of a link in a letter."""
    found = re.search(rf"https://fees\.example\.org(/watch/[\w-]+/{ending})", letter.get_content())
    assert found
    return found[1]


def rows(app: Flask, table: Any) -> int:
    with app.extensions["database"].sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def ask(reader: PageClient, query: str) -> None:
    page = reader.submit(reader.get(f"/watch?{query}"), FORM, email=EMAIL)
    assert page.url.startswith("/watch")
    assert not page.all(FORM)


def watch(app: Flask, reader: PageClient, query: str) -> EmailMessage:
    """Ask and confirm; the letter that asked."""
    ask(reader, query)
    (letter,) = sent(app)
    reader.submit(reader.get(link(letter, "confirm")), "//main//form")
    return letter


def publish(app: Flask, code: str = "F008", effective: date = TODAY) -> None:
    """A second release, in which one fee costs something else."""
    with app.extensions["database"].transaction() as session:
        first = session.get_one(ReleaseRow, 1)
        release = ReleaseRow(
            number=2,
            effective_date=effective,
            published_at=NOW,
            author="编者",
            reviewer="审者",
            summary="第二期",
            notes=[],
            previous_sha256=first.sha256,
        )
        known = (FeeVersionRow.fee_code == code) & FeeVersionRow.effective_to.is_(None)
        old = session.scalars(select(FeeVersionRow).where(known)).one()
        columns = [column.key for column in FeeVersionRow.__table__.columns if column.key not in ("id", "last_release")]
        fields = {name: getattr(old, name) for name in columns} | {"first_release": 2, "standard_text": "不一样了"}
        old.last_release = 1
        session.flush()
        session.add(FeeVersionRow(**fields))
        session.flush()
        release.sha256 = digest(session, release)
        session.add(release)


def notify(app: Flask) -> str:
    done = run(app, "watches", "notify")
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_where_no_letters_are_sent_as_much_is_said(own_pages: PageClient) -> None:
    page = own_pages.get("/watch?fee=A009")
    assert "不提供邮件订阅" in page.text
    assert not page.all(FORM)
    assert "/feed.atom?fee=A009" in page.text
    own_pages.flask.post("/watch", data={"email": EMAIL})
    assert rows(own_pages.flask.application, WatchRow) == 0


def test_who_confirmed_is_told_of_a_release_once(mailing: Flask, reader: PageClient) -> None:
    asking = watch(mailing, reader, "fee=F008")
    assert asking["To"] == EMAIL
    publish(mailing)
    assert notify(mailing) == "1 queued"
    assert notify(mailing) == "0 queued"
    (letter,) = sent(mailing)
    assert "https://fees.example.org/fees/F008" in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"] == f"<https://fees.example.org{link(letter, 'stop')}>"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", True),
        ("kind=gov_fund", True),
        ("kind=admin_fee", False),
        ("fee=A009", False),
        ("q=教育费附加", True),
        ("department=公安部门", False),
    ],
)
def test_only_what_is_watched_is_told(mailing: Flask, reader: PageClient, query: str, told: bool) -> None:
    watch(mailing, reader, query)
    publish(mailing)
    assert notify(mailing) == f"{int(told)} queued"


def test_a_release_of_tomorrow_is_not_told_today(mailing: Flask, reader: PageClient) -> None:
    watch(mailing, reader, "fee=F008")
    publish(mailing, effective=NOW.date() + timedelta(days=1))
    assert notify(mailing) == "0 queued"


def test_nobody_is_told_who_has_not_confirmed(mailing: Flask, reader: PageClient) -> None:
    ask(reader, "fee=F008")
    (letter,) = sent(mailing)
    assert reader.get(link(letter, "confirm")).h1 == "确认订阅"  # a mail program that looks behind links
    publish(mailing)
    assert notify(mailing) == "0 queued"


def test_a_mail_program_ends_a_watch_with_one_post_and_the_address_is_forgotten(
    mailing: Flask, reader: PageClient
) -> None:
    letter = watch(mailing, reader, "fee=F008")
    stop = link(letter, "stop")
    assert reader.get(stop).h1 == "退订"
    assert rows(mailing, WatchRow) == 1
    stranger = mailing.test_client()
    for _again in range(2):
        assert stranger.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (rows(mailing, WatchRow), rows(mailing, WatchLinkRow)) == (0, 0)
    reader.get(link(letter, "confirm"), status=404)
    publish(mailing)
    assert notify(mailing) == "0 queued"


def test_nothing_of_a_reader_stays_in_the_outbox_and_no_token_in_the_database(
    mailing: Flask, reader: PageClient
) -> None:
    letter = watch(mailing, reader, "fee=F008")
    token = link(letter, "stop").split("/")[2]
    with mailing.extensions["database"].sessions() as session:
        (kept,) = session.scalars(select(LetterRow))
        assert (kept.to, kept.body, kept.unsubscribe) == ("", "", "")
        (held,) = session.scalars(select(WatchLinkRow.sha256))
        assert token not in held


def test_a_dead_mail_server_loses_no_letter(mailing: Flask, reader: PageClient) -> None:
    ask(reader, "fee=F008")

    def dead() -> None:
        raise ConnectionRefusedError

    assert sent(mailing, dead) == []
    with mailing.extensions["database"].transaction() as session:
        (kept,) = session.scalars(select(LetterRow))
        assert kept.to == EMAIL
        kept.next_try_at = NOW
    assert len(sent(mailing)) == 1


def test_the_same_watch_is_kept_once_and_the_answer_does_not_tell(mailing: Flask, reader: PageClient) -> None:
    watch(mailing, reader, "fee=F008")
    ask(reader, "fee=F008")
    assert sent(mailing) == []
    assert rows(mailing, WatchRow) == 1


def test_nobody_can_have_letters_sent_again_and_again(mailing: Flask, reader: PageClient) -> None:
    codes = [f"A{number:03}" for number in range(1, 40)]
    answers = [
        reader.flask.post(f"/watch?fee={code}", data=_form(reader, EMAIL)).status_code
        for code in codes
        if code != "A003"
    ]
    assert 400 in answers
    assert answers.count(200) < 20


def _form(reader: PageClient, email: str) -> dict[str, str]:
    page = reader.get("/watch")
    return {**dict(page.one(FORM).form_values()), "email": email}


def test_a_wish_that_is_never_confirmed_is_forgotten(mailing: Flask, reader: PageClient) -> None:
    ask(reader, "fee=F008")
    with mailing.extensions["database"].transaction() as session:
        forget_unconfirmed(session, NOW + timedelta(hours=49))
    assert (rows(mailing, WatchRow), rows(mailing, WatchLinkRow)) == (0, 0)


def test_letters_speak_the_language_of_the_reader_who_asked(mailing: Flask, reader: PageClient) -> None:
    watch(mailing, reader, "fee=F008&lang=en")
    with mailing.extensions["database"].sessions() as session:
        assert session.scalars(select(WatchRow.language)).one() == "en"


@pytest.mark.parametrize(
    "wrong",
    ["", "nobody", "a@b", "a@b.", "a b@c.de", "a@b.de,c@d.ef", "a@b.de\nBcc: c@d.ef", "<a@b.de>", f"{'x' * 250}@b.de"],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(Problem):
        read_email(wrong)


def test_an_address_keeps_its_local_part(reader: PageClient) -> None:
    assert read_email(" Zhang.San+fees@Example.ORG ") == "Zhang.San+fees@example.org"
    page = reader.submit(reader.get("/watch"), FORM, status=400, email="nobody")
    assert page.one("//input[@name='email']").get("aria-invalid") == "true"


def test_an_unknown_link_is_told_so(reader: PageClient) -> None:
    for ending in ("confirm", "stop"):
        assert reader.get(f"/watch/unknown/{ending}", status=404).h1 == "这个链接已经没有用了"
