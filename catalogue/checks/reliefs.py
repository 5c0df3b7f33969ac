"""Tells how a dated relief bears on a charge; it refuses to apply one whose conditions the charge does not show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalogue.checks.charges import Charge
from catalogue.checks.verdict import Bearing, ReliefLooked
from catalogue.fees.entries import Entry, ReliefRule
from catalogue.fees.kinds import PayerKind
from catalogue.messages import Message, say
from catalogue.search.text import fold

_ORDER = {Bearing.APPLIES: 0, Bearing.WOULD_IF: 1, Bearing.NOT: 2}


def look_at_reliefs(
    rules: Iterable[ReliefRule], fee: Entry, charge: Charge, lineage: Sequence[str]
) -> tuple[ReliefLooked, ...]:
    """Every relief that touches the fee in that place, those that apply first; one entry for each relief."""
    best: dict[tuple[str, str], ReliefLooked] = {}
    for rule in rules:
        if rule.region_code in lineage and covers(rule, fee.code):
            looked = _look(rule, charge)
            name = (rule.name, rule.document)
            if name not in best or _weight(looked) < _weight(best[name]):
                best[name] = looked
    return tuple(sorted(best.values(), key=lambda looked: (_ORDER[looked.bearing], looked.rule.factor or 0)))


def _weight(looked: ReliefLooked) -> tuple[int, bool]:
    """Applying before possible before not; of equals the one that asks for no words on the receipt."""
    return _ORDER[looked.bearing], bool(looked.rule.keywords)


def covers(rule: ReliefRule, code: str) -> bool:
    """Whether the relief touches the fee; a code covers its sub-items."""
    return any(code == own or code.startswith(own + ".") for own in rule.codes)


def strongest(looked: Iterable[ReliefLooked]) -> ReliefLooked | None:
    """Of the reliefs that apply, the one that leaves least to pay."""
    applying = [each for each in looked if each.bearing is Bearing.APPLIES and each.rule.factor is not None]
    return min(applying, key=lambda each: each.rule.factor or 0, default=None)


def likely_reduction(looked: Iterable[ReliefLooked], charge: Charge) -> ReliefLooked | None:
    """A reduction meant for this kind of payer of which only the payer's exact standing is open."""
    for each in looked:
        rule = each.rule
        meant = each.bearing is Bearing.WOULD_IF and not rule.keywords and charge.payer.value in rule.payer_kinds
        if meant and rule.factor:
            return each
    return None


def _look(rule: ReliefRule, charge: Charge) -> ReliefLooked:
    if charge.on not in rule.period:
        return ReliefLooked(rule, Bearing.NOT, _out_of_time(rule))
    text = fold(charge.name)
    against = next((word for word in rule.excluded if fold(word) in text), None)
    if against:
        return ReliefLooked(rule, Bearing.NOT, say("票据写明“%(word)s”，不在这项政策范围内。", word=against))
    if rule.payer_kinds and charge.payer is not PayerKind.UNKNOWN and charge.payer.value not in rule.payer_kinds:
        return ReliefLooked(rule, Bearing.NOT, say("缴费人类型不在这项政策范围内。"))
    words_stand = all(any(fold(word) in text for word in group) for group in rule.keywords)
    payer_stands = not rule.payer_kinds or charge.payer.value in rule.payer_kinds
    if rule.decidable and words_stand and payer_stands:
        return ReliefLooked(rule, Bearing.APPLIES, say("票据内容符合这项政策的条件。"))
    condition = rule.note or rule.condition or rule.applies_to
    return ReliefLooked(rule, Bearing.WOULD_IF, say("如果符合下列条件就适用：%(condition)s", condition=condition))


def _out_of_time(rule: ReliefRule) -> Message:
    start, end = rule.period.start, rule.period.end
    if start and end:
        return say("这项政策的执行期为 %(start)s 至 %(end)s，不含收费当日。", start=start, end=end)
    if start:
        return say("这项政策自 %(start)s 起执行，收费当日尚未执行。", start=start)
    return say("这项政策执行至 %(end)s，收费当日已经期满。", end=end)
