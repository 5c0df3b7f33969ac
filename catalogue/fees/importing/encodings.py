"""Bytes of a text file into text, whatever they claim to be; it refuses to lose characters silently."""

from __future__ import annotations

import codecs
import re

from catalogue.fees.importing.findings import Finding, Rule, Unreadable
from catalogue.messages import say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# gb2312 and gbk are subsets of GB18030, and pages that declare them hold more than they can.
_FAMILY = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "gb18030",
    "latin-1": "gb18030",
    "windows-1252": "gb18030",
    "us-ascii": "utf-8",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)


def decoded(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file and what had to be corrected; Unreadable where no encoding fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data, name)
    declared = _declared(data)
    for name in _candidates(data, declared):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return text, _corrected(declared, name)
    return _lenient(data, _FAMILY.get(declared, declared) or _likelier(data))


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else ""


def _candidates(data: bytes, declared: str) -> list[str]:
    """Encodings to try, surest first: text that is valid UTF-8 with non-ASCII letters is hardly ever anything else."""
    wide = []
    if data[:2000].count(0) * 4 > len(data[:2000]):
        little = sum(1 for byte in data[1:2000:2] if byte == 0) >= sum(1 for byte in data[:2000:2] if byte == 0)
        wide = ["utf-16-le", "utf-16-be"] if little else ["utf-16-be", "utf-16-le"]
    elif b"\0" in data[:4000]:
        wide = ["utf-16-le", "utf-16-be"]
    names = [*wide, "utf-8", _FAMILY.get(declared, declared), "gb18030", "utf-16-le", "big5hkscs"]
    return [name for name in dict.fromkeys(names) if name]


def _is_text(text: str) -> bool:
    sample = text[:20000]
    strange = sum(1 for sign in sample if (sign < " " and sign not in "\t\n\r\f") or "\ue000" <= sign <= "\uf8ff")
    return strange * 100 <= len(sample)


def _corrected(declared: str, used: str) -> list[Finding]:
    normal = {"utf8": "utf-8"}.get(declared, declared)
    if not declared or normal == used or (used == "utf-8" and normal == "us-ascii"):
        return []
    return [
        Finding(
            Rule.ENCODING_CORRECTED,
            say("文件声明的编码是%(declared)s，实际按%(used)s读入", declared=declared, used=used.upper()),
        )
    ]


def _likelier(data: bytes) -> str:
    sample = data[:200000]
    losses = {name: sample.decode(name, "replace").count("\ufffd") for name in ("utf-8", "gb18030")}
    return min(losses, key=lambda name: losses[name])


def _lenient(data: bytes, name: str) -> tuple[str, list[Finding]]:
    try:
        text = data.decode(name, "replace")
    except LookupError:
        name = _likelier(data)
        text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost * 50 > len(text) or not _is_text(text):
        raise Unreadable(
            say(
                "这不是表格、网页、PDF 或文本文件，认不出其中的文字；"
                "请上传 .xlsx、.xls、.docx、.html、.pdf 或 .csv 文件。"
            )
        )
    if not lost:
        return text, []
    return text, [
        Finding(
            Rule.CHARACTERS_LOST,
            say("文件里有%(count)s处字节不是%(used)s文字，显示为“\ufffd”", count=lost, used=name.upper()),
        )
    ]
