"""Reads whole numbers in Chinese characters; it refuses short speech such as 一百五, which people take both ways."""

from __future__ import annotations

import re

_NAMES = ("零〇○", "一壹弌", "二贰貳两兩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_DIGITS = {char: value for value, chars in enumerate(_NAMES) for char in chars}
_PLAIN = str.maketrans("拾佰仟萬億", "十百千万亿")
_D = "[" + "".join(char for char, value in _DIGITS.items() if value) + "1-9]"
_Z = "[零〇○]"
_SECTION = re.compile(
    rf"(?:(?P<thousands>{_D})千)?(?P<zero3>{_Z})?(?:(?P<hundreds>{_D})百)?(?P<zero2>{_Z})?"
    rf"(?:(?P<tens>{_D})?(?P<ten>十))?(?P<zero1>{_Z})?(?P<ones>{_D})?"
)
_ARABIC = re.compile(r"\d{1,4}", re.ASCII)
CHINESE_DIGITS = "".join(_DIGITS) + "十百千万亿拾佰仟萬億"


def read_whole(text: str) -> int | None:
    """一千二百三十四 or 壹仟贰佰叁拾肆 or 3万5千 as 1234 or 35000; None where it is not plainly one number."""
    text = text.translate(_PLAIN)
    if text and all(_DIGITS.get(char) == 0 for char in text):
        return 0 if len(text) == 1 else None
    total, rest, gap = 0, text, False
    for mark, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        head, found, tail = rest.rpartition(mark) if mark else (rest, "", "")
        if mark and not found:
            continue
        if not mark and not head:
            break
        value = _section(head, follows=gap)
        if value is None or (size > 1 and value == 0):
            return None
        total, rest, gap = total + value * size, tail if mark else "", True
    return total or None


def _section(text: str, follows: bool) -> int | None:
    """A number below 10,000; after a larger unit a lone digit needs its 零 (三万零五, never 三万五)."""
    if _ARABIC.fullmatch(text):
        return int(text) if not follows or len(text) == 4 else None
    led = bool(re.match(_Z, text))
    if led and not follows:
        return None
    body = text[1:] if led else text
    match = _SECTION.fullmatch(body)
    if not body or match is None or re.match(_Z, body) or re.search(rf"{_Z}$", body):
        return None
    if not _zeros_right(match, follows, led):
        return None
    tens = (_digit(match["tens"]) or 1) if match["ten"] else 0
    return _digit(match["thousands"]) * 1000 + _digit(match["hundreds"]) * 100 + tens * 10 + _digit(match["ones"])


def _zeros_right(match: re.Match[str], follows: bool, led: bool) -> bool:
    """Whether every 零 stands for a gap and every gap before the ones has one."""
    higher = bool(match["thousands"] or match["hundreds"] or match["ten"])
    if match["zero3"] and (match["hundreds"] or not match["thousands"]):
        return False
    if match["zero2"] and (match["zero3"] or not (match["hundreds"] or match["thousands"])):
        return False
    zeros = [match["zero3"], match["zero2"], match["zero1"]]
    if sum(map(bool, zeros)) > 1 and not match["ten"]:
        return False
    if match["ones"] and not match["ten"]:
        gap = bool(match["thousands"] or match["hundreds"] or follows)
        return (any(zeros) or (led and not higher)) == gap
    return not match["zero1"]


def _digit(char: str | None) -> int:
    if not char:
        return 0
    return int(char) if char.isascii() else _DIGITS[char]
