"""Chooses the reader for a file's bytes and reads it here and now; it refuses to start or limit processes."""

from __future__ import annotations

from catalogue.fees.importing.encodings import decoded
from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.grids import Document
from catalogue.fees.importing.limits import DEFAULT, Limits
from catalogue.fees.importing.packages import Form, form_of, noticed
from catalogue.fees.importing.reading import read_document
from catalogue.fees.importing.rows import Reading
from catalogue.fees.importing.walking import Progress
from catalogue.messages import say


def read_bytes(data: bytes, filename: str, limits: Limits = DEFAULT, progress: Progress | None = None) -> Reading:
    """The fees in a file's bytes, read in this process without a time limit; for the child process and for tests."""
    if len(data) > limits.file_bytes:
        raise Unreadable(
            say(
                "文件有%(size)s MB，超过上限%(limit)s MB；请删去图片等无关内容或分成几个文件再上传。",
                size=len(data) // 1_000_000,
                limit=limits.file_bytes // 1_000_000,
            )
        )
    form = form_of(data, limits)
    document = _document(data, form)
    document.findings[:0] = noticed(data, filename, form)
    return read_document(document, filename, progress, limits.rows)


def _document(data: bytes, form: Form) -> Document:
    """Readers are imported when used: each brings a large library, and one file needs one of them."""
    if form is Form.XLSX:
        from catalogue.fees.importing.spreadsheets import read_workbook

        return read_workbook(data)
    if form is Form.XLS:
        from catalogue.fees.importing.old_spreadsheets import read_old_workbook

        return read_old_workbook(data)
    if form is Form.DOCX:
        from catalogue.fees.importing.word import read_word

        return read_word(data)
    if form is Form.PDF:
        from catalogue.fees.importing.pdf import read_pdf

        return read_pdf(data)
    if form is Form.HTML:
        from catalogue.fees.importing.web import read_page

        return read_page(data)
    from catalogue.fees.importing.text import read_delimited

    text, findings = decoded(data)
    document = read_delimited(text)
    document.findings.extend(findings)
    return document
