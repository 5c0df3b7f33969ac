"""Decides which fee a receipt wording means and how sure that is; it refuses to guess where several fit alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from catalogue.checks.likeness import covered, misspelt, opposed, telling
from catalogue.checks.names import Name, Rank, names_of, pairs_of
from catalogue.checks.verdict import Sureness
from catalogue.checks.wording import Wording, harmless, key, plain
from catalogue.fees.entries import Entry
from catalogue.messages import Message, say

# Below this share of its pairs a wording is not the fee at all; between the two it is worth asking back.
_ALIKE, _PERHAPS = 0.75, 0.68
_MARGIN = 0.16
_SHORTENED = 0.34
# An everyday word this short may end the names of quite different fees.
_GENERIC = 4


class Tier(IntEnum):
    """By what a wording was matched, the firmest first."""

    NAME = 0
    ALIAS = 1
    EVERYDAY = 2
    EXTENDED = 3
    TYPO = 4
    SHORTENED = 5
    ALIKE = 6
    DOUBTFUL = 7


@dataclass(frozen=True, slots=True)
class Hit:
    """One fee that the wording may mean: by which of its names, how, and how much of the names agree (0 to 1)."""

    code: str
    tier: Tier
    score: float
    name: str
    ending: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """What a wording means.

    One code: that fee. Several: they fit alike. None: nothing fits. `doubtful` marks codes that
    are only worth asking about. `also` are other fees that go by the very same word.
    """

    codes: tuple[str, ...]
    sureness: Sureness
    how: Message
    doubtful: bool = False
    tier: Tier | None = None
    also: tuple[str, ...] = ()

    @property
    def single(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 and not self.doubtful else None


NOTHING = Match((), Sureness.SURE, say("清单中没有与“所收费用”相同或相近的名称。"))


def match(wording: Wording, entries: Iterable[Entry], explained: Callable[[str, Entry], bool]) -> Match:
    """Which of `entries` the wording means.

    `explained(words, entry)` tells whether extra words on the receipt (a place, a case of the rate)
    leave it the same fee.
    """
    hits = best_hits(wording, entries, explained)
    if not hits:
        return NOTHING
    top = min(hit.tier for hit in hits)
    level = [hit for hit in hits if hit.tier is top]
    if top in (Tier.ALIAS, Tier.EVERYDAY) and len(plain(wording.head)) <= _GENERIC:
        level += _same_word_elsewhere(hits, level)
    if top is Tier.ALIAS and level[0].score <= 1:
        level += [hit for hit in hits if hit.tier is Tier.EVERYDAY]
    best = max(hit.score for hit in level)
    margin = {Tier.ALIKE: _MARGIN, Tier.SHORTENED: 0.35, Tier.DOUBTFUL: 0.2}.get(top, 0.0)
    chosen = _without_covering([hit for hit in level if hit.score >= best - margin])
    if top is Tier.ALIKE and max(hit.share for hit in chosen) < _ALIKE:
        top = Tier.DOUBTFUL
    also = tuple(hit.code for hit in hits if hit.tier <= Tier.EVERYDAY and hit not in chosen)
    return replace(_as_match(chosen, top, best), also=also)


def _same_word_elsewhere(hits: Sequence[Hit], exact: Sequence[Hit]) -> list[Hit]:
    """Fees of other branches whose own names end on the same word: 通行费 alone says too little."""
    branches = {hit.code.partition(".")[0] for hit in exact}
    best = max(hit.score for hit in exact)
    others = (hit for hit in hits if hit.tier is Tier.SHORTENED and hit.ending)
    return [replace(hit, score=best) for hit in others if hit.code.partition(".")[0] not in branches]


def best_hits(wording: Wording, entries: Iterable[Entry], explained: Callable[[str, Entry], bool]) -> list[Hit]:
    """The firmest hit of each fee, the firmest first."""
    found: dict[str, Hit] = {}
    wordings = {(entry.code, entry.name): entry for entry in entries}
    # Names of more than four characters that share no pair are neither equal, nor part of each other, nor misspelt.
    heads = tuple(dict.fromkeys((plain(wording.head), wording.flat)))
    pairs = frozenset().union(*map(pairs_of, heads)) if len(key(wording.head)) > 4 else None
    for entry in wordings.values():
        for name in names_of(entry):
            if pairs is not None and pairs.isdisjoint(name.pairs):
                continue
            hit = _compare(wording, heads, name, entry, explained)
            if hit:
                known = found.get(entry.code, hit)
                best = min(hit, known, key=_order)
                found[entry.code] = replace(best, ending=hit.ending or known.ending)
    return sorted(found.values(), key=_order)


def _order(hit: Hit) -> tuple[int, float, str]:
    return hit.tier, -hit.score, hit.code


def _compare(
    wording: Wording, heads: Sequence[str], name: Name, entry: Entry, explained: Callable[[str, Entry], bool]
) -> Hit | None:
    """How the wording, whose `heads` are it without and with its notes, fits one name."""
    for text in heads:
        if text == name.text or (key(text) == name.key and len(name.key) > 1):
            if name.rank is Rank.MISNOMER:
                return Hit(entry.code, Tier.DOUBTFUL, 0.9, name.shown)
            return Hit(entry.code, _exact_tier(name.rank), _exactness(text, name), name.shown)
    head = heads[0]
    if name.rank >= Rank.DESCRIPTIVE:
        return None
    return (
        _extended(head, name, entry, explained)
        or _typo(head, name, entry)
        or _shortened(head, name, entry)
        or _alike(wording, name, entry)
    )


def _exactness(text: str, name: Name) -> float:
    """To the letter before but for its ending, names on the lists before those of the editors."""
    listed = {Rank.OFFICIAL: 0.3, Rank.BARE: 0.2, Rank.LISTED: 0.2}.get(name.rank, 0.0)
    return (1.0 if text == name.text else 0.5) + listed


def _exact_tier(rank: Rank) -> Tier:
    if rank <= Rank.BARE:
        return Tier.NAME
    return Tier.ALIAS if rank <= Rank.ALIAS else Tier.EVERYDAY


def _extended(head: str, name: Name, entry: Entry, explained: Callable[[str, Entry], bool]) -> Hit | None:
    """The receipt says the name and more: 首次申领居民身份证工本费."""
    core = name.key if len(name.key) > 2 else name.text
    at = head.rfind(core)
    if at < 0 or len(core) < 3:
        return None
    before, after = head[:at], key("费" + head[at + len(core) :])[1:]
    if before.endswith(("非", "免", "不")):
        return None
    share = len(core) / len(key(head))
    after_fine, before_fine = explained(after, entry), explained(before, entry)
    if after_fine and before_fine:
        return Hit(entry.code, Tier.EXTENDED, float(len(core)), name.shown)
    ends = not after and name.rank <= Rank.LISTED
    if after_fine and (share >= 0.5 or ends):
        return Hit(entry.code, Tier.DOUBTFUL, share, name.shown)
    return None


def _typo(head: str, name: Name, entry: Entry) -> Hit | None:
    short = key(head)
    for written, listed in ((short, name.key), (head, name.text)):
        errors = misspelt(written, listed, heard=name.rank > Rank.LISTED)
        if errors and _same_head(head, name.text):
            return Hit(entry.code, Tier.TYPO, 1 - errors / len(listed), name.shown)
    return None


def _same_head(one: str, other: str) -> bool:
    """A tax or a deposit is no misspelling of a fee."""
    return not {one[-1], other[-1]} & {"税", "押"} or one[-1] == other[-1]


def _shortened(head: str, name: Name, entry: Entry) -> Hit | None:
    """The receipt says only a part of the name: 植被恢复费."""
    short = key(head)
    if name.rank > Rank.ALIAS:
        return None
    inside = (len(short) > 1 and short in name.key) or head in name.text
    if not inside or ("非" + short) in name.text:
        return None
    ending = name.rank <= Rank.BARE and (name.key.endswith(short) or name.text.endswith(head))
    return Hit(entry.code, Tier.SHORTENED, len(short) / len(name.key), name.shown, ending)


def _alike(wording: Wording, name: Name, entry: Entry) -> Hit | None:
    if name.rank > Rank.LISTED or not _same_head(plain(wording.head), name.text):
        return None
    short = key(wording.head)
    if opposed(short, name.key):
        return None
    share = covered(short, name.key)
    back = covered(name.key, short)
    if share < _PERHAPS or len(short) < 4 or not telling(short, name.key) or share + back < 1.1:
        return None
    return Hit(entry.code, Tier.ALIKE, (share + back) / 2, name.shown, share=share)


def _without_covering(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out a fee where a sub-item of it fits as well: the sub-item says more."""
    return [hit for hit in hits if not any(other.code.startswith(hit.code + ".") for other in hits)]


