"""What a payer is asked before reliefs are looked for, and in which words; it holds no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalogue.messages import Message, say

YES = "yes"
NO = "no"

Answer = str | Decimal | date | frozenset[str]
"""A chosen word, a number, a day, or the situations that were ticked."""


class Question(StrEnum):
    """The facts that conditions of reliefs speak of; the last three are worked out from others."""

    PAYER = "payer"
    VAT = "vat"
    FILING = "filing"
    TURNOVER = "turnover"
    STAFF = "staff"
    DISABLED = "disabled"
    AVERAGE_WAGE = "average_wage"
    LOCAL_WAGE = "local_wage"
    TAXABLE_INCOME = "taxable_income"
    ASSETS = "assets"
    RESTRICTED = "restricted"
    SECTOR = "sector"
    REVENUE = "revenue"
    FOUNDED = "founded"
    VAT_PAID = "vat_paid"
    SITUATION = "situation"
    SMALL_MICRO = "small_micro"
    SHORTFALL = "shortfall"
    DISABLED_SHARE = "disabled_share"


Answers = Mapping[Question, Answer]
"""Only what was answered or could be worked out; a missing question is unknown, never no."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question is named, and the unit of its number, if it is one."""

    label: Message
    unit: Message | None = None


_PEOPLE, _YUAN, _PERCENT = say("人"), say("元"), say("%")

WORDINGS: Mapping[Question, Wording] = {
    Question.PAYER: Wording(say("缴纳人")),
    Question.VAT: Wording(say("增值税纳税人类型")),
    Question.FILING: Wording(say("申报增值税的周期")),
    Question.TURNOVER: Wording(say("一个申报周期的销售额"), _YUAN),
    Question.STAFF: Wording(say("在职职工人数"), _PEOPLE),
    Question.DISABLED: Wording(say("安排的残疾职工人数"), _PEOPLE),
    Question.AVERAGE_WAGE: Wording(say("本单位职工年平均工资"), _YUAN),
    Question.LOCAL_WAGE: Wording(say("当地社会平均工资（年）"), _YUAN),
    Question.TAXABLE_INCOME: Wording(say("年度应纳税所得额"), _YUAN),
    Question.ASSETS: Wording(say("资产总额"), _YUAN),
    Question.RESTRICTED: Wording(say("从事国家限制或禁止的行业")),
    Question.SECTOR: Wording(say("行业")),
    Question.REVENUE: Wording(say("年营业收入"), _YUAN),
    Question.FOUNDED: Wording(say("登记注册日期")),
    Question.VAT_PAID: Wording(say("一年实际缴纳的增值税、消费税"), _YUAN),
    Question.SITUATION: Wording(say("具体情形")),
    Question.SMALL_MICRO: Wording(say("按划型标准是小型或微型企业")),
    Question.SHORTFALL: Wording(say("按规定比例少安排的残疾人数"), _PEOPLE),
    Question.DISABLED_SHARE: Wording(say("安排残疾人就业的比例"), _PERCENT),
}

CHOICES: Mapping[Question, Mapping[str, Message]] = {
    Question.PAYER: {
        "enterprise": say("企业"),
        "self_employed": say("个体工商户"),
        "organisation": say("机关、事业单位、社会团体、民办非企业单位"),
        "individual": say("个人"),
    },
    Question.VAT: {"small_scale": say("小规模纳税人"), "general": say("一般纳税人")},
    Question.FILING: {"month": say("按月"), "quarter": say("按季度")},
    Question.RESTRICTED: {NO: say("否"), YES: say("是")},
    Question.SMALL_MICRO: {YES: say("是"), NO: say("否")},
    Question.SITUATION: {
        "advertising": say("提供广告服务（广告媒介单位、户外广告经营单位）"),
        "entertainment": say("提供娱乐服务"),
        "below_vat_threshold": say("销售额未达到增值税起征点"),
        "cinema": say("经营电影放映"),
        "community_care": say("用房产、土地为社区提供养老、托育、家政服务"),
        "nonprofit_care": say("建设非营利性养老或医疗机构"),
        "profit_care": say("建设营利性养老或医疗机构"),
        "vocational_pilot": say("是纳入培育范围的产教融合试点企业，投资兴办职业教育"),
        "registration": say("申请不动产登记"),
        "registration_change": say("申请不动产变更、更正登记，或者林地、农用地登记"),
        "patent": say("申请专利或缴纳专利年费"),
        "low_risk_project": say("建设社会投资简易低风险工程项目"),
        "etc_truck": say("货车安装了ETC，走山东高速公路"),
        "farm_power": say("农业生产用电（含农业排灌）"),
    },
}

DERIVED_FROM: Mapping[Question, tuple[Question, ...]] = {
    Question.SMALL_MICRO: (Question.SECTOR, Question.STAFF, Question.REVENUE, Question.ASSETS),
    Question.SHORTFALL: (Question.STAFF, Question.DISABLED),
    Question.DISABLED_SHARE: (Question.STAFF, Question.DISABLED),
}
"""What must be answered for a fact that nobody is asked directly."""
