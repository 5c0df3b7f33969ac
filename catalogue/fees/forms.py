"""The forms of the revision pages; they refuse nothing themselves, what is wrong is said by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from catalogue import shown, web
from catalogue.fees.frame import spoken
from catalogue.fees.kinds import BusinessRelated, FeeKind, Level
from catalogue.fees.revisions import LISTED
from catalogue.messages import Problem


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """A form behind the staff door, which checks its token."""

    class Meta:
        csrf = False

    def show(self, problem: Problem) -> None:
        """Tie a problem to its field, or to the first one where it names none."""
        target = self[problem.field] if problem.field in self else next(iter(self))
        target.errors = [*target.errors, web.tell(problem.message)]

    def typed(self) -> dict[str, str]:
        """What was typed, as text, without what was not sent."""
        return {name: field.raw_data[0] for name, field in self._fields.items() if field.raw_data}


class UploadForm(StaffForm):
    """A published file and what it is a list of."""

    file = FileField(_l("文件"))
    region = SelectField(_l("这是哪个地区的清单"), validate_choice=False)
    kinds = SelectMultipleField(
        _l("收录其中哪几类"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    department = StringField(_l("部门"))
    whole = BooleanField(_l("这是完整的清单：清单里有、文件里没有的项目，逐项问我是终止还是保留"))

    def offer(self, places: list[tuple[str, str]]) -> None:
        self.region.choices = [SelectChoice(code, spoken(name)) for code, name in places]
        self.kinds.choices = [SelectChoice(kind.value, web.tell(shown.word(kind))) for kind in FeeKind]
        if self.kinds.data is None and not self.kinds.raw_data:
            self.kinds.data = [kind.value for kind in FeeKind]


class StartForm(StaffForm):
    """A revision by hand."""

    title = StringField(_l("名称"))
    region = SelectField(_l("地区"), validate_choice=False)

    def offer(self, places: list[tuple[str, str]]) -> None:
        self.region.choices = [SelectChoice(code, spoken(name)) for code, name in places]


class FrameForm(StaffForm):
    """What holds for every change of a revision that says nothing else."""

    title = StringField(_l("名称"))
    effective_date = DateField(_l("执行日期"))
    past_reason = StringField(_l("从过去的日期起执行的理由"))
    document = StringField(_l("文件（文号或《名称》）"))
    note = TextAreaField(_l("说明"))


class ItemForm(StaffForm):
    """One wording, whole."""

    name = StringField(_l("项目名称"))
    department = StringField(_l("部门"))
    collecting_body = StringField(_l("执收单位"))
    standard_text = TextAreaField(_l("收费标准（原文）"))
    rate_value = StringField(_l("标准数值（元）"))
    rate_unit = StringField(_l("标准单位"))
    payer = StringField(_l("征收对象"))
    business_related = SelectField(_l("是否涉企"), validate_choice=False)
    fund_management = StringField(_l("资金管理方式"))
    basis = TextAreaField(_l("政策依据（用分号或换行隔开）"))
    remarks = TextAreaField(_l("备注"))
    effective_from = DateField(_l("单独的执行日期"))
    note = StringField(_l("单独的说明"))
    document = StringField(_l("单独的文件"))
    correction = BooleanField(_l("这是更正错误：改写原来的规定，不是从某日起的新规定"), default=False)

    def offer(self) -> None:
        self.business_related.choices = [
            SelectChoice(value.value, web.tell(shown.word(value))) for value in BusinessRelated
        ]

    def fill(self, values: Mapping[str, Any], own: Mapping[str, Any]) -> None:
        """Show a wording and what belongs to this change alone."""
        for name in LISTED:
            value = values[name]
            self[name].data = "\n".join(value) if isinstance(value, list) else value
        for name, value in own.items():
            self[name].data = value

    def typed(self) -> dict[str, str]:
        """As in StaffForm; a box that is not ticked is no."""
        return {**super().typed(), "correction": "yes" if self.correction.data else ""}


class SameForm(StaffForm):
    """Which fee a row is."""

    code = StringField(_l("清单里的编码"))


class NewForm(StaffForm):
    """Where a new fee stands."""

    parent_code = StringField(_l("上级项目编码"))
    level = SelectField(_l("设立层级"), validate_choice=False)
    region = SelectField(_l("地区"), validate_choice=False)

    def offer(self, places: list[tuple[str, str]]) -> None:
        self.level.choices = [SelectChoice(level.value, web.tell(shown.word(level))) for level in Level]
        self.region.choices = [SelectChoice(code, spoken(name)) for code, name in places]


class EndForm(StaffForm):
    """How a fee ends."""

    end_status = RadioField(_l("怎样终止"), validate_choice=False)
    effective_from = DateField(_l("从哪一天起不再收取"))
    document = StringField(_l("文件（文号或《名称》）"))
    note = StringField(_l("说明"))
    successor_code = StringField(_l("替代项目编码"))


class AddForm(StaffForm):
    """A fee to be changed, ended or added by hand."""

    code = StringField(_l("要修改或终止的项目编码"))
    kind = SelectField(_l("新项目属于"), validate_choice=False)
    name = StringField(_l("新项目名称"))
    parent_code = StringField(_l("新项目的上级编码"))

    def offer(self) -> None:
        self.kind.choices = [SelectChoice(kind.value, web.tell(shown.word(kind))) for kind in FeeKind]