def _as_match(hits: Sequence[Hit], tier: Tier, best: float) -> Match:
    codes = tuple(hit.code for hit in hits)
    names = "、".join(dict.fromkeys(hit.name for hit in hits[:4]))
    if tier is Tier.SHORTENED and len(codes) == 1 and best < _SHORTENED:
        return NOTHING
    sure = {Tier.NAME: Sureness.SURE, Tier.ALIAS: Sureness.SURE, Tier.EVERYDAY: Sureness.LIKELY}
    sureness = sure.get(tier, Sureness.LIKELY if tier < Tier.ALIKE else Sureness.UNCERTAIN)
    return Match(codes, sureness, _HOW[tier](names), tier is Tier.DOUBTFUL, tier)


_HOW: dict[Tier, Callable[[str], Message]] = {
    Tier.NAME: lambda name: say("票据名称与清单项目“%(name)s”一致。", name=name),
    Tier.ALIAS: lambda name: say("“%(name)s”是该项目的简称、别名或旧名。", name=name),
    Tier.EVERYDAY: lambda name: say("“%(name)s”是该项目的日常叫法。", name=name),
    Tier.EXTENDED: lambda name: say("票据名称在“%(name)s”之外只多了说明情形的文字。", name=name),
    Tier.TYPO: lambda name: say("票据名称与“%(name)s”只差个别字，按笔误理解。", name=name),
    Tier.SHORTENED: lambda name: say("票据名称是“%(name)s”的一部分。", name=name),
    Tier.ALIKE: lambda name: say("票据名称与“%(name)s”大体相同，请核对是否为同一项。", name=name),
    Tier.DOUBTFUL: lambda name: say("票据名称与“%(name)s”相近，但多出的文字可能指别的费用。", name=name),
}


