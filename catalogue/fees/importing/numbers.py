"""Numbers and days as a sheet shows them; it refuses to add digits that nobody saw."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

# Day serials between 1950 and 2100 in the 1900 system; a bare number outside is no day.
_FIRST_SERIAL: Final = 18264
_LAST_SERIAL: Final = 73415
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days know no time zone
_SECTION_CONDITION = re.compile(
    r"\[(?:[<>=][^\]]*|Red|Blue|Black|Green|White|Yellow|Cyan|Magenta|Color ?\d+|"
    r"DBNum\d|红色|蓝色|黑色|绿色|白色|黄色|颜色\d+)\]",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\[\$([^\]\-]*)(?:-[^\]]*)?\]")
_NUMBER_PART = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?|\.[#0?]+")


def plain(value: float | Decimal) -> str:
    """A number in no format: 3.0 is 3, 0.1 + 0.2 is 0.3."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(repr(float(value))).normalize() if isinstance(value, float) else value, "f")
    if len(text.replace(".", "").lstrip("-0")) > 11:
        text = format(Decimal(format(float(value), ".10g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date | datetime) -> str:
    """A day as 2022-06-10, with its time of day where it has one."""
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def serial_day(serial: float) -> str | None:
    """The day a sheet's serial number means (42917 is 2017-07-01), or None where it can be no day."""
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL or serial != int(serial):
        return None
    return day(_EPOCH + timedelta(days=int(serial)))


def shown(value: float, number_format: str | None) -> str:
    """What a sheet shows for a number in a number format: 0.2 in `0%` is 20%, 215 in `0"元"` is 215元."""
    pattern = number_format or "General"
    if pattern in ("General", "@", "G/通用格式") or value != value:
        return plain(value)
    try:
        return _formatted(Decimal(repr(float(value))), pattern)
    except (InvalidOperation, ValueError, OverflowError):
        return plain(value)


def _formatted(value: Decimal, pattern: str) -> str:
    sections = [_without_colours(section) for section in _split_sections(pattern)]
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2 and sections[2].strip():
        section = sections[2]
    literal, body = _literals(section)
    if re.search(r"General|G/通用格式", body):
        return _restore(re.sub(r"General|G/通用格式", plain(float(value)), body, count=1), literal)
    part = _NUMBER_PART.search(body)
    if part is None:
        return _restore(body, literal)
    if re.search(r"E[+-]", body) or "/" in body:
        return plain(float(value))
    value *= Decimal(100) ** body.count("%")
    text = _digits(value, part.group())
    return _restore(body[: part.start()] + text + body[part.end() :], literal)


def _split_sections(pattern: str) -> list[str]:
    return re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', pattern)[:4] or [pattern]


def _without_colours(section: str) -> str:
    return _CURRENCY.sub(lambda match: f'"{match.group(1)}"', _SECTION_CONDITION.sub("", section))


def _literals(section: str) -> tuple[list[str], str]:
    """Texts in quotes and after backslashes, each replaced by a private character that stands for it."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(1) if match.group(1) is not None else match.group(2) or "")
        return chr(0xE000 + len(kept) - 1)

    # `_x` leaves the width of x blank and `*x` fills with x: both show nothing that can be read.
    return kept, re.sub(r"[_*].", "", re.sub(r'"([^"]*)"|\\(.)', keep, section))


def _restore(body: str, literals: list[str]) -> str:
    for place, text in enumerate(literals):
        body = body.replace(chr(0xE000 + place), text)
    return body.strip()


def _digits(value: Decimal, part: str) -> str:
    whole, _, fraction = part.partition(".")
    trailing = len(whole) - len(whole.rstrip(","))
    value /= Decimal(1000) ** trailing
    value = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    digits, _, decimals = format(abs(value), f"{',' if ',' in whole.rstrip(',') else ''}f").partition(".")
    least = whole.count("0")
    digits = digits.zfill(least) if least > 1 else digits
    if least == 0 and digits == "0" and fraction:
        digits = ""
    needed = len(fraction.rstrip("#?"))
    while len(decimals) > needed and decimals.endswith("0"):
        decimals = decimals[:-1]
    point = "." if decimals or (fraction and not decimals and needed) else ""
    return f"{'-' if value < 0 else ''}{digits}{point}{decimals}"


def looks_like_day(number_format: str | None) -> bool:
    """Whether a number format shows days or times."""
    if not number_format or number_format == "General":
        return False
    bare = _CURRENCY.sub("", _SECTION_CONDITION.sub("", re.sub(r'"[^"]*"|\\.', "", number_format)))
    bare = re.sub(r"[_*].|General", "", bare)
    return re.search(r"[ymdhs]", bare, re.IGNORECASE) is not None and "0" not in bare and "#" not in bare


def clock(value: time) -> str:
    return value.strftime("%H:%M")


_ONE_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_BARE = re.compile(rf"{_ONE_NUMBER}(?:[-~—–至]{_ONE_NUMBER})?")


def looks_bare(text: str) -> bool:
    """Whether a text is one bare number such as 10, 1,500.00 or a span such as 3-5, without any unit or words."""
    return _BARE.fullmatch(text) is not None


def shown_text(value: str, number_format: str | None) -> str:
    """What a sheet shows for a text: `@"元"` adds 元, `;;;` shows nothing."""
    if not number_format or number_format in ("General", "@"):
        return value
    sections = _split_sections(number_format)
    pattern = sections[3] if len(sections) > 3 else (sections[0] if len(sections) == 1 and "@" in sections[0] else "@")
    literal, body = _literals(_without_colours(pattern))
    return _restore(body, literal).replace("@", value) if body.strip() != "@" else value
