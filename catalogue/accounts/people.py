"""The staff: taking on, roles, leaving, lost telephones and passwords; it refuses to delete anybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.accounts import second_factor, security, sessions
from catalogue.accounts.audit import record
from catalogue.accounts.models import StaffRoleRow, StaffRow
from catalogue.accounts.passwords import check_password
from catalogue.accounts.permissions import Person, Role, check_roles
from catalogue.messages import Problem, say

Actor = Person | str
LONGEST_NAME, LONGEST_EMAIL, LONGEST_DEPARTMENT, LONGEST_REASON = 40, 254, 60, 500
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def find(session: Session, typed: str) -> StaffRow | None:
    """The member of staff whose e-mail address or name was typed."""
    found = select(StaffRow).where(or_(StaffRow.email == email_form(typed), StaffRow.name_key == name_key(typed)))
    return session.scalars(found.limit(1)).one_or_none()


def everybody(session: Session) -> Sequence[StaffRow]:
    """All staff, those who are active first, by name."""
    return session.scalars(select(StaffRow).order_by(StaffRow.active.desc(), StaffRow.name_key)).all()


def create(
    session: Session,
    actor: Actor,
    name: str,
    email: str,
    roles: Collection[Role],
    department: str,
    now: datetime,
) -> StaffRow:
    """Take somebody on, without a password yet (see `set_password`)."""
    name, email, department = tidy(name), email_form(email), tidy(department)
    _check_identity(session, name, email)
    _check_department(department)
    check_roles(roles, department)
    staff = StaffRow(name=name, name_key=name_key(name), email=email, department=department, active=True)
    staff.fs_uniquifier, staff.created_at = sessions.new_uniquifier(), now
    staff.roles = [StaffRoleRow(name=role) for role in sorted(set(roles))]
    session.add(staff)
    session.flush()
    record(session, actor, "staff.created", ("staff", staff.id), {"name": name, **_standing(staff)}, now)
    return staff


def set_roles(
    session: Session, actor: Actor, staff: StaffRow, roles: Collection[Role], department: str, now: datetime
) -> None:
    """Give other roles or another department; nobody changes their own, and one administrator remains."""
    department = tidy(department)
    _check_department(department)
    check_roles(roles, department)
    before = _standing(staff)
    after = {"roles": sorted(role.value for role in set(roles)), "department": department}
    if before == after:
        return
    _refuse_self(actor, staff)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(session, staff)
    staff.department = department
    staff.roles = [StaffRoleRow(name=role) for role in sorted(set(roles))]
    record(session, actor, "staff.roles_changed", ("staff", staff.id), {"before": before, "after": after}, now)


def deactivate(session: Session, actor: Actor, staff: StaffRow, reason: str, now: datetime) -> None:
    """Close an account and sign it out everywhere; what its owner did stays under their name."""
    if not staff.active:
        return
    reason = _reason(reason)
    _refuse_self(actor, staff)
    _keep_an_administrator(session, staff)
    staff.active = False
    sessions.end_all(session, staff, now)
    record(session, actor, "staff.deactivated", ("staff", staff.id), {"reason": reason}, now)


def activate(session: Session, actor: Actor, staff: StaffRow, reason: str, now: datetime) -> None:
    """Open a closed account again."""
    if staff.active:
        return
    reason = _reason(reason)
    staff.active = True
    record(session, actor, "staff.activated", ("staff", staff.id), {"reason": reason}, now)


def reset_second_factor(session: Session, actor: Actor, staff: StaffRow, reason: str, now: datetime) -> None:
    """Take a lost telephone out of the account; its owner is signed out and enrols another one."""
    reason = _reason(reason)
    _refuse_self(actor, staff)
    second_factor.forget(session, staff)
    sessions.end_all(session, staff, now)
    record(session, actor, "staff.second_factor_reset", ("staff", staff.id), {"reason": reason}, now)


def new_link(session: Session, actor: Actor, staff: StaffRow, now: datetime) -> str:
    """A token to set a new password with, which makes every older one worthless and signs the account out."""
    if not staff.active:
        raise Problem(say("这个账号已停用，请先恢复。"))
    sessions.end_all(session, staff, now)
    record(session, actor, "staff.link_issued", ("staff", staff.id), {}, now)
    return security.password_link_token(staff)


def set_password(
    session: Session, actor: Actor, staff: StaffRow, password: str, common: frozenset[str], now: datetime
) -> None:
    """Set the password if it is good enough, and sign out everywhere."""
    check_password(password, (staff.name, staff.email), common)
    staff.password = security.hashed(password)
    sessions.end_all(session, staff, now)
    record(session, actor, "staff.credentials_changed", ("staff", staff.id), {}, now)


def tidy(text: str) -> str:
    """One line of text as its owner writes it: single blanks, punctuation untouched."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def email_form(text: str) -> str:
    """An e-mail address as it is stored and looked up."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def name_key(name: str) -> str:
    """A name as it is looked up: two that read the same are one, in whatever width or with whatever blanks."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _check_identity(session: Session, name: str, email: str) -> None:
    if not name or len(name) > LONGEST_NAME or "@" in name or not name.isprintable():
        raise Problem(say("请写姓名，最多 %(count)s 个字，不含 @。", count=LONGEST_NAME), "name")
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise Problem(say("这不像一个邮箱地址。"), "email")
    if session.scalar(select(StaffRow.id).where(StaffRow.email == email)):
        raise Problem(say("这个邮箱已经有账号了。"), "email")
    if session.scalar(select(StaffRow.id).where(StaffRow.name_key == name_key(name))):
        raise Problem(say("已有同名的账号；请加上部门区分，例如 张三（财政）。"), "name")


def _check_department(department: str) -> None:
    if len(department) > LONGEST_DEPARTMENT:
        raise Problem(say("部门名称最多 %(count)s 个字。", count=LONGEST_DEPARTMENT), "department")


def _reason(reason: str) -> str:
    reason = tidy(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Problem(say("请写明原因，最多 %(count)s 个字；它会记入审计记录。", count=LONGEST_REASON), "reason")
    return reason


def _refuse_self(actor: Actor, staff: StaffRow) -> None:
    if isinstance(actor, Person) and actor.id == staff.id:
        raise Problem(say("不能这样改自己的账号，请另一位管理员来改。"))


def _keep_an_administrator(session: Session, leaving: StaffRow) -> None:
    """Held under a lock on all administrators, so that two of them cannot remove each other at once."""
    held = select(StaffRow).join(StaffRoleRow).where(StaffRow.active, StaffRoleRow.name == Role.ADMINISTRATOR)
    administrators = {row.id for row in session.scalars(held.order_by(StaffRow.id).with_for_update(of=StaffRow))}
    if administrators == {leaving.id}:
        raise Problem(say("至少要留一位管理员。"))


def _standing(staff: StaffRow) -> dict[str, object]:
    return {"roles": sorted(str(role.name) for role in staff.roles), "department": staff.department}
