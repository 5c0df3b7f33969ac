"""The one function that answers "may they charge me this?"; it refuses to go beyond what the lists bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from catalogue.checks import unlisted
from catalogue.checks.charges import Charge
from catalogue.checks.collectors import Body, Sort, plainly_wrong
from catalogue.checks.combining import combine
from catalogue.checks.judging import Case, judge
from catalogue.checks.lists import Lists
from catalogue.checks.matching import Match, Tier, by_notes, match
from catalogue.checks.names import names_of
from catalogue.checks.outside import governed_elsewhere, sounds_like_tax
from catalogue.checks.standing import standing, sub_item
from catalogue.checks.verdict import Sureness, Verdict
from catalogue.checks.wording import Wording, harmless, plain, read_wording, split_line
from catalogue.fees.entries import Entry
from catalogue.fees.kinds import FeeKind
from catalogue.messages import Problem, say
from catalogue.search.text import fold

# What names mean, by the name and the place where it was asked.
Meanings = dict[tuple[str, str], Match]


def check_charge(charge: Charge, lists: Lists, today: date, meanings: Meanings | None = None) -> Verdict:
    """Judge one charge by the lists.

    A name without a word in it is a Problem. A day after `today` is judged by what is known today, and
    the verdict says so. `meanings` is a memory that a caller with many charges hands from one to the next,
    for the same lists, so that a name is looked up once.
    """
    if not plain(fold(charge.name)):
        raise Problem(say("请填写票据上的收费项目名称。"), "name")
    desk = _Desk(charge, lists, {} if meanings is None else meanings)
    whole = desk.identify(charge.name)
    pieces = split_line(charge.name)
    parts = desk.several(pieces) if len(pieces) > 1 and (whole.tier is None or whole.tier > Tier.EVERYDAY) else []
    verdict = combine(charge, parts) if parts else desk.judge(charge.name, whole)
    if charge.on > today:
        later = say("收费日期在今天（%(today)s）以后，结论按现在已经公布的清单作出。", today=today)
        verdict = replace(verdict, caveats=(*verdict.caveats, later))
    return verdict


class _Desk:
    """One charge on the desk: what is looked up once and used for the whole line and for its parts."""

    def __init__(self, charge: Charge, lists: Lists, meanings: Meanings) -> None:
        self.charge = charge
        self.lists = lists
        self.meanings = meanings
        self._spoken: dict[str, str] = {}

    @cached_property
    def lineage(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.lists.lineage(self.charge.region))

    @cached_property
    def body(self) -> Body:
        return self.lists.words.bodies.read(self.charge.collecting_body)

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        places = self.lists.lineage(self.charge.region)
        return tuple(name for place in places for name in (place.name, place.short_name) if len(name) > 1)

    def entries(self, text: str) -> list[Entry]:
        """The wordings that the text might mean and that the place sees."""
        lineage = self.lineage
        found = self.lists.candidates(text, self.charge.region, self.charge.on)
        return [entry for entry in found if entry.region_code in lineage and not self.kept_out(entry.code)]

    def kept_out(self, code: str) -> str | None:
        """Why a fee of a wider region is not taken in this place, or None."""
        for limit in self.lists.words.limits:
            covered = code == limit.code or code.startswith(limit.code + ".")
            if covered and (limit.region in self.lineage) is not limit.applies:
                return limit.note
        return None

    def identify(self, name: str) -> Match:
        """Which fee the name means in this place, looked up once."""
        asked = (name, self.charge.region)
        if asked not in self.meanings:
            self.meanings[asked] = self._identify(name)
        return self.meanings[asked]

    def _identify(self, name: str) -> Match:
        """The fee by its name; a bracket that spells out a fee's name settles it."""
        wording = read_wording(name)
        entries = self.entries(name)
        found = match(wording, entries, self.explained)
        if found.tier is not None and found.tier <= Tier.EVERYDAY and found.single:
            return found
        for note in wording.notes:
            inner = match(read_wording(note), entries, self.explained)
            if inner.tier is not None and inner.tier <= Tier.EVERYDAY and inner.single:
                return inner
        found = self._most_local(found, entries)
        if len(found.codes) < 2 or not wording.notes:
            return found
        for note in wording.notes:
            joined = match(read_wording(note + wording.head), entries, self.explained)
            if joined.tier is not None and joined.tier <= Tier.ALIAS and joined.single:
                return replace(joined, sureness=Sureness.LIKELY)
        return by_notes(found, wording, entries)

    def _most_local(self, found: Match, entries: list[Entry]) -> Match:
        """Of fees that share one official name, the one of the lowest level that the place sees."""
        if found.tier is not Tier.NAME or len(found.codes) < 2:
            return found
        depth = {entry.code: self.lineage.index(entry.region_code) for entry in entries if entry.code in found.codes}
        lowest = max(depth.values())
        local = tuple(code for code in found.codes if depth[code] == lowest)
        return replace(found, codes=local) if len(local) == 1 else found

    def explained(self, words: str, entry: Entry) -> bool:
        """Whether extra words leave it the same fee: places, payers, or a case that the entry itself speaks of."""
        rest = harmless(plain(words))
        for name in sorted(self.place_names, key=len, reverse=True):
            rest = rest.replace(name, "")
        return not rest or rest in self._speech(entry)

    def _speech(self, entry: Entry) -> str:
        """Everything the lists say of a fee and its next relatives, as plain text."""
        if entry.code not in self._spoken:
            above = self.lists.versions(entry.parent_code) if entry.parent_code else ()
            near = [other.name + other.standard_text for other in (*above, *self.lists.children(entry.code))]
            own = [
                text
                for each in self.lists.versions(entry.code)
                for text in (each.name, each.standard_text, each.payer, each.department, each.remarks)
            ]
            rules = self.lists.reliefs(entry.code)
            conditions = [word for rule in rules for group in rule.keywords for word in group]
            self._spoken[entry.code] = plain(fold("|".join((*own, *near, *conditions))))
        return self._spoken[entry.code]

    def several(self, pieces: list[str]) -> list[Verdict]:
        """A verdict for each piece of a line where the pieces name different fees; else nothing."""
        found = [self.identify(piece) for piece in pieces]
        named = [each.single for each in found if each.single and each.tier is not None and each.tier <= Tier.TYPO]
        if not named or len(set(named)) < len(named):
            return []
        if len(named) < len(pieces) and not all(unlisted.looks_like_fee(piece) for piece in pieces):
            return []
        alone = replace(self.charge, amount=None)
        return [
            _Desk(replace(alone, name=piece), self.lists, self.meanings).judge(piece, each)
            for piece, each in zip(pieces, found, strict=True)
        ]

    def judge(self, name: str, found: Match) -> Verdict:
        """The verdict on a name once it is known what it means."""
        wording, body = read_wording(name), self.body
        firm = found.single is not None and found.tier is not None and found.tier <= Tier.EVERYDAY
        if not firm:
            word = self.lists.words.outside.find(wording)
            if word and governed_elsewhere(word, body):
                return unlisted.outside(self.charge, word)
            if sounds_like_tax(wording):
                return unlisted.tax(self.charge)
            exact = self.lists.words.outside.find_exact(wording) is not None
            if word and (exact or found.tier is None or found.tier >= Tier.SHORTENED):
                return self.unlisted(wording)
        if found.single:
            return self.known(wording, found, self._of_this_body(found, found.single))
        likely = [entry for entry in self._present(found) if not self._wrong_body(entry)] if found.doubtful else None
        if not found.codes or likely == [] or (found.doubtful and body.market):
            return self.unlisted(wording)
        present = self._present(found)
        common = _common(found.codes, self.lists)
        if common and present and not found.doubtful and all(self._wrong_body(entry) for entry in present):
            return self.known(wording, found, common)
        if found.tier is Tier.SHORTENED and self._foreign(present):
            return self.unlisted(wording)
        return unlisted.ambiguous(self.charge, found, present)

    def unlisted(self, wording: Wording) -> Verdict:
        """The verdict where no fee of the place is meant; a fee that is only taken elsewhere is told by its name."""
        head = plain(wording.head)
        for entry in self.lists.candidates(self.charge.name, self.charge.region, self.charge.on):
            note = self.kept_out(entry.code)
            if note and any(name.text == head for name in names_of(entry)):
                return unlisted.barred(self.charge, entry, note)
        return unlisted.not_found(self.charge, self.body, self.lists, self.lineage)

    def known(self, wording: Wording, found: Match, code: str) -> Verdict:
        details = _details(wording, self.lists.versions(code))
        chosen = sub_item(code, details, self.lists, self.lineage) if details else code
        answer = standing(chosen, self.lists, self.lineage, self.charge.on)
        if answer is None:
            return self.unlisted(wording)
        case = Case(
            charge=self.charge,
            standing=answer,
            body=self.body,
            lists=self.lists,
            lineage=self.lineage,
            place_names=self.place_names,
            wording=wording,
            sureness=found.sureness,
            matched=(found.how,),
        )
        return judge(case)

    def _present(self, found: Match) -> list[Entry]:
        answers = (standing(code, self.lists, self.lineage, self.charge.on) for code in found.codes)
        return [answer.entry for answer in answers if answer]

    def _of_this_body(self, found: Match, code: str) -> str:
        """Where the body is plainly not in charge of the fee named, another fee of the same word that it does take."""
        first = standing(code, self.lists, self.lineage, self.charge.on)
        if not found.also or first is None or not self._wrong_body(first.entry):
            return code
        others = [standing(other, self.lists, self.lineage, self.charge.on) for other in found.also]
        fitting = [each.entry.code for each in others if each and not self._wrong_body(each.entry)]
        return fitting[0] if len(fitting) == 1 and self.body.families else code

    def _foreign(self, entries: Sequence[Entry]) -> bool:
        """Whether an office asks under a word as bare as 管理费, and none of the fees it may mean is that office's."""
        office = self.body.public and self.body.sort is not Sort.INSTITUTION and bool(self.body.families)
        own = (each for each in entries if each.kind is not FeeKind.REGULATED_SERVICE and not self._wrong_body(each))
        return office and bool(entries) and not any(own)

    def _wrong_body(self, entry: Entry) -> bool:
        words = self.lists.words
        return plainly_wrong(entry, [entry.department], self.body, words.bodies, words.mandates)


def _common(codes: tuple[str, ...], lists: Lists) -> str | None:
    """The nearest fee that covers all of the codes, if one does."""
    parts = [code.split(".") for code in codes]
    shared: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    top = ".".join(shared)
    return top if top and lists.versions(top) else None


def _details(wording: Wording, versions: Sequence[Entry]) -> str:
    """What the receipt says beyond the fee's name."""
    head = plain(wording.head)
    names = {name.text for entry in versions for name in names_of(entry)}
    for text in sorted(names, key=len, reverse=True):
        if text in head:
            head = head.replace(text, "、")
            break
    return "、".join(part for part in (head.strip("、"), *wording.notes) if part)
