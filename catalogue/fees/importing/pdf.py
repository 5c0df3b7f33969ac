"""Reads the ruled tables of PDF files over their page breaks; it refuses pictures of text."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.grids import Document, Line
from catalogue.fees.importing.pdf_breaks import Chain
from catalogue.fees.importing.pdf_lines import Band, bands_of
from catalogue.fees.importing.pdf_words import Glyph, lines_of
from catalogue.fees.importing.titles import is_note, is_title
from catalogue.messages import say

_PAGE_NUMBER = re.compile(r"[-—–\s第共页/0-9,，of Page]*")


def read_pdf(data: bytes, progress: Callable[[int], None] | None = None) -> Document:
    """Every ruled table, joined over page breaks, with the lines of text between them."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            return _Reader(pdf, progress).document()
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Unreadable(say("这个 PDF 有打开密码，读不出来；请去掉密码后重新保存再上传。")) from error
        raise Unreadable(_damaged()) from error
    except PDFPasswordIncorrect as error:
        raise Unreadable(say("这个 PDF 有打开密码，读不出来；请去掉密码后重新保存再上传。")) from error
    except (PDFSyntaxError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise Unreadable(_damaged()) from error


def _damaged() -> Any:
    return say("这个 PDF 已损坏，打不开；请从原网站重新下载，或换成 Word、Excel 文件再上传。")


class _Reader:
    """Reads page after page; tables that go on over a page break form one chain."""

    def __init__(self, pdf: Any, progress: Callable[[int], None] | None) -> None:
        self.pdf, self.progress = pdf, progress
        self.parts: list[Line | Chain] = []
        self.without_text: list[int] = []

    def document(self) -> Document:
        letters = garbled = pages = 0
        for number, page in enumerate(self.pdf.pages, 1):
            pages = number
            glyphs = _glyphs(page)
            letters += len(glyphs)
            garbled += sum(
                1 for glyph in glyphs if glyph.text.startswith("(cid:") or "\ue000" <= glyph.text <= "\uf8ff"
            )
            if len(glyphs) < 5 and page.images:
                self.without_text.append(number)
            self._page(number, page, glyphs)
            page.close()
            if self.progress is not None:
                self.progress(number)
        self._check(letters, garbled, pages)
        document = Document([], title=str((self.pdf.metadata or {}).get("Title") or ""))
        for part in self.parts:
            if isinstance(part, Chain):
                grid, findings = part.grid()
                document.parts.append(grid)
                document.findings.extend(findings)
            else:
                document.parts.append(part)
        if self.without_text:
            told = "、".join(str(number) for number in self.without_text[:20])
            document.findings.append(
                Finding(Rule.PAGES_WITHOUT_TEXT, say("第%(pages)s页只有图片，没有文字，未读入", pages=told))
            )
        return document

    def _check(self, letters: int, garbled: int, pages: int) -> None:
        if not pages:
            raise Unreadable(_damaged())
        if letters < 5 * pages and letters < 40:
            raise Unreadable(
                say(
                    "这个 PDF 只有扫描图片，没有文字层；请先做文字识别（OCR），"
                    "或改用 Word、Excel 等带文字的文件再上传。"
                )
            )
        if garbled * 2 > letters:
            raise Unreadable(
                say("这个 PDF 的文字没有编码对照，读出来是乱码；请先做文字识别（OCR），或改用 Word、Excel 文件再上传。")
            )

    def _page(self, number: int, page: Any, glyphs: list[Glyph]) -> None:
        bands = bands_of(page)
        inside: list[list[Glyph]] = [[] for _ in bands]
        outside: list[Glyph] = []
        for glyph in glyphs:
            home = next((place for place, band in enumerate(bands) if band.holds(glyph)), None)
            (outside if home is None else inside[home]).append(glyph)
        pieces: list[tuple[float, str | int]] = [(line.top, line.text) for line in lines_of(outside)]
        pieces += [(band.top, place) for place, band in enumerate(bands)]
        first = True
        for _, piece in sorted(pieces, key=lambda piece: piece[0]):
            if isinstance(piece, str):
                self.parts.append(Line(piece))
                continue
            self._table(number, bands[piece], inside[piece], may_continue=first)
            first = False

    def _table(self, number: int, band: Band, glyphs: list[Glyph], may_continue: bool) -> None:
        chain, between = self._last_chain()
        if (
            may_continue
            and chain is not None
            and chain.last_page == number - 1
            and chain.fits(band)
            and not any(is_title(text) or is_note(text) for text in between if not _PAGE_NUMBER.fullmatch(text))
        ):
            chain.add(number, band, glyphs)
            # Page numbers and running heads between the parts of one table are no text of the list.
            self.parts = [part for part in self.parts if not (isinstance(part, Line) and part.text in between)]
            self.parts.remove(chain)
            self.parts.append(chain)
            return
        self.parts.append(Chain(say("第%(page)s页的表格", page=number), number, band, glyphs))

    def _last_chain(self) -> tuple[Chain | None, list[str]]:
        between: list[str] = []
        for part in reversed(self.parts):
            if isinstance(part, Chain):
                return part, between
            between.append(part.text)
        return None, between


def _glyphs(page: Any) -> list[Glyph]:
    """The characters that show on a page: none beyond its edges, no watermark across it, none twice."""
    left, top, right, bottom = page.bbox
    chars = [
        char
        for char in page.dedupe_chars(tolerance=1).chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    upright = [char for char in chars if char["upright"]]
    if len(upright) * 2 >= len(chars):
        chars = upright
    sizes = sorted(char["size"] for char in chars)
    usual = sizes[len(sizes) // 2] if sizes else 0
    return [
        Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"])
        for char in chars
        if char["size"] <= usual * 3.2
    ]
