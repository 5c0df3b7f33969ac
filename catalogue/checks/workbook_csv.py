"""Reads delimited text line by line and gives it back with columns added; it refuses to change a letter of a line."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.fees.exporting.csv_files import harmless
from catalogue.fees.importing.encodings import decoded
from catalogue.messages import Problem, say

_DELIMITERS = ",\t;|，；"
_SAMPLE = 60
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Record:
    """One row: as it stands in the file, with its line end, and its fields."""

    raw: str
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Delimited:
    """A whole file of delimited text and the encoding it is given back in."""

    records: list[Record]
    delimiter: str
    encoding: str
    mark: bytes = b""


def read_delimited(data: bytes, known_headings: Callable[[list[list[str]]], int], most: int) -> Delimited:
    """The file, cut at the delimiter that shows most headings (`known_headings` of some rows), else most fields.

    Reading stops after `most` records.
    """
    text, _ = decoded(data)
    text = text.removeprefix("\ufeff")
    encoding, mark = _encoding(data, text)

    def fit(delimiter: str) -> tuple[int, int]:
        rows = [record.fields for record in _records(text, delimiter, _SAMPLE)]
        return known_headings(rows), sum(len(row) for row in rows if len(row) > 1)

    delimiter = max(_DELIMITERS, key=fit)
    return Delimited(list(_records(text, delimiter, most)), delimiter, encoding, mark)


def with_columns(source: Delimited, rows: Mapping[int, Sequence[Cell]]) -> Iterator[bytes]:
    """The file with the cells added behind the rows of those numbers (from 0), all in the same columns.

    UTF-8 without a mark gets one, without which spreadsheets take it for another encoding.
    """
    yield source.mark
    width = max((len(record.fields) for record in source.records), default=0)
    for number, record in enumerate(source.records):
        cells = rows.get(number)
        if cells is None:
            yield _encoded(record.raw, source.encoding)
            continue
        body = record.raw.rstrip("\r\n")
        missing = source.delimiter * (width - max(1, len(record.fields)))
        line = io.StringIO()
        csv.writer(line, delimiter=source.delimiter, lineterminator="").writerow([_text(cell) for cell in cells])
        end = record.raw[len(body) :] or "\r\n"
        yield _encoded(body + missing + source.delimiter + line.getvalue() + end, source.encoding)


def _records(text: str, delimiter: str, most: int) -> Iterator[Record]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            # A NUL would end the reading of the whole file.
            yield line.replace("\0", "")

    csv.field_size_limit(1_000_000)
    reader = csv.reader(lines(), delimiter=delimiter)
    try:
        for count, fields in enumerate(reader):
            if count >= most:
                return
            yield Record("".join(taken), fields)
            taken.clear()
    except csv.Error as error:
        raise Problem(
            say("这个文本文件的分隔或引号乱了，读不下去；请用表格软件打开，另存为 .xlsx 再上传。"), "file"
        ) from error


def _encoding(data: bytes, text: str) -> tuple[str, bytes]:
    """The encoding of the bytes, proved by turning the text back into them; else UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name.removesuffix("-sig"), mark
    for name in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        try:
            if text.encode(name) == data:
                return name, codecs.BOM_UTF8 if name == "utf-8" else b""
        except UnicodeEncodeError:
            continue
    return "utf-8", codecs.BOM_UTF8


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return harmless(cell or "").replace("\n", " ")
