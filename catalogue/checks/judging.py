"""Judges a charge whose fee is known by period, collector, relief and amount; it refuses to look for the fee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from catalogue.checks import reliefs as relief_rules
from catalogue.checks.amounts import Finding, Outcome, compare
from catalogue.checks.charges import Charge
from catalogue.checks.collectors import Body, plainly_wrong
from catalogue.checks.lists import Lists
from catalogue.checks.standing import Standing, ancestors
from catalogue.checks.verdict import Bearing, Code, NextStep, ReliefLooked, Sureness, Verdict
from catalogue.checks.wording import Wording
from catalogue.fees.entries import Entry
from catalogue.fees.kinds import State
from catalogue.fees.money import format_yuan, round_fen
from catalogue.fees.versions import version_on
from catalogue.messages import Message, say


@dataclass(frozen=True, slots=True)
class Case:
    """A charge with the fee it means and everything else the judgement needs."""

    charge: Charge
    standing: Standing
    body: Body
    lists: Lists
    lineage: tuple[str, ...]
    place_names: tuple[str, ...]
    wording: Wording
    sureness: Sureness
    matched: tuple[Message, ...]

    @property
    def entry(self) -> Entry:
        return self.standing.entry

    @property
    def above(self) -> list[Entry]:
        return ancestors(self.entry, self.lists, self.charge.on)


def judge(case: Case) -> Verdict:
    """The verdict on a charge whose fee is known."""
    state = case.standing.state
    if state is State.NOT_YET:
        return _not_yet(case)
    if state.ended and case.standing.above is not None:
        return _run_out(case, case.standing.above)
    if state.ended:
        return _ended(case)
    departments = [entry.department for entry in (case.entry, *case.above)]
    if plainly_wrong(case.entry, departments, case.body, case.lists.words.bodies, case.lists.words.mandates):
        return _wrong_collector(case, next(filter(None, departments), ""))
    return _paid_rightly(case)


def _verdict(case: Case, code: Code, headline: Message, step: NextStep) -> Verdict:
    """The parts that every verdict on a known fee shares."""
    entry = case.entry
    listed = next((above for above in case.above if not above.record_only), None)
    return Verdict(
        code=code,
        charge=case.charge,
        headline=headline,
        next_step=step,
        sureness=case.sureness,
        matched=case.matched,
        fee=listed if entry.record_only else entry,
        record=entry if entry.record_only else None,
        basis=entry.basis or next((above.basis for above in case.above if above.basis), ()),
    )


def _not_yet(case: Case) -> Verdict:
    start = case.entry.period.start
    headline = say(
        "“%(name)s”自 %(start)s 起才开征，收费当日还不能收。", name=case.entry.name, start=start or say("以后的日期")
    )
    change = say("如果实际收费日期在 %(start)s 或以后，结论会改变。", start=start or "")
    return replace(_verdict(case, Code.NOT_YET_IN_FORCE, headline, NextStep.COMPLAIN), would_change=(change,))


def _ended(case: Case) -> Verdict:
    entry, end = case.entry, case.entry.period.end
    document = entry.ended_by or next(iter(entry.basis), "")
    if end is None:
        headline = say("“%(name)s”已经停止征收，不能再收。", name=entry.name)
        caveats: tuple[Message, ...] = (say("清单没有载明从哪一天起停止征收；较早日期的收费请向征收机关核实。"),)
    else:
        headline = say("“%(name)s”征收到 %(end)s 为止，收费当日已经不能再收。", name=entry.name, end=end)
        caveats = ()
    reasons = (say("停止征收的文件：%(document)s", document=document),) if document else ()
    verdict = replace(
        _verdict(case, Code.ENDED, headline, NextStep.COMPLAIN),
        reasons=reasons,
        caveats=caveats,
        basis=(entry.ended_by, *entry.basis) if entry.ended_by else entry.basis,
        successor=_successor(case),
    )
    return (
        _for_earlier_days(case, verdict)
        if end and case.wording.stretch and case.wording.stretch.first <= end
        else verdict
    )


def _for_earlier_days(case: Case, verdict: Verdict) -> Verdict:
    """A receipt that names days before the end may be a lawful back payment: ask for the proof first."""
    note = say("票据写明所属期在停征之前：如果确属当时应缴未缴的补缴，可以要求出示依据和计算过程后再决定。")
    return replace(verdict, next_step=NextStep.ASK, would_change=(note,), sureness=Sureness.LIKELY)


def _successor(case: Case) -> Entry | None:
    code = case.entry.successor_code
    return version_on(case.lists.versions(code), case.charge.on) if code else None


def _run_out(case: Case, above: Entry) -> Verdict:
    """The local standard has run out while the fee itself is still on the wider list."""
    headline = say(
        "“%(name)s”仍在清单内，但本地收费标准执行到 %(end)s 为止，金额须按新的定价文件核对。",
        name=above.name,
        end=case.entry.period.end or "",
    )
    wider = replace(case, standing=Standing(above, State.IN_FORCE))
    reason = say("期满的标准：%(text)s", text=case.entry.standard_text or case.entry.name)
    missing = (say("现行收费标准的文件"),)
    verdict = _verdict(wider, Code.LISTED_AMOUNT_UNCHECKED, headline, NextStep.ASK)
    return replace(verdict, reasons=(reason,), missing=missing)


def _wrong_collector(case: Case, department: str) -> Verdict:
    headline = say(
        "“%(name)s”由%(department)s收取，“%(body)s”不是收费主体。",
        name=case.entry.name,
        department=case.entry.collecting_body or department,
        body=case.charge.collecting_body,
    )
    change = say("如果对方能出示主管部门的书面委托（代征、代收）文件，结论会改变。")
    return replace(_verdict(case, Code.WRONG_COLLECTOR, headline, NextStep.COMPLAIN), would_change=(change,))


def _paid_rightly(case: Case) -> Verdict:
    """Relief and amount: the fee is in force and the body may take it."""
    rules = case.lists.reliefs(case.entry.code)
    looked = relief_rules.look_at_reliefs(rules, case.entry, case.charge, case.lineage)
    applying = relief_rules.strongest(looked)
    parent = case.above[0] if case.above else None
    finding = compare(case.entry, parent, case.charge, case.wording, case.place_names)
    if applying is not None and applying.rule.factor == 0:
        return _exempt(case, looked, applying, Decimal(0))
    if applying is not None and applying.rule.factor is not None:
        finding, verdict = _reduced(case, looked, applying, applying.rule.factor, finding)
        if verdict is not None:
            return verdict
    likely = relief_rules.likely_reduction(looked, case.charge) if applying is None else None
    if likely is not None and likely.rule.factor is not None:
        _, verdict = _reduced(case, looked, likely, likely.rule.factor, finding)
        if verdict is not None:
            return _if_entitled(verdict, likely)
    return replace(
        _by_amount(case, finding),
        reliefs=looked,
        would_change=tuple(
            say("如果符合“%(name)s”的条件，应当减免。", name=each.rule.name)
            for each in looked
            if each.bearing is Bearing.WOULD_IF
        ),
    )


def _exempt(case: Case, looked: tuple[ReliefLooked, ...], applying: ReliefLooked, maximum: Decimal | None) -> Verdict:
    rule = applying.rule
    if rule.factor == 0:
        headline = say("按“%(relief)s”应当免收“%(name)s”。", relief=rule.name, name=case.entry.name)
    else:
        headline = say("按“%(relief)s”应当减征“%(name)s”。", relief=rule.name, name=case.entry.name)
    verdict = _verdict(case, Code.EXEMPT, headline, NextStep.COMPLAIN)
    excess = case.charge.amount - maximum if case.charge.amount is not None and maximum is not None else None
    return replace(
        verdict,
        reliefs=looked,
        reasons=(rule_text(applying),),
        basis=(rule.document, *verdict.basis),
        max_amount=maximum,
        excess=excess,
        would_change=(say("如果收费事项或缴费人与票据写明的不同，结论会改变。"),),
    )


def _if_entitled(verdict: Verdict, looked: ReliefLooked) -> Verdict:
    """The reduction is very likely owed; one fact about the payer is still open."""
    open_fact = looked.rule.note or looked.rule.condition
    missing = (say("%(fact)s", fact=open_fact),)
    return replace(verdict, sureness=Sureness.LIKELY, next_step=NextStep.ASK, missing=missing)


def rule_text(looked: ReliefLooked) -> Message:
    """The relief in one sentence: what it grants, by which document."""
    rule = looked.rule
    return say("%(document)s：%(benefit)s", document=rule.document, benefit=rule.benefit or rule.note or rule.condition)


def _reduced(
    case: Case, looked: tuple[ReliefLooked, ...], applying: ReliefLooked, factor: Decimal, finding: Finding
) -> tuple[Finding, Verdict | None]:
    """The finding against the reduced sum, and the verdict where the reduction was plainly not given."""
    amount, full = case.charge.amount, finding.maximum
    if full is None or amount is None:
        return finding, None
    reduced = round_fen(full * factor)
    step = say(
        "减征后 %(full)s × %(factor)s = %(sum)s 元", full=format_yuan(full), factor=factor, sum=format_yuan(reduced)
    )
    lowered = replace(finding, maximum=reduced, steps=(*finding.steps, step))
    if amount <= reduced:
        return replace(lowered, outcome=Outcome.WITHIN), None
    if amount <= full:
        return lowered, replace(_exempt(case, looked, applying, reduced), arithmetic=lowered.steps)
    return replace(lowered, outcome=Outcome.OVER), None


def _by_amount(case: Case, finding: Finding) -> Verdict:
    name, amount, maximum = case.entry.name, case.charge.amount, finding.maximum
    if finding.outcome is Outcome.WITHIN:
        headline = say("“%(name)s”在清单内，金额没有超过标准。", name=name)
        verdict = _verdict(case, Code.LISTED_OK, headline, NextStep.PAY)
    elif finding.outcome is Outcome.OVER and amount is not None and maximum is not None:
        headline = say(
            "“%(name)s”最高可收 %(maximum)s 元，多收了 %(excess)s 元。",
            name=name,
            maximum=format_yuan(maximum),
            excess=format_yuan(amount - maximum),
        )
        verdict = _verdict(case, Code.OVER_STANDARD, headline, NextStep.COMPLAIN)
        verdict = replace(verdict, excess=amount - maximum)
    else:
        headline = say("“%(name)s”在清单内，但金额还不能核对。", name=name)
        verdict = _verdict(case, Code.LISTED_AMOUNT_UNCHECKED, headline, NextStep.ASK)
    return replace(
        verdict, max_amount=maximum, arithmetic=finding.steps, reasons=finding.reasons, missing=finding.missing
    )
