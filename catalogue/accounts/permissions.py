"""Who may do what, as one table; it refuses to know sign-in, database or web."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from catalogue.messages import Message, Problem, say


class Role(StrEnum):
    """What a person is trusted with."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    TRIAGE_OFFICER = "triage_officer"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES = {
    Role.EDITOR: say("编辑"),
    Role.REVIEWER: say("复核人"),
    Role.PUBLISHER: say("发布人"),
    Role.TRIAGE_OFFICER: say("分派人"),
    Role.HANDLER: say("承办人"),
    Role.SUPERVISOR: say("督办人"),
    Role.ADMINISTRATOR: say("管理员"),
    Role.AUDITOR: say("审计员"),
}
ROLE_DUTIES = {
    Role.EDITOR: say("导入和修改清单、别名和词表，提交复核"),
    Role.REVIEWER: say("复核别人提交的调整，不能复核自己的"),
    Role.PUBLISHER: say("发布复核通过的清单"),
    Role.TRIAGE_OFFICER: say("登记投诉举报，分派给部门"),
    Role.HANDLER: say("办理本部门的投诉举报"),
    Role.SUPERVISOR: say("督办全部投诉举报和清理事项"),
    Role.ADMINISTRATOR: say("管理人员、角色和登录安全"),
    Role.AUDITOR: say("查看一切，不改任何内容；不能兼任其他角色"),
}

_LISTS = {Role.EDITOR, Role.REVIEWER, Role.PUBLISHER}
_CASES = {Role.TRIAGE_OFFICER, Role.HANDLER, Role.SUPERVISOR}
READ = ".read"

# A permission that ends in `.read` changes nothing; the auditor has all of those and no other (see `roles_with`).
_TABLE: dict[str, set[Role]] = {
    "lists.read": {*_LISTS, Role.SUPERVISOR},
    "lists.discuss": {*_LISTS, Role.SUPERVISOR},
    "lists.edit": {Role.EDITOR},
    "lists.review": {Role.REVIEWER},
    "lists.publish": {Role.PUBLISHER},
    "words.read": {*_LISTS},
    "words.edit": {Role.EDITOR},
    "calendar.read": {*_LISTS, Role.SUPERVISOR},
    "cases.read": {*_CASES},
    "cases.triage": {Role.TRIAGE_OFFICER},
    "cases.handle": {Role.HANDLER},
    "cases.supervise": {Role.SUPERVISOR},
    "oversight.read": {Role.SUPERVISOR, Role.PUBLISHER},
    "oversight.edit": {Role.SUPERVISOR},
    "people.read": {Role.ADMINISTRATOR},
    "people.edit": {Role.ADMINISTRATOR},
    "audit.read": {Role.ADMINISTRATOR},
}
PERMISSIONS: dict[str, frozenset[Role]] = {
    permission: frozenset(roles | ({Role.AUDITOR} if permission.endswith(READ) else set()))
    for permission, roles in _TABLE.items()
}


@dataclass(frozen=True)
class Person:
    """A member of staff as rules see one. `department` is set for a handler: the only one whose cases they handle."""

    id: int
    name: str
    email: str
    roles: frozenset[Role] = frozenset()
    department: str = ""

    def __str__(self) -> str:
        return self.name


def may(person: Person, permission: str) -> bool:
    """Whether one of the person's roles carries the permission; an unknown permission is a KeyError."""
    return bool(person.roles & PERMISSIONS[permission])


def may_review(person: Person, author: int) -> bool:
    """Whether the person may judge the work of `author` (a person's id): a reviewer, and never of their own."""
    return may(person, "lists.review") and person.id != author


def may_handle(person: Person, department: str) -> bool:
    """Whether the person may work on a case of this department: a handler, and only of their own department."""
    return may(person, "cases.handle") and bool(department) and person.department == department


def check_roles(roles: Collection[Role], department: str) -> None:
    """Refuse combinations that would undo what a role is for; the message says which."""
    if Role.AUDITOR in roles and len(set(roles)) > 1:
        raise Problem(say("审计员只看不改，不能兼任其他角色。"), "roles")
    if Role.HANDLER in roles and not department:
        raise Problem(say("承办人要写明部门，只能办理这个部门的事项。"), "department")


def role_name(role: Role) -> Message:
    return ROLE_NAMES[role]
