"""Changes to the words: seen beforehand, kept with their reason, undone, applied anew; it shows no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.accounts.audit import record
from catalogue.accounts.permissions import Person
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Alias, Entry, Region
from catalogue.fees.models import AliasRow, FeeRow, RegionRow, WordRow
from catalogue.fees.stamps import WORDS, touch
from catalogue.messages import Problem, say
from catalogue.search.follow import words_of
from catalogue.search.models import WordEditRow
from catalogue.search.port import FeeSearch, Match, SearchRequest
from catalogue.search.query import LibrarySearch
from catalogue.search.twin import MemoryLibrary
from catalogue.search.word_lists import ALIASES, REGIONS
from catalogue.search.words import LISTS as SEARCH_LISTS
from catalogue.search.words import Words, read_words

Rows = list[dict[str, str]]
MOST_FEES = 5000
"""For larger lists a twin in memory takes too long to wait for."""
_TOP = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """What one word of a list is to say; no rows take it away. `code` is the fee of another name."""

    list_name: str
    word: str
    code: str
    after: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How one search is answered before and after: how sure, and the codes of its first fees."""

    query: str
    before: tuple[Match, tuple[str, ...]]
    after: tuple[Match, tuple[str, ...]]

    @property
    def differs(self) -> bool:
        return self.before != self.after


def rows_of(session: Session, list_name: str, word: str, code: str = "") -> Rows:
    """What the word says now."""
    if list_name == ALIASES:
        same = (AliasRow.fee_code == code) & (AliasRow.text == word)
        return [{"sort": row.sort} for row in session.scalars(select(AliasRow).where(same).order_by(AliasRow.id))]
    if list_name == REGIONS:
        region = session.get(RegionRow, word)
        return [{"short_name": region.short_name}] if region else []
    kept = select(WordRow).where(WordRow.list_name == list_name, WordRow.word == word).order_by(WordRow.id)
    return [dict(row.fields) for row in session.scalars(kept)]


def save(
    session: Session, edit: Edit, seen: Sequence[Mapping[str, str]], reason: str, by: Person, now: datetime
) -> int:
    """Make the change in the caller's transaction, with its reason; the number under which it can be undone.

    `seen` is what the word said when the editor looked: where it says something else by now, nothing is changed.
    """
    if not reason.strip():
        raise Problem(say("请写明为什么改。"), "reason")
    _refuse_unknown(session, edit)
    before = rows_of(session, edit.list_name, edit.word, edit.code)
    if before != [dict(row) for row in seen]:
        raise Problem(say("这个词刚刚被别人改过，请看看现在的内容再改。"), "word")
    if before == [dict(row) for row in edit.after]:
        raise Problem(say("没有改动。"), "word")
    return _write(session, edit, before, reason.strip()[:400], by, now, None)


def undo(session: Session, number: int, by: Person, now: datetime) -> int:
    """Take a change back in the caller's transaction; a Problem where it was already, or the word says more by now."""
    done = session.get(WordEditRow, number)
    if done is None:
        raise Problem(say("没有这次改动。"))
    if session.scalar(select(WordEditRow.id).where(WordEditRow.undoes == number)):
        raise Problem(say("这次改动已经撤销过了。"))
    if rows_of(session, done.list_name, done.word, done.code) != done.after:
        raise Problem(say("这个词后来又改过；请先撤销后来的改动。"))
    edit = Edit(done.list_name, done.word, done.code, tuple(done.before))
    return _write(session, edit, done.after, done.reason, by, now, number)


def _write(
    session: Session, edit: Edit, before: Rows, reason: str, by: Person, now: datetime, undoes: int | None
) -> int:
    after = [dict(row) for row in edit.after]
    row = WordEditRow(list_name=edit.list_name, word=edit.word, code=edit.code, before=before, after=after)
    row.reason, row.editor, row.edited_at, row.undoes = reason, str(by), now, undoes
    session.add(row)
    _apply(session, edit.list_name, edit.word, edit.code, after)
    touch(session, WORDS)
    session.flush()
    details = {"list": edit.list_name, "code": edit.code, "before": before, "after": after, "reason": reason}
    record(session, by, "words.undone" if undoes else "words.changed", ("word", edit.word), details, now)
    return row.id


