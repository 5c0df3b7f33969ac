"""Words and moments of the staff pages in the reader's language; it refuses to decide anything."""

from __future__ import annotations

import json
from datetime import datetime

from babel.dates import format_datetime
from flask.sansio.app import App
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import generate_csrf

from catalogue import web
from catalogue.accounts import guard
from catalogue.accounts.permissions import ROLE_DUTIES, ROLE_NAMES, Role, may
from catalogue.accounts.sections import Section, sections_of

_PATTERNS = {"zh": "y年M月d日 HH:mm", "en": "d MMMM y, HH:mm"}
ACTIONS = {
    "staff.created": _l("建立账号"),
    "staff.roles_changed": _l("更改角色或部门"),
    "staff.deactivated": _l("停用账号"),
    "staff.activated": _l("恢复账号"),
    "staff.second_factor_reset": _l("清除第二重验证"),
    "staff.second_factor_enrolled": _l("绑定第二重验证"),
    "staff.emergency_codes_renewed": _l("换新恢复码"),
    "staff.emergency_code_used": _l("使用恢复码"),
    "staff.link_issued": _l("发出设密码链接"),
    "staff.credentials_changed": _l("设置密码"),
    "staff.signed_in": _l("登录"),
    "staff.session_ended": _l("退出一台设备"),
    "staff.signed_out_everywhere": _l("退出所有设备"),
}
"""What the acts of the audit trail are called; every room adds its own."""


def install(app: App) -> None:
    """Give templates what the staff pages need."""
    app.jinja_env.filters.update(moment=moment, canonical=canonical)
    app.jinja_env.globals.update(
        staff_user=guard.current_user,
        staff_menu=staff_menu,
        staff_token=generate_csrf,
        may_do=may_do,
        role_word=role_word,
        role_duty=role_duty,
        act_word=act_word,
    )


def moment(value: datetime | str) -> str:
    """A moment as China's clocks show it."""
    point = datetime.fromisoformat(value) if isinstance(value, str) else value
    language = web.language()
    return format_datetime(
        point.astimezone(web.CHINA_TIME), _PATTERNS[language], tzinfo=web.CHINA_TIME, locale=language
    )


def staff_menu() -> list[Section]:
    """The parts that the person who is signed in may enter, and that are open here."""
    person = guard.current_user()
    return [part for part in sections_of(person) if web.has_endpoint(part.endpoint)] if person else []


def may_do(permission: str) -> bool:
    """Whether whoever looks at the page has the permission: for buttons; the views decide for themselves."""
    person = guard.current_user()
    return person is not None and may(person, permission)


def canonical(details: dict[str, object]) -> str:
    """The details of an entry as they were hashed."""
    return json.dumps(details, ensure_ascii=False, sort_keys=True)


def role_word(role: Role | str) -> str:
    return web.tell(ROLE_NAMES[Role(role)])


def role_duty(role: Role | str) -> str:
    return web.tell(ROLE_DUTIES[Role(role)])


def act_word(action: str) -> str:
    return str(ACTIONS.get(action, action))
