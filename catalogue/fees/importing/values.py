"""What the cells of one row say: ditto, dashes, units, days, documents; it refuses to fill a blank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from catalogue.fees.basis import find_document_numbers, split_basis
from catalogue.fees.importing.grids import Cell, GridRow
from catalogue.fees.importing.headers import NAMES, Header
from catalogue.fees.importing.numbers import looks_bare, serial_day
from catalogue.fees.importing.titles import fold
from catalogue.fees.importing.wordings import Column

_DITTO = re.compile(r"同上(?:栏|行|项|条|格|一行|一项|述|文)?[。.]?|[〃″\"”“]|''|,,|’’|＂|同前|〞|\u3003")
_LISTED = re.compile(r"^\s*(?:[①-⑳]|[0-9０-９]{1,2}[.．、](?![0-9０-９]))\s*")
_DASHES = re.compile(r"[-－—–―─‐‑‒﹣−]+|[/／\\]")


@lru_cache(maxsize=4096)
def is_ditto(text: str) -> bool:
    return _DITTO.fullmatch("".join(text.split()).strip("()（）")) is not None


@lru_cache(maxsize=4096)
def is_dash(text: str) -> bool:
    return _DASHES.fullmatch("".join(text.split())) is not None


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """A text of several lines: line breaks kept, spaces at the edges and blank lines dropped."""
    lines = (re.sub(r"[ \t\u00a0\u3000]+", " ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """A text of one line: line breaks inside it are dropped, between Latin words they leave a space."""
    return re.sub(r"(?<=[\w,.])\n(?=\w)", lambda found: _gap(found.string, found.start()), tidy(text)).replace("\n", "")


def _gap(text: str, at: int) -> str:
    return " " if text[at - 1].isascii() and text[at + 1 : at + 2].isascii() else ""


@dataclass(slots=True)
class Decisions:
    """What was decided for one row, to be told: ditto, units taken or missing, serials, what ran on."""

    dittos: list[str] = field(default_factory=list)
    unit: str = ""
    unit_assumed: bool = False
    unit_missing: bool = False
    days: list[str] = field(default_factory=list)
    department_carried: bool = False
    parent_carried: bool = False

    def any(self) -> bool:
        return bool(
            self.dittos or self.unit or self.unit_missing or self.days or self.department_carried or self.parent_carried
        )


class RowValues:
    """Reads one row under a header; `before` holds the resolved texts of the row before, by column."""

    def __init__(self, header: Header, row: GridRow, before: dict[int, str]) -> None:
        self.header = header
        self.decisions = Decisions()
        self.texts: dict[int, str] = {}
        names = [row.at(header.columns[column][0]) for column in NAMES if column in header.columns]
        for column, places in header.columns.items():
            for place in places:
                # A name joined over further columns says nothing in them.
                under_name = column not in NAMES and any(row.at(place) is cell for cell in names if cell.text)
                self.texts[place] = "" if under_name else self._resolved(place, row.at(place), before)
        self.row = row

    def _resolved(self, place: int, cell: Cell, before: dict[int, str]) -> str:
        text = cell.text
        if is_ditto(text):
            self.decisions.dittos.append(self.header.headings[place])
            return before.get(place, "")
        if is_dash(text):
            return ""
        if place in self.header.day_columns:
            found = _serial(cell)
            if found:
                self.decisions.days.append(found)
                return found
        return text

    def text(self, column: Column) -> str:
        """The text of a column; several columns of one meaning stand under each other, joined ones once."""
        return "\n".join(tidy(text) for _, text in self._each(column))

    def line(self, column: Column) -> str:
        return one_line(self.text(column))

    def _each(self, column: Column) -> list[tuple[int, str]]:
        seen: dict[int, tuple[int, str]] = {}
        for place in self.header.columns.get(column, ()):
            text = self.texts[place]
            if text.strip():
                seen.setdefault(id(self.row.at(place)), (place, text))
        return list(seen.values())

    def standard(self, table_unit: str) -> str:
        """The standard as published; a bare number gets the unit of its table."""
        found = self._each(Column.STANDARD)
        many = len(self.header.columns.get(Column.STANDARD, ())) > 1 and not self._one_joined(found)
        lines = []
        for place, text in found:
            value = self._with_unit(tidy(text), table_unit)
            label = self.header.labels.get(place) or self.header.headings[place]
            lines.append(f"{label}：{value}" if many else value)
        return "\n".join(lines)

    def _one_joined(self, found: list[tuple[int, str]]) -> bool:
        return len(found) == 1 and len({id(self.row.at(place)) for place in self.header.columns[Column.STANDARD]}) == 1

    def _with_unit(self, text: str, table_unit: str) -> str:
        if not looks_bare(fold(text)):
            return text
        money = self.header.unit or table_unit
        counted = re.sub(r"^每(?:一)?", "", one_line(self.text(Column.UNIT)))
        if counted and re.search("[元角分厘%‰]", counted):
            unit = counted
        elif counted:
            self.decisions.unit_assumed = not money
            unit = f"{(money or '元').split('/')[0]}/{counted}"
        else:
            unit = money
        self.decisions.unit, self.decisions.unit_missing = unit, not unit
        return text + unit

    def basis(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """The documents of all basis columns, left to right, repeats dropped."""
        number = self.text(Column.BASIS_NUMBER)
        texts = [*self._each(Column.BASIS), *self._each(Column.BASIS_NUMBER if number else Column.BASIS_TITLE)]
        documents: dict[str, None] = {}
        for _, text in sorted(texts):
            for document in split_basis(_unnumbered(text)):
                if is_ditto(document):
                    self.decisions.dittos.append("依据")
                    documents.update(dict.fromkeys(before))
                elif not is_dash(document):
                    documents[document] = None
        return tuple(documents)


def _unnumbered(text: str) -> str:
    """Documents without the numbers that list them (1. 2. or ① ②) and without brackets around a lone one."""
    bare = "\n".join(_LISTED.sub("", line) for line in text.split("\n"))
    alone = re.fullmatch(r"\s*[(（]([^()（）]*号)[)）]\s*", bare)
    return alone.group(1) if alone else bare


def _serial(cell: Cell) -> str | None:
    if cell.plain_number is not None:
        return serial_day(cell.plain_number)
    squeezed = unicodedata.normalize("NFKC", cell.text).strip()
    return serial_day(float(squeezed)) if re.fullmatch(r"\d{5}", squeezed) else None


def doubtful_documents(documents: Iterable[str]) -> list[str]:
    """Entries that look like a numbered document but do not parse as one."""
    return [
        document
        for document in documents
        if re.search(r"\d", document)
        and re.search(r"[号號]", document)
        and not document.startswith("《")
        and not find_document_numbers(document)
    ]
