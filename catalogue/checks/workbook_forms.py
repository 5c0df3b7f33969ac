"""The form in which the columns of a table are confirmed; it refuses a table without a name of the charge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from openpyxl.utils import get_column_letter
from wtforms import DateField, Field, SelectField
from wtforms.fields import SelectChoice

from catalogue.checks.charges import FIELDS
from catalogue.fees.periods import EARLIEST, LATEST
from catalogue.messages import say

_TITLES = {
    "name": say("收费名称"),
    "amount": say("金额（元）"),
    "quantity": say("数量"),
    "unit": say("单位"),
    "collecting_body": say("收取单位"),
    "charged_on": say("收费日期"),
    "region": say("收费地区"),
    "payer_kind": say("缴费人"),
}


class ColumnsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """What each column holds (`column-0` …), and the day and place of rows that give none."""

    day = DateField(_l("没有写日期的，按这一天核对"))
    region = SelectField(_l("没有写地区的，按这里核对"))

    def columns(self) -> list[Field]:
        """The fields of the columns, from left to right."""
        return [field for field in self if field.name.startswith("column")]

    def chosen(self) -> dict[str, int]:
        """Which column holds which part of a charge."""
        return {field.data: at for at, field in enumerate(self.columns()) if field.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a name is chosen, nothing twice, and day and place can be used."""
        fine = bool(super().validate(extra_validators))
        fields = self.columns()
        parts = [field.data for field in fields if field.data]
        if "name" not in parts and fields:
            _add(fields[0], _("请指出哪一列是收费名称。"))
        for at, field in enumerate(fields):
            if field.data and field.data in [other.data for other in fields[:at]]:
                _add(field, _("前面已有一列当作“%(what)s”，请只留一列。", what=_(_TITLES[field.data].text)))
        if not self.day.data or not EARLIEST <= self.day.data <= LATEST:
            self.day.errors = [_("请填写一个有效的日期。")]
        return fine and not self.errors


def columns_form(table: dict[str, Any], places: Sequence[tuple[str, str]], home: str, day: date) -> ColumnsForm:
    """The form for a table, filled in as its headings were understood."""
    known = {at: field for field, at in table["columns"].items()}
    choices = [SelectChoice("", _("不用")), *(SelectChoice(name, _(_TITLES[name].text)) for name in FIELDS)]
    fields = {
        f"column{at}": SelectField(label or _("第 %(letter)s 列", letter=get_column_letter(at + 1)), choices=choices)
        for at, label in enumerate(table["labels"])
    }
    form = type("TableColumnsForm", (ColumnsForm,), fields)()
    form.region.choices = [SelectChoice(code, name) for code, name in places]
    if not form.is_submitted():
        for at in range(len(fields)):
            form[f"column{at}"].data = known.get(at, "")
        form.day.data, form.region.data = day, home
    made: ColumnsForm = form
    return made


def _add(field: Field, error: str) -> None:
    field.errors = [*field.errors, error]
