"""Files that hold no readable list, made by hand, each with words that the answer must hold one of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.fees.importing.others import pdfs, sheets, workbooks
from tests.fees.importing.others.words import document, para


def truncated_workbook() -> bytes:
    data = workbooks.header_of_three_rows()[0]
    return data[: len(data) * 2 // 3]


def truncated_pdf() -> bytes:
    data = pdfs.one_page_with_departments()[0]
    return data[: len(data) // 3]


def damaged_part() -> bytes:
    """A workbook whose first sheet is not XML."""
    source, out = zipfile.ZipFile(io.BytesIO(workbooks.header_of_three_rows()[0])), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<worksheet><sheetData><row" if "sheet1" in name else source.read(name))
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 250_000_000)
    return out.getvalue()


def scanned() -> bytes:
    out, picture = io.BytesIO(), io.BytesIO()
    Image.new("L", (300, 400), 200).save(picture, "PNG")
    canvas = Canvas(out)
    for _ in range(2):
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(100, 700, "list")
    canvas.save()
    return out.getvalue()


def empty_workbook() -> bytes:
    return sheets.saved(sheets.sheet_of([]))


def statistics_only() -> bytes:
    rows: list[list[object]] = [["收入统计"], ["序号", "收费项目", "收入（万元）"], [1, "考试费", 3], ["合计", None, 3]]
    return sheets.saved(sheets.sheet_of(rows))


def contacts_only() -> bytes:
    return document(para("联系人名单"), para("财政局 张三"))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    return out.getvalue()


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + "WordDocument".encode("utf-16-le") + bytes(3000)


def archive_of_text() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "no list")
    return out.getvalue()


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated.xlsx": (truncated_workbook, "损坏"),
    "truncated.pdf": (truncated_pdf, "损坏"),
    "damaged.xlsx": (damaged_part, "损坏"),
    "bomb.xlsx": (bomb, "解开后"),
    "scanned.pdf": (scanned, "文字识别"),
    "locked.pdf": (locked_pdf, "密码"),
    "empty.xlsx": (empty_workbook, "没有找到"),
    "statistics.xlsx": (statistics_only, "没有找到"),
    "contacts.docx": (contacts_only, "没有找到"),
    "picture.xlsx": (picture, ""),
    "old.doc": (old_word, ""),
    "nothing.csv": (lambda: b"", "空"),
    "blank.csv": (lambda: b"\r\n \r\n,,\r\n", ""),
    "page.html": (lambda: "<html><body><p>收费目录请见附件</p></body></html>".encode(), "没有找到"),
    "archive.xlsx": (archive_of_text, ""),
}
