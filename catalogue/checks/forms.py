"""The forms of the check; they refuse nothing themselves, what cannot be read is said by the rules."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, SelectField, StringField
from wtforms.fields import SelectChoice

from catalogue import shown, web
from catalogue.fees.kinds import PayerKind


class CheckForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """One charge. The names of its fields are those of the address and of the API."""

    class Meta:
        # A question changes nothing, and its address can be kept and passed on.
        csrf = False

    name = StringField(_l("收费名称"))
    amount = StringField(_l("金额（元）"))
    quantity = StringField(_l("数量"))
    unit = StringField(_l("单位"))
    collecting_body = StringField(_l("收取单位"))
    charged_on = DateField(_l("收费日期"))
    region = SelectField(_l("收费地区"), validate_choice=False)
    payer_kind = SelectField(_l("缴费人"), validate_choice=False)

    def offer(self, places: list[tuple[str, str]], home: str) -> None:
        """Fill the lists to choose from; a place that was not asked for is `home`."""
        self.region.choices = [SelectChoice(code, name) for code, name in places]
        self.payer_kind.choices = [SelectChoice(kind.value, web.tell(shown.word(kind))) for kind in PayerKind]
        if not self.region.raw_data:
            self.region.data = home
        if not self.payer_kind.raw_data:
            self.payer_kind.data = PayerKind.UNKNOWN.value

    def values(self) -> dict[str, str]:
        """What was typed, as text."""
        return {name: field.raw_data[0] if field.raw_data else "" for name, field in self._fields.items()}


class KeepForm(FlaskForm):  # type: ignore[misc]  # as above
    """The wish to keep a verdict; it carries nothing but its token."""


class WorkbookForm(FlaskForm):  # type: ignore[misc]  # as above
    """A workbook of charges."""

    file = FileField(_l("表格文件"))


def add_error(form: Any, field: str | None, text: str) -> None:
    """Tie a problem to its field, or to the first one where it names none."""
    target = form[field] if field in form else next(iter(form))
    target.errors = [*target.errors, text]
