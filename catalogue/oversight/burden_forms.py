"""The form of the burden calculator; it reads figures and rates strictly and supposes nothing that was not entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice

from catalogue import web
from catalogue.checks.forms import add_error
from catalogue.fees.frame import spoken
from catalogue.fees.money import parse_amount, parse_quantity
from catalogue.messages import Message, Problem, say
from catalogue.oversight.burden import URBAN, Figure, Scenario, asked_for, check_limits
from catalogue.oversight.tax_rates import Rate

LABELS: Mapping[Figure, Message] = {
    Figure.PROFIT: say("商业利润（元）"),
    Figure.SALES: say("销售收入（元）"),
    Figure.COST: say("销售成本（元）"),
    Figure.WAGES: say("工资总额（元）"),
    Figure.ADMINISTRATION: say("管理费用（元）"),
    Figure.OTHER_EXPENSES: say("其他费用（元）"),
    Figure.PROVISIONS: say("计提的准备（元）"),
    Figure.CAPITAL_GAINS: say("资本利得（元）"),
    Figure.INTEREST: say("利息支出（元）"),
    Figure.INTEREST_INCOME: say("利息收入（元）"),
    Figure.DEPRECIATION: say("折旧（元）"),
    Figure.TAXABLE_INCOME: say("应纳税所得额（元）"),
    Figure.WAGE_BASE: say("社会保险、公积金的缴费工资总额（元）"),
    Figure.UNION_WAGES: say("计提工会经费的工资总额（元）"),
    Figure.VAT_PAID: say("实际缴纳的增值税、消费税（元）"),
    Figure.PROPERTY_VALUE: say("自用房产原值（元）"),
    Figure.RENT_INCOME: say("出租房产的租金收入（元）"),
    Figure.LAND_AREA: say("占用土地面积（平方米）"),
    Figure.CONTRACTS: say("买卖合同金额（元）"),
    Figure.LOANS: say("借款合同金额（元）"),
    Figure.LEASES: say("租赁合同金额（元）"),
    Figure.OTHER_TAXES: say("其他由企业负担的税费（元）"),
}
SAME = ""
LONGEST = 60


class BurdenFields(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """The choices of both scenarios; figures and unknown rates are added by `burden_form`."""

    class Meta:
        # A question changes nothing, and its address can be kept and passed on.
        csrf = False

    urban = SelectField(_l("所在地"), validate_choice=False)
    small_profit = BooleanField(_l("按小型微利企业缴纳企业所得税"))
    halving = BooleanField(_l("享受六税两费减半"))
    other_small_profit = SelectField(_l("小型微利企业"), validate_choice=False)
    other_halving = SelectField(_l("六税两费减半"), validate_choice=False)
    other_code = SelectField(_l("换一个税率、费率"), validate_choice=False)
    other_rate = StringField(_l("换成多少"))


def burden_form(given: Any, rates: Mapping[str, Rate]) -> FlaskForm:
    """The form for the rates of one day and place: each figure, and a field for each rate that is not known."""
    fields: dict[str, Any] = {figure.value: StringField(web.tell(label)) for figure, label in LABELS.items()}
    fields |= {rate_field(rate.code): StringField(spoken(rate.name)) for rate in asked_for(rates)}
    form = type("BurdenForm", (BurdenFields,), fields)(given)
    _keep_printable(form)
    form.urban.choices = [SelectChoice(code, spoken(rates[code].name)) for code in URBAN if code in rates]
    form.urban.data = form.urban.data if form.urban.data in rates else URBAN[0]
    relief = [(SAME, say("与方案一相同")), ("yes", say("享受")), ("no", say("不享受"))]
    form.other_small_profit.choices = _choices(relief)
    form.other_halving.choices = _choices(relief)
    levies = [(rate.code, spoken(rate.name)) for rate in rates.values() if rate.part]
    form.other_code.choices = _choices([(SAME, say("不换")), *levies])
    return form


def _keep_printable(form: FlaskForm) -> None:
    """What was typed is shown again, so that it must be fit for a page."""
    for field in form:
        if isinstance(field, StringField) and field.data:
            field.data = web.printable(field.data, LONGEST)


def rate_field(code: str) -> str:
    """The name of the field for a rate that is asked for."""
    return f"rate_{code}"


def figures_of(form: FlaskForm) -> dict[Figure, Decimal]:
    """The figures entered; what cannot be read is tied to its field as an error and left out."""
    found: dict[Figure, Decimal] = {}
    for figure in Figure:
        text = (form[figure.value].data or "").strip()
        if not text:
            continue
        try:
            found[figure] = _quantity(text) if figure is Figure.LAND_AREA else parse_amount(text, figure)
        except Problem as problem:
            add_error(form, figure.value, web.tell(problem.message))
    return found


def scenarios_of(form: FlaskForm, rates: Mapping[str, Rate], halving: Decimal | None) -> list[Scenario]:
    """The one scenario, or the two to be compared; `halving` is what that relief leaves, None if not in force."""
    for field, chosen in (("halving", form.halving.data), ("other_halving", form.other_halving.data == "yes")):
        if chosen and halving is None:
            add_error(form, field, web.tell(say("这一天没有这项减免。")))
    entered: dict[str, Decimal] = {}
    for rate in asked_for(rates):
        _read_rate(form, rate_field(rate.code), rate, rates, entered)
    first = Scenario(form.urban.data, form.small_profit.data, halving if form.halving.data else None, entered)
    second = _second(form, rates, halving, first)
    return [first, second] if second else [first]


def _second(form: FlaskForm, rates: Mapping[str, Rate], halving: Decimal | None, first: Scenario) -> Scenario | None:
    changed = dict(first.entered)
    code, text = form.other_code.data or SAME, (form.other_rate.data or "").strip()
    if code in rates and text:
        _read_rate(form, "other_rate", rates[code], rates, changed)
    elif code in rates:
        add_error(form, "other_rate", web.tell(say("请填写要换成的税率、费率。")))
    elif text:
        add_error(form, "other_code", web.tell(say("请选择要换的是哪一项。")))
    small, half = form.other_small_profit.data or SAME, form.other_halving.data or SAME
    if not (code or small or half):
        return None
    second = replace(first, entered=changed)
    if small in ("yes", "no"):
        second = replace(second, small_profit=small == "yes")
    return replace(second, halving=halving if half == "yes" else None) if half in ("yes", "no") else second


def _read_rate(form: FlaskForm, field: str, rate: Rate, rates: Mapping[str, Rate], entered: dict[str, Decimal]) -> None:
    """Add a rate that was entered; per cent are turned into a share, yuan a square metre stay."""
    text = (form[field].data or "").strip()
    if not text:
        return
    try:
        value = _quantity(text.rstrip("%％"))
        value = value if per_unit(rate) else value / 100
        if not per_unit(rate) and value > 1:
            raise Problem(say("税率、费率不能超过 %(limit)s%%。", limit=100), field)
        check_limits(rate.code, value, rates, field)
    except Problem as problem:
        add_error(form, field, web.tell(problem.message))
        return
    entered[rate.code] = value


def per_unit(rate: Rate) -> bool:
    """Whether the rate is yuan per square metre rather than a share."""
    return rate.base == Figure.LAND_AREA


def _quantity(text: str) -> Decimal:
    return Decimal(0) if text in ("0", "０") else parse_quantity(text)


def _choices(given: Iterable[tuple[str, Message | str]]) -> list[SelectChoice]:
    return [SelectChoice(code, web.tell(text)) for code, text in given]
