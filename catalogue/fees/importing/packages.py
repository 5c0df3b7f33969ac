"""What a file really is, from its bytes, and whether it is safe to unpack; it refuses to trust a file's name."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.fees.importing.limits import Limits
from catalogue.messages import say


class Form(StrEnum):
    """The forms of files that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    TEXT = "csv"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLD_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_TAGS = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_SUFFIXES = {
    ".xlsx": Form.XLSX,
    ".xlsm": Form.XLSX,
    ".xls": Form.XLS,
    ".et": Form.XLS,
    ".docx": Form.DOCX,
    ".pdf": Form.PDF,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".csv": Form.TEXT,
    ".txt": Form.TEXT,
    ".tsv": Form.TEXT,
}


def form_of(data: bytes, limits: Limits) -> Form:
    """The form of a file by its content; Unreadable with the reason where it cannot be read."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable(say("文件是空的；请核对是否下载或选择完整。"))
    if data.startswith(_ZIP):
        return _in_zip(data, limits)
    if data.startswith(_OLE):
        return _in_ole(data)
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    if data.startswith(_PICTURES):
        raise Unreadable(say("这是一张图片，没有文字；请先做文字识别（OCR），或改用 Word、Excel、PDF 文件再上传。"))
    if data.startswith(b"{\\rtf"):
        raise Unreadable(say("这是 RTF 文件，不在可读的格式内；请用文字处理软件另存为 .docx 再上传。"))
    if _OLD_BIFF.match(data):
        return Form.XLS
    return _in_text(data)


def _in_text(data: bytes) -> Form:
    head = data[:200_000].replace(b"\0", b"")
    if _TAGS.search(head) or re.match(rb"(?:[A-Za-z-]+:[^\n]*\n)*MIME-Version:", head[:2000], re.IGNORECASE):
        return Form.HTML
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable(say("这是 XML 表格（2003 格式），不在可读的格式内；请用表格软件打开后另存为 .xlsx 再上传。"))
    if re.match(rb"\s*(?:<\?xml|<\w+)", head):
        raise Unreadable(say("这是 XML 文件，不是收费目录清单；请上传 .xlsx、.xls、.docx、.html、.pdf 或 .csv 文件。"))
    return Form.TEXT


def _in_ole(data: bytes) -> Form:
    """Old Office files share one container; the names of its streams tell them apart."""

    def named(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if named("EncryptedPackage"):
        raise Unreadable(say("这个文件有打开密码，内容已加密，读不出来；请去掉密码后重新保存再上传。"))
    if named("Workbook") or named("Book"):
        return Form.XLS
    if named("WordDocument"):
        raise Unreadable(say("这是旧版 Word 文件（.doc），不在可读的格式内；请用文字处理软件另存为 .docx 再上传。"))
    raise Unreadable(say("这个 Office 文件里没有工作簿；请上传 .xlsx、.xls、.docx、.html、.pdf 或 .csv 文件。"))


def _in_zip(data: bytes, limits: Limits) -> Form:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_size(archive, len(data), limits)
            return _package(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(say("文件不完整或已损坏，打不开；请从原网站重新下载再上传。")) from error


def _check_size(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse a package before anything of it is unpacked."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    swollen = total > 10_000_000 and total > limits.ratio * max(packed, 1)
    if total > limits.unpacked_bytes or swollen or len(members) > 20_000:
        raise Unreadable(
            say(
                "文件只有%(packed)s，解开后却有%(total)s，超出可以安全处理的范围；请用表格软件打开后删去多余内容另存再上传。",
                packed=_told(packed),
                total=_told(total),
            )
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable(say("这个压缩文件有密码，读不出来；请去掉密码后再上传。"))


def _told(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} KB"


def _package(archive: zipfile.ZipFile) -> Form:
    names = set(archive.namelist())
    form = Form.XLSX if "xl/workbook.xml" in names else Form.DOCX if "word/document.xml" in names else None
    if form is not None:
        _refuse_entities(archive)
        return form
    if "xl/workbook.bin" in names:
        raise Unreadable(say("这是二进制工作簿（.xlsb），不在可读的格式内；请用表格软件另存为 .xlsx 再上传。"))
    if "content.xml" in names or "mimetype" in names:
        raise Unreadable(say("这是 ODF 或 OFD 文件，不在可读的格式内；请另存为 .xlsx、.docx 或带文字的 .pdf 再上传。"))
    if "OFD.xml" in names:
        raise Unreadable(say("这是 OFD 版式文件，不在可读的格式内；请另存为带文字的 .pdf 再上传。"))
    raise Unreadable(say("这是压缩包，不是清单文件；请解压后上传其中的 .xlsx、.xls、.docx、.html、.pdf 或 .csv 文件。"))


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """No office file declares a document type; one that does wants to make the reader swell or fetch."""
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as stream:
                head = stream.read(4096).replace(b"\0", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Unreadable(
                    say("文件里带有不安全的 XML 声明，已拒绝读取；请用表格或文字处理软件打开后另存为新文件再上传。")
                )


def noticed(data: bytes, filename: str, form: Form) -> list[Finding]:
    """What the bytes show besides the list: a name that says another form, macros that were not run."""
    findings = []
    suffix = re.search(r"\.[A-Za-z]+$", filename)
    claimed = _SUFFIXES.get(suffix.group().lower()) if suffix else None
    if claimed is not None and claimed is not form:
        findings.append(
            Finding(
                Rule.NAME_DIFFERS_FROM_CONTENT,
                say(
                    "文件名以%(suffix)s结尾，内容却是%(form)s，按内容读入",
                    suffix=suffix.group() if suffix else "",
                    form=str(form),
                ),
            )
        )
    if (form is Form.XLS and "_VBA_PROJECT".encode("utf-16-le") in data) or (
        form in (Form.XLSX, Form.DOCX) and b"vbaProject.bin" in data
    ):
        findings.append(Finding(Rule.MACROS_IGNORED, say("文件带有宏，没有运行，也不影响读入")))
    return findings
