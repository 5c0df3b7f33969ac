"""Pages on which an administrator keeps the staff, and the audit trail; it parses, calls one function and renders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue import web
from catalogue.accounts import audit, guard, mail, people, security, sessions, shown
from catalogue.accounts.forms import PersonForm, ReasonForm, RolesForm, TokenForm, show_problem
from catalogue.accounts.guard import allowed
from catalogue.accounts.models import AuditRow, StaffRow
from catalogue.accounts.permissions import Person
from catalogue.accounts.sections import Section, staff_sections
from catalogue.accounts.views import Answer, accounts
from catalogue.messages import Problem, say

PER_PAGE = 50
Act = Callable[[Session, Person, StaffRow, datetime], object]

staff_sections += [
    Section("accounts.people_page", say("人员"), say("账号、角色、部门和登录安全"), "people.read", 90),
    Section("accounts.audit_page", say("审计记录"), say("谁在什么时候做了什么，只增不改"), "audit.read", 95),
]


@accounts.get("/people")
@allowed("people.read")
def people_page() -> Answer:
    """Everybody."""
    return render_template("accounts/people.html", staff=people.everybody(web.session()))


@accounts.get("/people/new")
@allowed("people.edit")
def new_person() -> Answer:
    """The form for somebody new."""
    return render_template("accounts/new_person.html", form=PersonForm(formdata=None))


@accounts.post("/people/new")
@allowed("people.edit")
def create_person() -> Answer:
    """Take somebody on; the answer holds the link with which they set their password."""
    form, now, actor = PersonForm(), web.now(), guard.the_user()
    name, email, department = form.name.data or "", form.email.data or "", form.department.data or ""
    try:
        with web.database().transaction() as session:
            staff = people.create(session, actor, name, email, form.chosen(), department, now)
            token = security.password_link_token(staff)
            _post_link(session, staff, token)
    except Problem as problem:
        show_problem(form, problem)
        return Response(render_template("accounts/new_person.html", form=form), 400, mimetype="text/html")
    mail.deliver_soon()
    return _link_page(staff, token)


@accounts.get("/people/<int:number>")
@allowed("people.read")
def person_page(number: int) -> Answer:
    """One member of staff."""
    staff = _staff(web.session(), number)
    return _person_page(staff, _roles_form(number))


@accounts.post("/people/<int:number>/roles")
@allowed("people.edit")
def set_roles(number: int) -> Answer:
    """Give other roles or another department."""
    form = RolesForm()
    chosen, department = form.chosen(), form.department.data or ""
    return _act(
        number,
        form,
        lambda session, actor, staff, now: people.set_roles(session, actor, staff, chosen, department, now),
    )


@accounts.post("/people/<int:number>/deactivate")
@allowed("people.edit")
def deactivate(number: int) -> Answer:
    """Close the account."""
    return _with_reason(number, people.deactivate)


@accounts.post("/people/<int:number>/activate")
@allowed("people.edit")
def activate(number: int) -> Answer:
    """Open the account again."""
    return _with_reason(number, people.activate)


@accounts.post("/people/<int:number>/second-factor/reset")
@allowed("people.edit")
def reset_second_factor(number: int) -> Answer:
    """Take a lost telephone out."""
    return _with_reason(number, people.reset_second_factor)


@accounts.post("/people/<int:number>/link")
@allowed("people.edit")
def issue_link(number: int) -> Answer:
    """A new link to set a password with."""
    with web.database().transaction() as session:
        staff = _staff(session, number)
        token = people.new_link(session, guard.the_user(), staff, web.now())
        _post_link(session, staff, token)
    mail.deliver_soon()
    return _link_page(staff, token)


@accounts.get("/audit")
@allowed("audit.read")
def audit_page() -> Answer:
    """The audit trail, newest first, filtered and by pages."""
    asked = request.args.get
    since, until = _day("since"), _day("until")
    wanted = audit.Wanted(
        actor=asked("actor", "").strip(),
        action=asked("action", ""),
        object_type=asked("object_type", "").strip(),
        object_id=asked("object_id", "").strip(),
        since=_beginning(since) if since else None,
        until=_beginning(until + timedelta(days=1)) if until else None,
    )
    found = audit.entries(wanted)
    if (before := asked("before", "")).isdecimal() and len(before) < 10:
        found = found.where(AuditRow.id < int(before))
    rows = list(web.session().scalars(found.limit(PER_PAGE + 1)))
    actions = web.session().scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)).all()
    return render_template(
        "accounts/audit.html",
        rows=rows[:PER_PAGE],
        older=rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None,
        head=audit.head(web.session()),
        actions=sorted({*actions, *shown.ACTIONS}),
        wanted=wanted,
        since=since,
        until=until,
    )


def _act(number: int, form: RolesForm | ReasonForm, act: Act) -> Answer:
    """Do something to an account, in one transaction, or show the page again with what is wrong."""
    try:
        with web.database().transaction() as session:
            act(session, guard.the_user(), _staff(session, number), web.now())
    except Problem as problem:
        if problem.field not in form:
            raise
        show_problem(form, problem)
        roles = form if isinstance(form, RolesForm) else _roles_form(number)
        reason = form if isinstance(form, ReasonForm) else None
        return _person_page(_staff(web.session(), number), roles, reason, 400)
    flash(_("已保存，并记入审计记录。"))
    return redirect(url_for("accounts.person_page", number=number), 303)


def _with_reason(number: int, act: Callable[[Session, Person, StaffRow, str, datetime], None]) -> Answer:
    form = ReasonForm()
    reason = form.reason.data or ""
    return _act(number, form, lambda session, actor, staff, now: act(session, actor, staff, reason, now))


def _roles_form(number: int) -> RolesForm:
    staff = _staff(web.session(), number)
    return RolesForm(formdata=None, data={"roles": [role.name for role in staff.roles], "department": staff.department})


def _person_page(staff: StaffRow, form: RolesForm, reason: ReasonForm | None = None, status: int = 200) -> Answer:
    page = render_template(
        "accounts/person.html",
        staff=staff,
        form=form,
        reason=reason or ReasonForm(formdata=None),
        button=TokenForm(formdata=None),
        sessions=sessions.sessions_of(web.session(), staff.id, web.now()),
        is_self=staff.id == guard.the_user().id,
    )
    return Response(page, status, mimetype="text/html")


def _link_page(staff: StaffRow, token: str) -> str:
    return render_template(
        "accounts/link.html", staff=staff, address=_address(token), sent=mail.is_set_up(web.settings())
    )


def _post_link(session: Session, staff: StaffRow, token: str) -> None:
    if mail.is_set_up(web.settings()):
        body = _(
            "您有了一个收费目录的工作账号。请在 %(hours)s 小时内打开下面的链接设置密码：\n%(address)s",
            hours=security.LINK_HOURS,
            address=_address(token),
        )
        mail.post(session, staff.email, _("设置密码"), body, web.now())


def _address(token: str) -> str:
    public = web.settings().public_url or request.host_url.rstrip("/")
    return public + url_for("accounts.new_password", token=token)


def _staff(session: Session, number: int) -> StaffRow:
    return session.get(StaffRow, number) or abort(404)


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem(say("日期要写成 2026-11-23 这样。"), name) from error


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), web.CHINA_TIME)
