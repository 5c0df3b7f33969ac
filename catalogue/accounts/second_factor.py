"""The second factor: enrolling a telephone, its codes, and recovery codes; it refuses any code a second time."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from datetime import datetime

import segno
from markupsafe import Markup
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from catalogue.accounts import security
from catalogue.accounts.models import RecoveryCodeRow, StaffRow

RECOVERY_CODES = 10
# Crockford's letters: none that is taken for another when written down.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4


def new_secret() -> str:
    """A secret for a telephone, encrypted, so that the browser may carry it until it is confirmed."""
    return security.codes().generate_totp_secret()


def secret_text(secret: str) -> str:
    """The secret as a person types it."""
    return security.codes().get_totp_pretty_key(secret)


def secret_drawing(secret: str, name: str, title: str) -> Markup:
    """The secret as a QR code for the telephone."""
    address = security.codes().get_totp_uri(name, secret)
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=4, title=title, light="#fff", dark="#000")
    return Markup(drawn)  # noqa: S704  (segno's own drawing; the title is ours)


def enrol(session: Session, staff: StaffRow, secret: str, code: str) -> list[str] | None:
    """Keep the secret if the code proves that the telephone has it; new recovery codes, or None where it does not."""
    before = staff.totp_counter
    # Counts of the old secret say nothing about the new one.
    staff.totp_counter = None
    session.flush()
    if not security.code_fits(staff, secret, code):
        staff.totp_counter = before
        return None
    session.refresh(staff, ["totp_counter"])
    staff.totp_secret = secret
    return renew_recovery_codes(session, staff)


def renew_recovery_codes(session: Session, staff: StaffRow) -> list[str]:
    """Ten new codes, shown once and kept as hashes; the old ones are worthless."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff.id))
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCodeRow(staff_id=staff.id, sha256=_hash(staff.id, code)) for code in codes)
    return codes


def accepts(session: Session, staff: StaffRow, typed: str, now: datetime) -> str:
    """Which kind of code this is, `code` or `recovery_code`, used up from now on; empty where it is none."""
    if not staff.totp_secret:
        return ""
    plain = unicodedata.normalize("NFKC", typed).replace(" ", "").replace("-", "").upper()
    if len(plain) == _GROUPS * _GROUP:
        return "recovery_code" if _use_recovery_code(session, staff.id, plain, now) else ""
    return "code" if security.code_fits(staff, staff.totp_secret, plain) else ""


def recovery_codes_left(session: Session, staff_id: int) -> int:
    left = select(func.count()).where(RecoveryCodeRow.staff_id == staff_id, RecoveryCodeRow.used_at.is_(None))
    return session.scalar(left) or 0


def forget(session: Session, staff: StaffRow) -> None:
    """Take the second factor away, so that a new one must be enrolled."""
    staff.totp_secret = None
    staff.totp_counter = None
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff.id))


def _use_recovery_code(session: Session, staff_id: int, code: str, now: datetime) -> bool:
    code = code.translate(str.maketrans("OIL", "011"))
    groups = "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
    used = update(RecoveryCodeRow).where(
        RecoveryCodeRow.staff_id == staff_id,
        RecoveryCodeRow.sha256 == _hash(staff_id, groups),
        RecoveryCodeRow.used_at.is_(None),
    )
    return bool(session.connection().execute(used.values(used_at=now)).rowcount)


def _new_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _hash(staff_id: int, code: str) -> str:
    """80 random bits need no slow hash."""
    return hashlib.sha256(f"{staff_id} {code}".encode()).hexdigest()