def by_notes(found: Match, wording: Wording, entries: Sequence[Entry]) -> Match:
    """Among fees that fit alike, the one whose name the brackets of the receipt speak of: 生活垃圾处理费（居民）."""
    details = "、".join(wording.notes)
    fits: dict[str, float] = {}
    for entry in entries:
        if entry.code in found.codes:
            fits[entry.code] = max(fits.get(entry.code, 0.0), note_fit(details, plain(entry.name)))
    ranked = sorted(fits.items(), key=lambda pair: -pair[1])
    if len(ranked) < 2 or ranked[0][1] < 1 or ranked[0][1] - ranked[1][1] < _MARGIN:
        return found
    return replace(found, codes=(ranked[0][0],), sureness=Sureness.LIKELY, doubtful=False)


def note_fit(remainder: str, distinct: str) -> float:
    """How well the extra words of a receipt (0 to 1) point to one case, such as a sub-item or a rate's label."""
    best = 0.0
    for case in dict.fromkeys((distinct, *distinct.split("、"), distinct.rpartition("-")[2])):
        short = plain(case)
        for piece in _pieces(remainder):
            best = max(best, _fit(piece, short))
    return best


def _fit(piece: str, case: str) -> float:
    if not piece or not case:
        return 0.0
    if ("非" + piece) in case or ("非" + case) in piece or ("不" + piece) in case:
        return 0.0
    if piece == case:
        return 1.2
    if piece in case or case in piece:
        return 1.0 if min(len(piece), len(case)) > 1 else 0.0
    return (covered(piece, case) + covered(case, piece)) / 2


def _pieces(text: str) -> list[str]:
    parts = [plain(part) for part in text.replace("-", "、").replace(",", "、").split("、")]
    return [part for part in dict.fromkeys((*parts, *map(harmless, parts), plain(text))) if part]
