"""The outbox: letters are stored with what causes them and sent afterwards; it refuses to lose one."""

from __future__ import annotations

import smtplib
import ssl
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.accounts import security
from catalogue.accounts.models import LetterRow
from catalogue.accounts.people import find
from catalogue.database import Database
from catalogue.settings import Settings

SECONDS_TO_SEND = 20
_TRIES = 12
_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_RETRY = timedelta(hours=6)
_AT_ONCE = 100
Send = Callable[[Settings, EmailMessage], None]


def is_set_up(settings: Settings) -> bool:
    """Whether letters can leave: a server, a sender, and the address under which links in them work."""
    return bool(settings.smtp_host and settings.mail_from and settings.public_url)


def post(session: Session, to: str, subject: str, body: str, now: datetime, unsubscribe: str = "") -> None:
    """Put a letter into the outbox in the caller's transaction; see `deliver`.

    `unsubscribe` is the address to which a mail program posts for somebody who wants no more of them (RFC 8058).
    """
    letter = LetterRow(to=to, subject=subject, body=body, posted_at=now, next_try_at=now, tries=0, error="")
    letter.unsubscribe = unsubscribe
    session.add(letter)


def deliver(database: Database, settings: Settings, now: datetime, send: Send | None = None) -> tuple[int, int]:
    """Send what is due; how many left and how many must wait. A letter may arrive twice, it never gets lost.

    After each failure the wait doubles, from a minute to six hours; after twelve the letter stays with its error.
    """
    sent = failed = 0
    for number in _due(database, now):
        with database.transaction() as session:
            letter = session.get_one(LetterRow, number)
            if not _claim(session, letter, now):
                continue
        try:
            (send or _send)(settings, _message(letter, settings))
        except (OSError, smtplib.SMTPException) as error:
            failed += 1
            _note(database, number, {"error": f"{type(error).__name__}: {error}"[:500]})
        else:
            sent += 1
            # What was sent is forgotten: it may hold a link that opens an account.
            reader = {"to": "", "unsubscribe": ""} if letter.unsubscribe else {}
            _note(database, number, {"sent_at": now, "body": "", "error": "", **reader})
    return sent, failed


def deliver_soon() -> None:
    """Send what is due while the reader already has their answer; what fails waits for `flask mail send`."""
    settings, database, now = web.settings(), web.database(), web.now()
    if not is_set_up(settings) or settings.environment == "test":
        return
    logger = current_app.logger

    def run() -> None:
        try:
            deliver(database, settings, now)
        except Exception:
            logger.exception("letters could not be sent")

    threading.Thread(target=run, name="mail", daemon=True).start()


def post_link(typed: str) -> None:
    """Send whoever this is a link to set a new password; where it is nobody, as much is written and nothing sent."""
    staff = find(web.session(), typed)
    token = security.password_link_token(staff) if staff else "-"
    address = web.settings().public_url + url_for("accounts.new_password", token=token)
    body = _(
        "有人为您的收费目录工作账号请求重设密码。\n\n请在 %(hours)s 小时内打开：\n%(address)s\n\n"
        "不是您本人请求的，不用理会，密码不会变。",
        hours=security.LINK_HOURS,
        address=address,
    )
    now = web.now()
    with web.database().transaction() as session:
        known = staff is not None and staff.active
        letter = LetterRow(to=staff.email if staff and known else "", subject=_("重设密码"), body=body if known else "")
        letter.posted_at, letter.next_try_at, letter.tries, letter.error = now, now, 0, ""
        letter.sent_at = None if known else now
        session.add(letter)
    deliver_soon()


def _due(database: Database, now: datetime) -> list[int]:
    due = select(LetterRow.id).where(
        LetterRow.sent_at.is_(None), LetterRow.next_try_at <= now, LetterRow.tries < _TRIES
    )
    with database.sessions() as session:
        return list(session.scalars(due.order_by(LetterRow.id).limit(_AT_ONCE)))


def _claim(session: Session, letter: LetterRow, now: datetime) -> bool:
    """Take the letter for this process: its next try lies ahead before this one begins."""
    wait = min(_FIRST_RETRY * 2**letter.tries, _LONGEST_RETRY)
    claimed = update(LetterRow).where(LetterRow.id == letter.id, LetterRow.tries == letter.tries)
    values = {"tries": letter.tries + 1, "next_try_at": now + wait}
    return bool(session.connection().execute(claimed.where(LetterRow.sent_at.is_(None)).values(values)).rowcount)


def _note(database: Database, number: int, values: dict[str, object]) -> None:
    with database.transaction() as session:
        session.execute(update(LetterRow).where(LetterRow.id == number).values(values))


def _message(letter: LetterRow, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, letter.to, letter.subject
    message["Message-ID"] = f"<letter-{letter.id}@{settings.mail_from.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body)
    return message


def _send(settings: Settings, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS_TO_SEND, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS_TO_SEND)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)
