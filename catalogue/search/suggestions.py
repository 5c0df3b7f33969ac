"""Names to complete to while a person types; it refuses to correct what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.search.documents import Field, Name, Shelf
from catalogue.search.library import Library
from catalogue.search.port import Found, Suggestion
from catalogue.search.sounds import initials
from catalogue.search.text import key

_TERMS = 40


def suggest(library: Library, folded: str, line: Sequence[str] | None, limit: int) -> tuple[Suggestion, ...]:
    """Names that begin with the text, as characters, pinyin or initials in this order; short ones first."""
    prefix = key(folded)
    if not prefix:
        return ()
    found: dict[str, Suggestion] = {}
    for field, how in ((Field.EXACT, None), (Field.PINYIN, Found.PINYIN), (Field.INITIALS, Found.INITIALS)):
        for term in sorted(library.starting(field, prefix, _TERMS), key=len):
            for each in _of_term(library, field, term, how, line):
                found.setdefault(each.code, each)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def _of_term(
    library: Library, field: Field, term: str, how: Found | None, line: Sequence[str] | None
) -> Iterator[Suggestion]:
    for number in library.holding(field, term).tolist():
        facts = library.facts[number]
        if facts.shelf is Shelf.OUTSIDE or (line is not None and facts.region not in line):
            continue
        name = next(name for name in library.names(number) if _spelt(name, field, term))
        if not name.descriptive:
            yield Suggestion(name.text, facts.code, how or name.found)


def _spelt(name: Name, field: Field, term: str) -> bool:
    if field is Field.EXACT:
        return name.key == term
    if field is Field.PINYIN:
        return "".join(name.sounds) == term
    return initials(name.sounds) == term
