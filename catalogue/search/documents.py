"""What the index holds of each wording, ended record and outside word; it refuses to know how it is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalogue.fees.basis import find_document_numbers, split_basis
from catalogue.fees.entries import Entry
from catalogue.search.amounts import sum_terms
from catalogue.search.port import Found, Outside
from catalogue.search.sounds import initials, sound_pairs, syllables
from catalogue.search.text import fold, grams, key, name_keys, words_in
from catalogue.search.words import Words

NAME_SORT = "name"


class Shelf(StrEnum):
    """Where a document stands: on a list, only in the record of endings, or outside the lists."""

    LISTED = "listed"
    RECORD = "record"
    OUTSIDE = "outside"


class Field(StrEnum):
    """The fields of the index; each holds terms without order or weight."""

    NAMES = "names"  # grams of the name and its aliases
    CONTEXT = "context"  # grams of the names of the entries above
    TEXTS = "texts"  # grams of everything else that is written about the entry
    FAMILY = "family"  # grams of proper names, told once for each top entry: their spread tells how much a gram says
    SOUNDS = "sounds"  # pairs of syllables
    EXACT = "exact"  # whole names
    PINYIN = "pinyin"  # whole names as letters
    INITIALS = "initials"  # first letters of whole names
    SUMS = "sums"
    DOCUMENTS = "documents"
    CODE = "code"
    PARENT = "parent"
    BODIES = "bodies"  # families of the bodies that collect or set the price


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a document: as written, of which sort (`name`, an alias sort), its key and its syllables."""

    text: str
    sort: str
    key: str
    sounds: tuple[str, ...]

    @property
    def found(self) -> Found:
        return Found.NAME if self.sort == NAME_SORT else Found.ALIAS

    @property
    def descriptive(self) -> bool:
        """Whether it describes the fee rather than names it."""
        return self.sort == "descriptive"


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters, facets and the choice of a version read; periods as in Entry."""

    shelf: Shelf
    version_id: int = 0
    code: str = ""
    parent: str = ""
    kind: str = ""
    level: str = ""
    region: str = ""
    department: str = ""
    business_related: str = ""
    payer: str = ""
    status: str = ""
    start: date | None = None
    end: date | None = None
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()

    def applies_in(self, line: Collection[str]) -> bool:
        """As `Entry.applies_in`, for a line of regions that is not empty."""
        if self.region not in line or any(code in line for code in self.not_in):
            return False
        return not self.only_in or any(code in line for code in self.only_in)


@dataclass(frozen=True, slots=True)
class Document:
    facts: Facts
    names: tuple[Name, ...]
    terms: Mapping[Field, list[str]]


def documents(entries: Iterable[Entry], words: Words) -> Iterator[Document]:
    """All documents of an index: the wordings in the order given, then the outside words."""
    entries = list(entries)
    above = {entry.code: entry for entry in entries}
    told: dict[str, set[str]] = {}
    for entry in entries:
        line = _line(entry, above)
        family = told.setdefault(line[-1].code if line else entry.code, set())
        yield _entry_document(entry, line, family, words)
    for word in words.outside:
        yield _outside_document(word)


def _line(entry: Entry, above: Mapping[str, Entry]) -> list[Entry]:
    """The entries above, nearest first; a broken or circular line ends where it breaks."""
    line: list[Entry] = []
    while entry.parent_code and entry.parent_code in above and len(line) < 8:
        entry = above[entry.parent_code]
        line.append(entry)
    return line


def _entry_document(entry: Entry, line: list[Entry], told: set[str], words: Words) -> Document:
    names = _names(entry)
    terms = _name_terms(names, told)
    collector = f"{entry.department} {entry.collecting_body}"
    basis = " ".join(entry.basis)
    # Names of places and of the laws a fee rests on are asked for too; numbers have their own field.
    texts = (collector, entry.standard_text, entry.payer, entry.remarks, basis, entry.region_name)
    terms |= {
        Field.CONTEXT: _grams(name for each in line for name in (each.name, *(a.text for a in each.aliases))),
        Field.TEXTS: _grams(texts),
        Field.SUMS: sum_terms(fold(f"{entry.standard_text} {entry.rate_value or ''}{entry.rate_unit}")),
        Field.DOCUMENTS: _document_terms(entry.basis),
        Field.CODE: [entry.code.lower()],
        Field.PARENT: [entry.parent_code.lower()] if entry.parent_code else [],
        Field.BODIES: _families(collector, words),
    }
    return Document(_facts(entry), names, terms)


def _outside_document(word: Outside) -> Document:
    folded = fold(word.word)
    names = (Name(word.word, NAME_SORT, key(folded), syllables(key(folded))),)
    return Document(Facts(Shelf.OUTSIDE), names, _name_terms(names, set()))


def _facts(entry: Entry) -> Facts:
    return Facts(
        shelf=Shelf.RECORD if entry.record_only else Shelf.LISTED,
        version_id=entry.version_id,
        code=entry.code,
        parent=entry.parent_code or "",
        kind=entry.kind,
        level=entry.level,
        region=entry.region_code,
        department=entry.department,
        business_related=entry.business_related,
        payer=entry.payer,
        status=entry.status,
        start=entry.period.start,
        end=entry.period.end,
        only_in=entry.only_in,
        not_in=entry.not_in,
    )


def _names(entry: Entry) -> tuple[Name, ...]:
    """The name, its form without brackets and every alias, each spelling once."""
    found: dict[str, Name] = {}
    texts = [(entry.name, NAME_SORT)] + [(alias.text, alias.sort) for alias in entry.aliases]
    for text, sort in texts:
        for spelling in name_keys(text):
            found.setdefault(spelling, Name(text, sort, spelling, syllables(spelling)))
    return tuple(found.values())


def _name_terms(names: Iterable[Name], told: set[str]) -> dict[Field, list[str]]:
    names = list(names)
    proper = _grams(name.key for name in names if not name.descriptive)
    fresh = [gram for gram in proper if gram not in told]
    told.update(fresh)
    return {
        Field.NAMES: _grams(name.key for name in names),
        Field.FAMILY: fresh,
        Field.SOUNDS: list(dict.fromkeys(pair for name in names for pair in sound_pairs(name.sounds))),
        Field.EXACT: [name.key for name in names],
        Field.PINYIN: ["".join(name.sounds) for name in names],
        Field.INITIALS: [initials(name.sounds) for name in names],
    }


def _families(collector: str, words: Words) -> list[str]:
    """The families of the bodies named; 市、县人民政府 names a government, not 民政."""
    bodies = words_in(key(fold(collector)), words.bodies)
    return list(dict.fromkeys(family for body in bodies for family in words.bodies[body]))


def _grams(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(gram for text in texts for gram in grams(fold(text))))


def document_term(number: str) -> str:
    """A document number as one index term."""
    return "".join(number.split()).lower()


def _document_terms(basis: tuple[str, ...]) -> list[str]:
    numbers = (number for cell in basis for text in split_basis(cell) for number in find_document_numbers(text))
    return list(dict.fromkeys(document_term(number) for number in numbers))
