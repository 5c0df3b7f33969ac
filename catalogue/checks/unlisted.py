"""Verdicts where no single fee is meant; it refuses to say "not listed" where absence proves nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from catalogue.checks.charges import Charge
from catalogue.checks.collectors import Body, Sort
from catalogue.checks.lists import Lists
from catalogue.checks.matching import Match
from catalogue.checks.outside import OutsideWord
from catalogue.checks.verdict import Code, NextStep, Sureness, Verdict
from catalogue.fees.entries import Entry
from catalogue.fees.kinds import FeeKind
from catalogue.messages import Message, say

# 财税〔2017〕20号 cancelled or suspended 41 items of which the changes name only some: before it
# took effect on 2017-04-01, absence from these lists proves nothing.
_COMPLETE_SINCE = date(2017, 4, 1)
_FEE_LIKE = re.compile(r"(费|金|附加|款|税|证)(\(.*\))?$")
_LEVY_LIKE = re.compile(r"赞助|集资|摊派|捐|管理费|手续费|登记费|审批|许可|备案|年检|年审|验照|公示|工本费|检查费|罚")
_INCOMPLETE = say("本地的政府定价服务清单尚不齐全，查不到不等于不能收。")


def looks_like_fee(text: str) -> bool:
    """Whether a piece of a line reads as the name of a charge of its own."""
    return bool(_FEE_LIKE.search(text))


def outside(charge: Charge, word: OutsideWord) -> Verdict:
    """The charge follows other rules than the lists."""
    return Verdict(
        code=Code.OUTSIDE_LISTS,
        charge=charge,
        headline=say("“%(name)s”不归收费目录清单管：%(why)s", name=charge.name, why=word.explanation),
        next_step=NextStep.ASK,
        sureness=Sureness.SURE,
        matched=(say("票据名称属于清单以外的“%(word)s”。", word=word.word),),
        basis=(word.basis,) if word.basis else (),
    )


def tax(charge: Charge) -> Verdict:
    """A tax that no word list names."""
    return Verdict(
        code=Code.OUTSIDE_LISTS,
        charge=charge,
        headline=say("“%(name)s”是税，按税法征收，不归收费目录清单管。", name=charge.name),
        next_step=NextStep.ASK,
        sureness=Sureness.LIKELY,
    )


def ambiguous(charge: Charge, found: Match, candidates: Sequence[Entry]) -> Verdict:
    """Several fees fit alike, or one fits only doubtfully: ask back."""
    if found.doubtful:
        headline = say("不能确定“%(name)s”是不是下列项目，请选择或补写全称。", name=charge.name)
    else:
        headline = say("“%(name)s”可能指几个项目，请选择具体项目。", name=charge.name)
    return Verdict(
        code=Code.AMBIGUOUS,
        charge=charge,
        headline=headline,
        next_step=NextStep.ASK,
        sureness=Sureness.UNCERTAIN,
        matched=(found.how,),
        missing=(say("票据上的收费项目全称"),),
        candidates=tuple(candidates),
    )


def barred(charge: Charge, entry: Entry, note: str) -> Verdict:
    """The fee exists, but it is not taken in this place."""
    return Verdict(
        code=Code.NOT_LISTED,
        charge=charge,
        headline=say("“%(name)s”不在本地征收：%(note)s", name=entry.name, note=note),
        next_step=NextStep.COMPLAIN,
        sureness=Sureness.SURE,
        matched=(say("票据名称与清单项目“%(name)s”一致。", name=entry.name),),
        basis=entry.basis,
        candidates=(entry,),
    )


def not_found(charge: Charge, body: Body, lists: Lists, lineage: Sequence[str]) -> Verdict:
    """No fee of the lists is meant: what that tells depends on who charges, where and when."""
    if body.market or body.sort is Sort.UTILITY:
        return _service(charge, body)
    if body.sort is None and not _LEVY_LIKE.search(charge.name):
        return _who_charges(charge)
    if body.sort is Sort.INSTITUTION and not _LEVY_LIKE.search(charge.name):
        return _service_of_institution(charge)
    complete = all(_complete(lists, kind, lineage) for kind in (FeeKind.ADMINISTRATIVE, FeeKind.GOVERNMENT_FUND))
    if not complete or charge.on < _COMPLETE_SINCE:
        return _cannot_tell(charge)
    unknown_body = body.sort is None
    return Verdict(
        code=Code.NOT_LISTED,
        charge=charge,
        headline=say("清单里没有“%(name)s”，行政机关和事业单位不得收取，可以拒绝缴纳并举报。", name=charge.name),
        next_step=NextStep.ASK if unknown_body else NextStep.COMPLAIN,
        sureness=Sureness.UNCERTAIN if unknown_body else Sureness.LIKELY,
        reasons=(say("行政事业性收费和政府性基金的清单项目齐全，清单之外一律不得收费。"),),
        missing=(say("收款单位的名称"),) if unknown_body else (),
        would_change=(say("如果票据名称写得不全，换成全称再核对一次。"),),
        caveats=(_as_at(lists, lineage),),
    )


def _service(charge: Charge, body: Body) -> Verdict:
    if body.sort is Sort.ASSOCIATION:
        headline = say("“%(name)s”是协会商会类收费，入会和缴费自愿，不归收费目录清单管。", name=charge.name)
    else:
        headline = say("“%(name)s”在清单里没有，收款方是企业，一般属于市场价格，不归收费目录清单管。", name=charge.name)
    return Verdict(
        code=Code.OUTSIDE_LISTS,
        charge=charge,
        headline=headline,
        next_step=NextStep.ASK,
        sureness=Sureness.LIKELY,
        would_change=(say("如果这项费用是办理审批的前提，或者由行政机关指定收取，请投诉举报。"),),
        caveats=() if body.sort is Sort.ASSOCIATION else (_INCOMPLETE,),
    )


def _service_of_institution(charge: Charge) -> Verdict:
    """Schools, hospitals, funeral homes and the like also sell services whose prices the local lists leave out."""
    return Verdict(
        code=Code.AMBIGUOUS,
        charge=charge,
        headline=say("清单里没有找到“%(name)s”，但收款方也提供按规定定价的服务，不能据此判断。", name=charge.name),
        next_step=NextStep.ASK,
        sureness=Sureness.UNCERTAIN,
        missing=(say("收费所依据的文件"), say("票据上的收费项目全称")),
        caveats=(_INCOMPLETE,),
    )


def _who_charges(charge: Charge) -> Verdict:
    return Verdict(
        code=Code.AMBIGUOUS,
        charge=charge,
        headline=say("清单里没有找到“%(name)s”。请补充收款单位，才能判断是否可以收。", name=charge.name),
        next_step=NextStep.ASK,
        sureness=Sureness.UNCERTAIN,
        missing=(say("收款单位的名称"), say("票据上的收费项目全称")),
        caveats=(_INCOMPLETE,),
    )


def _cannot_tell(charge: Charge) -> Verdict:
    return Verdict(
        code=Code.AMBIGUOUS,
        charge=charge,
        headline=say("清单里没有找到“%(name)s”，但当时当地的清单不齐全，不能据此判断。", name=charge.name),
        next_step=NextStep.ASK,
        sureness=Sureness.UNCERTAIN,
        missing=(say("收费所依据的文件"),),
    )


def _complete(lists: Lists, kind: FeeKind, lineage: Sequence[str]) -> bool:
    """Whether the list is complete for the place: nobody below the province may set up such fees."""
    return any(row.complete and row.region_code in lineage for row in lists.coverage(kind))


def _as_at(lists: Lists, lineage: Sequence[str]) -> Message:
    rows = [row for row in lists.coverage(FeeKind.ADMINISTRATIVE) if row.complete and row.region_code in lineage]
    days = [row.as_at for row in rows if row.as_at]
    return say("清单最近一次确认：%(day)s", day=max(days) if days else say("日期未载明"))