def reapply(session: Session) -> None:
    """Make every change again, in order, after the lists of words were loaded anew; what fits nothing is left out."""
    changes = list(session.scalars(select(WordEditRow).order_by(WordEditRow.id)))
    for change in changes:
        if change.list_name != ALIASES or session.get(FeeRow, change.code) is not None:
            _apply(session, change.list_name, change.word, change.code, change.after)
    if changes:
        touch(session, WORDS)


def history(session: Session, limit: int = 50) -> list[tuple[WordEditRow, bool]]:
    """The latest changes, each with whether it can still be undone."""
    rows = list(session.scalars(select(WordEditRow).order_by(WordEditRow.id.desc()).limit(limit)))
    undone = set(session.scalars(select(WordEditRow.undoes).where(WordEditRow.undoes.is_not(None))))
    return [(row, row.id not in undone and row.undoes is None) for row in rows]


def _refuse_unknown(session: Session, edit: Edit) -> None:
    if edit.list_name == ALIASES and session.get(FeeRow, edit.code) is None:
        raise Problem(say("没有编码为 %(code)s 的收费项目。", code=edit.code[:24]), "code")
    if edit.list_name == REGIONS and session.get(RegionRow, edit.word) is None:
        raise Problem(say("没有代码为 %(code)s 的行政区划。", code=edit.word[:20]), "word")


def _apply(session: Session, list_name: str, word: str, code: str, after: Iterable[Mapping[str, str]]) -> None:
    said = {"confidence": "editorial", "source": "本站编辑"}
    if list_name == ALIASES:
        session.execute(delete(AliasRow).where(AliasRow.fee_code == code, AliasRow.text == word))
        session.add_all(AliasRow(fee_code=code, text=word, sort=row["sort"], **said) for row in after)
    elif list_name == REGIONS:
        region = session.get(RegionRow, word)
        for row in after if region else ():
            region.short_name = row["short_name"]  # type: ignore[union-attr]  # the loop is empty without one
    else:
        session.execute(delete(WordRow).where(WordRow.list_name == list_name, WordRow.word == word))
        session.add_all(WordRow(list_name=list_name, word=word, fields=dict(row), **said) for row in after)
    session.flush()


# Seen beforehand


def preview(
    lists: Catalogue, edit: Edit, queries: Iterable[str], now: FeeSearch, today: date, region: str
) -> list[Difference] | None:
    """How the queries are answered now and with the change; None where the lists are too large to try it."""
    entries = []
    for entry in lists.all_versions(now.release):
        entries.append(_with_alias(entry, edit))
        if len(entries) > MOST_FEES:
            return None
    then = LibrarySearch(MemoryLibrary(now.release, entries, _words(lists, edit), _regions(lists, edit)))
    asked = (SearchRequest(query, today, region) for query in dict.fromkeys(queries) if query.strip())
    return [Difference(request.query, _answer(now, request), _answer(then, request)) for request in asked]


def _answer(search: FeeSearch, request: SearchRequest) -> tuple[Match, tuple[str, ...]]:
    answer = search.search(request)
    return answer.match, tuple(hit.code for hit in answer.hits[:_TOP])


def _with_alias(entry: Entry, edit: Edit) -> Entry:
    if edit.list_name != ALIASES or entry.code != edit.code:
        return entry
    others = tuple(alias for alias in entry.aliases if alias.text != edit.word)
    return replace(entry, aliases=(*others, *(Alias(edit.word, row["sort"]) for row in edit.after)))


def _words(lists: Catalogue, edit: Edit) -> Words:
    if edit.list_name not in SEARCH_LISTS:
        return words_of(lists)
    rows = {name: [{"word": row.word, **row.fields} for row in lists.words(name)] for name in SEARCH_LISTS}
    others = [row for row in rows[edit.list_name] if row["word"] != edit.word]
    return read_words({**rows, edit.list_name: [*others, *({"word": edit.word, **row} for row in edit.after)]})


def _regions(lists: Catalogue, edit: Edit) -> list[Region]:
    if edit.list_name != REGIONS or not edit.after:
        return lists.regions()
    short_name = edit.after[0]["short_name"]
    return [replace(each, short_name=short_name) if each.code == edit.word else each for each in lists.regions()]
