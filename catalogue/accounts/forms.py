"""The forms of sign-in and of the people pages; they refuse only a missing token, the rules say what is wrong."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from catalogue import web
from catalogue.accounts.permissions import ROLE_NAMES, Role
from catalogue.messages import Problem


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """Name or e-mail address, and password. `next` is where to go afterwards."""

    login = StringField(_l("邮箱或姓名"))
    password = PasswordField(_l("密码"))
    next = HiddenField()


class CodeForm(FlaskForm):  # type: ignore[misc]  # as above
    """A code of the second factor or a recovery code."""

    code = StringField(_l("验证码"))


class EnrolForm(FlaskForm):  # type: ignore[misc]  # as above
    """Proof that the telephone has the secret; the password again where one was enrolled before."""

    code = StringField(_l("验证码"))
    current = PasswordField(_l("当前密码"))


class ForgottenForm(FlaskForm):  # type: ignore[misc]  # as above
    """Whose password is lost."""

    login = StringField(_l("邮箱或姓名"))


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # as above
    """A password, twice."""

    password = PasswordField(_l("新密码"))
    again = PasswordField(_l("再输入一次新密码"))


class ChangePasswordForm(NewPasswordForm):
    """A new password; the present one proves who asks."""

    current = PasswordField(_l("当前密码"))


class ConfirmForm(FlaskForm):  # type: ignore[misc]  # as above
    """The present password, to confirm."""

    current = PasswordField(_l("当前密码"), id="confirm-current")


class ReasonForm(FlaskForm):  # type: ignore[misc]  # as above
    """Why something is done to an account."""

    reason = StringField(_l("原因"))


class TokenForm(FlaskForm):  # type: ignore[misc]  # as above
    """A button; it carries nothing but its token."""


class _Checkboxes(SelectMultipleField):  # type: ignore[misc]  # as above
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RolesForm(FlaskForm):  # type: ignore[misc]  # as above
    """Roles and, for a handler, the department."""

    roles = _Checkboxes(_l("角色"), validate_choice=False)
    department = StringField(_l("部门"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.roles.choices = [SelectChoice(role.value, web.tell(ROLE_NAMES[role])) for role in Role]

    def chosen(self) -> frozenset[Role]:
        """The roles that were ticked; what is no role is left out."""
        return frozenset(Role(value) for value in self.roles.data or () if value in set(Role))


class PersonForm(RolesForm):
    """Somebody new."""

    name = StringField(_l("姓名"))
    email = StringField(_l("邮箱"))


def show_problem(form: Any, problem: Problem) -> None:
    """Tie a problem to its field, or to the first one where it names none of the form's."""
    visible = [field for field in form if field.name not in ("csrf_token", "next")]
    target = form[problem.field] if problem.field in form else visible[0]
    target.errors = [*target.errors, web.tell(problem.message)]
