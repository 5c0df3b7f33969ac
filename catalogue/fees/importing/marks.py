"""The marks before names (一、 (一) 1. (1) ①) and signs such as ▲; it refuses to guess a level without a mark."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Levels leave room between them for 1.1 (3.1) and 1) (4.5).
CHAPTER: Final = 1.0
SECTION: Final = 2.0
ITEM: Final = 3.0
BRACKETED: Final = 4.0
HALF_BRACKETED: Final = 4.5
CIRCLED: Final = 5.0
LETTERED: Final = 6.0

_CHINESE = "〇零一二三四五六七八九十百"
# Signs that only ever point to a note; others such as * and # do so only at the edge of a name.
_SIGNS = "▲△▴▵★☆※◆◇■□●◎▼▽✱✲✳❉⊙♦♠♣♥†‡"
_EDGE_SIGNS = _SIGNS + "*＊﹡#＃√✓✔○"
_AFTER = r"[.．。、,，:：﹒·\s]"
_ENUMERATION = re.compile(rf"[{_CHINESE}]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its level (smaller is higher) and its place in the row of its siblings."""

    level: float
    ordinal: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name taken apart: `indented` when it began with spaces, `signs` that pointed to a note."""

    name: str
    mark: Mark | None
    indented: bool
    signs: str
    other_reading: str = ""


def _chinese_number(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = "〇一二三四五六七八九".find("〇" if sign == "零" else sign)
    return total + digit


def _single(text: str) -> Mark | None:
    """Marks that are one character: ① ⑴ ⒈ ㈠."""
    sign = text[:1]
    point = ord(sign) if sign else 0
    ranges = (
        (0x2460, 0x2473, CIRCLED, 1), (0x2776, 0x277F, CIRCLED, 1), (0x2780, 0x2793, CIRCLED, 1),
        (0x24EB, 0x24F4, CIRCLED, 11), (0x24F5, 0x24FE, CIRCLED, 1), (0x3251, 0x325F, CIRCLED, 21),
        (0x2474, 0x2487, BRACKETED, 1), (0x2488, 0x249B, ITEM, 1), (0x3220, 0x3229, SECTION, 1),
        (0x3280, 0x3289, CIRCLED, 1),
    )  # fmt: skip
    for first, last, level, start in ranges:
        if first <= point <= last:
            ordinal = start + (point - first) % (10 if first == 0x2780 else 100)
            return Mark(level, ordinal, sign)
    return None


_PATTERNS: Final = tuple(
    (re.compile(pattern), level)
    for pattern, level in (
        (rf"[(（〔\[【]\s*([{_CHINESE}]+)\s*[)）〕\]】]{_AFTER}*", SECTION),
        (rf"第?([{_CHINESE}]+)(?:[、.．,，:：﹒]\s*|\s+)", CHAPTER),
        (r"[(（〔\[【]\s*([0-9０-９]{1,3})\s*[)）〕\]】][.．、,，:：\s]*", BRACKETED),
        (
            r"([0-9０-９]{1,3}(?:[.．\-－][0-9０-９]{1,3})+)(?:[.．、,，:：]\s*|"
            r"\s+|(?=[一-龥])(?![吨升米公元万千平立倍小天年月度厘毫克斤寸人座匹兆亿个]))",
            ITEM,
        ),
        (r"([0-9０-９]{1,4})\s*[)）][.．、,，\s]*", HALF_BRACKETED),
        (r"([0-9０-９]{1,4})(?:\s*[、,，:：]\s*|\s*[.．﹒](?![0-9０-９])\s*|\s+(?![0-9０-９]))", ITEM),
        (r"[(（]([a-zA-Z])[)）][.．、\s]*|([a-zA-Z])[、.．)）](?![a-zA-Z0-9])\s*", LETTERED),
    )
)


def leading_mark(text: str) -> tuple[Mark | None, str]:
    """The mark at the head of a text, and the text after it."""
    single = _single(text)
    if single is not None:
        return single, text[1:].lstrip(".．、,，:： \u3000")
    for pattern, level in _PATTERNS:
        found = pattern.match(text)
        if found:
            number = next(group for group in found.groups() if group)
            mark = _mark(number, level, found.group())
            return mark, text[found.end() :]
    return None, text


def _mark(number: str, level: float, text: str) -> Mark:
    folded = unicodedata.normalize("NFKC", number)
    if folded[0] in _CHINESE:
        return Mark(level, _chinese_number(folded), text)
    if folded[0].isalpha():
        return Mark(level, ord(folded.lower()) - ord("a") + 1, text)
    parts = re.split(r"[.\-]", folded)
    return Mark(level + 0.2 * (len(parts) - 1), int(parts[-1]), text)


def bare_mark(text: str) -> Mark | None:
    """The mark that a number column holds: 3, ３, 3.0, 一, (一), ⑴, 1.2; None for anything else."""
    squeezed = "".join(text.split()).strip(_EDGE_SIGNS)
    if not squeezed or len(squeezed) > 10:
        return None
    if re.fullmatch(r"[0-9０-９]+(?:[.．]0)?", squeezed):
        return Mark(ITEM, int(float(unicodedata.normalize("NFKC", squeezed))), squeezed)
    if re.fullmatch(rf"第?[{_CHINESE}]+", squeezed):
        return Mark(CHAPTER, _chinese_number(squeezed.lstrip("第")), squeezed)
    mark, rest = leading_mark(squeezed + " ")
    return mark if mark is not None and not rest.strip() else None


def take_apart(text: str, indent: float = 0) -> MarkedName:
    """Split a published item name into mark, name and signs; spaces and line breaks inside it are dropped."""
    indented = indent >= 1 or re.match(r"[ \u3000\u00a0\t]", text.lstrip("\n")) is not None
    signs = "".join(sign for sign in text if sign in _SIGNS)
    body = "".join(sign for sign in text.strip() if sign not in _SIGNS)
    body, signs = _trim_edges(body.strip(), signs)
    mark, rest = leading_mark(body)
    rest, signs = _trim_edges(rest, signs)
    if mark is not None and not rest:
        mark, rest = None, body
    other = "".join(body.split()) if mark is not None and _may_be_name(mark, rest) else ""
    return MarkedName(_footnotes_off("".join(rest.split())), mark, indented, signs, other)


def _may_be_name(mark: Mark, rest: str) -> bool:
    """一、二级…, 1、2号…: the numeral may open an enumeration that belongs to the name."""
    following = re.match(rf"([{_CHINESE}]+|[0-9０-９]+)(?![、.．)）])", rest)
    if following is None or mark.level not in (CHAPTER, ITEM):
        return False
    number = following.group(1)
    value = _chinese_number(number) if _ENUMERATION.match(number) else int(unicodedata.normalize("NFKC", number))
    return value == mark.ordinal + 1


def _trim_edges(text: str, signs: str) -> tuple[str, str]:
    head = len(text) - len(text.lstrip(_EDGE_SIGNS + " \u3000"))
    tail = len(text.rstrip(_EDGE_SIGNS + " \u3000"))
    found = text[:head] + text[max(tail, head) :]
    signs += "".join(sign for sign in found if sign in _EDGE_SIGNS)
    return text[head : max(tail, head)], signs


def _footnotes_off(name: str) -> str:
    """Numbers that point to a footnote at the end of a name: …费①, …费[1], …费¹."""
    bare = re.sub(r"(?:[①-⑳❶-❿¹²³⁴-⁹]|[\[［【]注?\d{1,2}[\]］】]|[(（]注\d{0,2}[)）])+$", "", name)
    return bare or name


def signs_in(text: str) -> str:
    """Every sign in a text that may point to a note."""
    return "".join(sign for sign in text if sign in _EDGE_SIGNS)
