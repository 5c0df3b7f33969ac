"""The one function that answers "may they charge me this?"; it refuses to answer where the lists cannot bear the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from catalogue.checks import unlisted
from catalogue.checks.charges import Charge
from catalogue.checks.collectors import Body, plainly_wrong
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
from catalogue.messages import Problem, say
from catalogue.search.text import fold


def check_charge(charge: Charge, lists: Lists, today: date) -> Verdict:
    """Judge one charge by the lists.

    A name without a word in it or a day after `today` by more than a year is a Problem.
    """
    if not plain(fold(charge.name)):
        raise Problem(say("请填写票据上的收费项目名称。"), "name")
    desk = _Desk(charge, lists)
    whole = desk.identify(charge.name)
    pieces = split_line(charge.name)
    if len(pieces) > 1 and (whole.tier is None or whole.tier > Tier.EVERYDAY):
        parts = desk.several(pieces)
        if parts:
            return combine(charge, parts)
    return desk.judge(charge.name, whole)


@dataclass(frozen=True)
class _Desk:
    """One charge on the desk: what is looked up once and used for the whole line and for its parts."""

    charge: Charge
    lists: Lists

    @property
    def lineage(self) -> tuple[str, ...]:
        return tuple(place.code for place in self.lists.lineage(self.charge.region))

    @property
    def body(self) -> Body:
        return self.lists.words.bodies.read(self.charge.collecting_body)

    @property
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
        lineage = self.lineage
        for limit in self.lists.words.limits:
            if code == limit.code or code.startswith(limit.code + "."):
                if (limit.region in lineage) is not limit.applies:
                    return limit.note
        return None

    def identify(self, name: str) -> Match:
        """Which fee the name means; a bracket that spells out a fee's name settles it."""
        wording = read_wording(name)
        entries = self.entries(name)
        found = match(wording, entries, self.explained)
        if found.tier is not None and found.tier <= Tier.EVERYDAY and found.single:
            return found
        for note in wording.notes:
            inner = match(read_wording(note), entries, self.explained)
            if inner.tier is not None and inner.tier <= Tier.EVERYDAY and inner.single:
                return inner
        if len(found.codes) < 2 or not wording.notes:
            return found
        for note in wording.notes:
            joined = match(read_wording(note + wording.head), entries, self.explained)
            if joined.tier is not None and joined.tier <= Tier.ALIAS and joined.single:
                return replace(joined, sureness=Sureness.LIKELY)
        return by_notes(found, wording, entries)

    def explained(self, words: str, entry: Entry) -> bool:
        """Whether extra words leave it the same fee: places, payers, or a case that the entry itself speaks of."""
        rest = harmless(plain(words))
        for name in sorted(self.place_names, key=len, reverse=True):
            rest = rest.replace(name, "")
        return not rest or rest in self._speech(entry)

    def _speech(self, entry: Entry) -> str:
        """Everything the lists say of a fee and its next relatives, as plain text."""
        around = [*(self.lists.versions(entry.parent_code) if entry.parent_code else ()), *self.lists.children(entry.code)]
        texts = [entry.name, entry.standard_text, entry.payer, entry.department, entry.remarks]
        texts += [near.name + near.standard_text for near in around]
        texts += ["".join(word for group in rule.keywords for word in group) for rule in self.lists.reliefs(entry.code)]
        return plain(fold("|".join(texts)))

    def several(self, pieces: list[str]) -> list[Verdict]:
        """A verdict for each piece of a line where the pieces name different fees; else nothing."""
        found = [self.identify(piece) for piece in pieces]
        named = [each.single for each in found if each.single and each.tier is not None and each.tier <= Tier.TYPO]
        if not named or len(set(named)) < len(named):
            return []
        if len(named) < len(pieces) and not all(unlisted.looks_like_fee(piece) for piece in pieces):
            return []
        alone = replace(self.charge, amount=None)
        return [_Desk(replace(alone, name=piece), self.lists).judge(piece, each) for piece, each in zip(pieces, found, strict=True)]

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
            if word and (found.tier is None or found.tier >= Tier.SHORTENED):
                return self.unlisted(wording)
        if found.single:
            return self.known(wording, found, found.single)
        likely = [entry for entry in self._present(found) if not self._wrong_body(entry)] if found.doubtful else None
        if not found.codes or likely == [] or (found.doubtful and body.market):
            return self.unlisted(wording)
        present = self._present(found)
        common = _common(found.codes, self.lists)
        if common and present and not found.doubtful and all(self._wrong_body(entry) for entry in present):
            return self.known(wording, found, common)
        return unlisted.ambiguous(self.charge, found, present)

    def unlisted(self, wording: Wording) -> Verdict:
        elsewhere = self.lists.candidates(self.charge.name, self.charge.region, self.charge.on)
        barred = next(
            (
                (entry, note)
                for entry in elsewhere
                if (note := self.kept_out(entry.code)) and any(each.text == plain(wording.head) for each in names_of(entry))
            ),
            None,
        )
        if barred:
            return unlisted.barred(self.charge, *barred)
        return unlisted.not_found(self.charge, self.body, self.lists, self.lineage)

    def known(self, wording: Wording, found: Match, code: str) -> Verdict:
        details = _details(wording, self.lists.versions(code))
        chosen = sub_item(code, details, self.lists, self.lineage) if details else code
        answer = standing(chosen, self.lists, self.lineage, self.charge.on)
        if answer is None:
            return self.unlisted(wording)
        sureness = found.sureness if not wording.notes or found.sureness is not Sureness.SURE else Sureness.SURE
        case = Case(
            charge=self.charge,
            standing=answer,
            body=self.body,
            lists=self.lists,
            lineage=self.lineage,
            place_names=self.place_names,
            details="、".join((wording.head, *wording.notes)),
            stretch=wording.stretch,
            sureness=sureness,
            matched=(found.how,),
        )
        return judge(case)

    def _present(self, found: Match) -> list[Entry]:
        answers = (standing(code, self.lists, self.lineage, self.charge.on) for code in found.codes)
        return [answer.entry for answer in answers if answer]

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


def _details(wording: Wording, versions: object) -> str:
    """What the receipt says beyond the fee's name."""
    head = plain(wording.head)
    names = [name.text for entry in versions for name in names_of(entry)] if isinstance(versions, (list, tuple)) else []
    for text in sorted(names, key=len, reverse=True):
        if text in head:
            head = head.replace(text, "、")
            break
    return "、".join(part for part in (head.strip("、"), *wording.notes) if part)
