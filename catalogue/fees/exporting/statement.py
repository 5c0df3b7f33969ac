"""动态调整情况说明 as a Word file: which fees changed, how, since when and by which document; it judges nothing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from catalogue import shown
from catalogue.fees.differences import FeeChange, Sort
from catalogue.fees.entries import Edition
from catalogue.fees.exporting.comparison import lines
from catalogue.fees.exporting.comparison import shown as value_text
from catalogue.fees.revision_words import DIFFERENCES, FIELDS

_ORDER = (Sort.ADDED, Sort.ENDED, Sort.CHANGED, Sort.REMOVED, Sort.WORDING)
_COLUMNS = ("编码", "项目名称", "原为", "改为", "说明", "文件")
# What a reader of the paper does not ask for: how the row is documented.
_LEFT_OUT = frozenset({"source", "confidence", "name_en"})


@dataclass(frozen=True, slots=True)
class Note:
    """Why fees were changed in a release: since when, the words, the document, and the codes joined by `;`."""

    release: int
    date: str
    text: str
    document: str
    codes: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def statement(changes: Sequence[FeeChange], before: Edition, after: Edition, notes: Sequence[Note]) -> bytes:
    """The paper, in Chinese: it is an official's, whatever language the page is read in."""
    document = Document()
    _use_song(document)
    document.core_properties.title = "收费目录清单动态调整情况说明"
    document.core_properties.author = after.author
    document.core_properties.created = after.published_at.replace(tzinfo=None)
    document.core_properties.modified = after.published_at.replace(tzinfo=None)
    document.add_heading("收费目录清单动态调整情况说明", 0)
    document.add_paragraph(_opening(changes, before, after))
    by_code = {code: note for note in notes for code in note.codes.split(";") if code}
    numbers = iter("一二三四五六")
    for sort in _ORDER:
        own = [change for change in changes if change.sort is sort]
        if own:
            document.add_heading(f"{next(numbers)}、{DIFFERENCES[sort]}（{len(own)}项）", 1)
            _table(document, own, by_code)
    if not changes:
        document.add_paragraph("两期清单内容相同。")
    closing = f"第{after.number}期清单校验值（SHA-256）：{after.sha256}"
    document.add_paragraph(closing)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _use_song(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10.5)
    for name in ("Normal", "Title", "Heading 1"):
        properties = document.styles[name].element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _opening(changes: Sequence[FeeChange], before: Edition, after: Edition) -> str:
    counted = {sort: sum(change.sort is sort for change in changes) for sort in _ORDER}
    told = "，".join(f"{DIFFERENCES[sort]}{count}项" for sort, count in counted.items() if count)
    return (
        f"第{after.number}期清单自{shown.day_text(after.effective_date)}起执行，由{after.author}起草、"
        f"{after.reviewer or '（首期，无）'}复核。与第{before.number}期相比：{told or '没有变化'}。"
    )


def _table(document: Any, changes: Sequence[FeeChange], notes: dict[str, Note]) -> None:
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = text
    for change in changes:
        note = notes.get(change.code)
        old, new = _sides(change)
        texts = (change.code, change.newest["name"], old, new, note.text if note else "", note.document if note else "")
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = _xml(text)


def _sides(change: FeeChange) -> tuple[str, str]:
    told = [(line[2], line[3], line[4]) for line in lines([change]) if line[2] not in _LEFT_OUT]
    return _side((field, before) for field, before, _ in told), _side((field, after) for field, _, after in told)


def _side(values: Iterable[tuple[str, Any]]) -> str:
    return "\n".join(f"{FIELDS[field]}：{value_text(value)}" for field, value in values if value not in (None, "", []))


def _xml(text: str) -> str:
    """The text without the characters that XML cannot carry."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")
