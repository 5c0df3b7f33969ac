"""The automatic numbers that Word shows in front of paragraphs; it refuses numbers that are only bullets."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 is 一, 12 is 十二, 105 is 一百零五."""
    if number < 10:
        return _DIGITS[number] if number else "零"
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    hundreds, rest = divmod(number, 100)
    if rest == 0:
        return _DIGITS[hundreds % 10] + "百"
    between = "零" if rest < 10 else ("一" if rest < 20 else "")
    return _DIGITS[hundreds % 10] + "百" + between + chinese(rest)


def _shown(number: int, style: str) -> str:
    if style in (
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
    ):
        return chinese(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(0x2474 + number - 1)
    if style == "decimalEnclosedFullstop" and 1 <= number <= 20:
        return chr(0x2488 + number - 1)
    if style in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if style == "upperLetter" else 97) + number - 1)
    if style == "ideographEnclosedCircle" and 1 <= number <= 10:
        return chr(0x3280 + number - 1)
    return str(number).zfill(2) if style == "decimalZero" else str(number)


class Numbering:
    """The running counters of all numbered lists of one document."""

    def __init__(self, definitions: Any, styles: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.abstract: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.style_numbers = self._of_styles(styles)
        if definitions is not None:
            self._define(definitions)

    def _define(self, definitions: Any) -> None:
        for abstract in definitions.iter(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{_W}lvl"):
                texts = {name: level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start")}
                values = {name: found.get(f"{_W}val", "") if found is not None else "" for name, found in texts.items()}
                start = int(values["start"]) if values["start"].isdigit() else 1
                levels[int(level.get(f"{_W}ilvl", "0"))] = (values["numFmt"] or "decimal", values["lvlText"], start)
            self.levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for num in definitions.iter(f"{_W}num"):
            number, target = num.get(f"{_W}numId", ""), num.find(f"{_W}abstractNumId")
            if target is not None:
                self.abstract[number] = target.get(f"{_W}val", "")
            for override in num.iter(f"{_W}lvlOverride"):
                start = override.find(f"{_W}startOverride")
                if start is not None and start.get(f"{_W}val", "").isdigit():
                    self.starts[(number, int(override.get(f"{_W}ilvl", "0")))] = int(start.get(f"{_W}val"))

    def _of_styles(self, styles: Any) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            numbered = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            level = style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            if numbered is not None:
                depth = int(level.get(f"{_W}val", "0")) if level is not None else 0
                found[style.get(f"{_W}styleId", "")] = (numbered.get(f"{_W}val", "0"), depth)
        return found

    def label(self, properties: Any) -> str:
        """The number shown in front of a paragraph with these properties, advancing its list; '' for none."""
        number, level = self._list_of(properties)
        form = self.levels.get(self.abstract.get(number, ""), {})
        if number in ("", "0") or level not in form:
            return ""
        style, pattern, start = form[level]
        if style in ("bullet", "none"):
            return ""
        counters = self.counters.setdefault(self._key(number), {})
        first = self.starts.pop((number, level), None)
        counters[level] = first if first is not None else counters.get(level, start - 1) + 1
        for deeper in [depth for depth in counters if depth > level]:
            del counters[deeper]
        return re.sub(r"%(\d)", lambda found: self._part(int(found.group(1)) - 1, form, counters), pattern)

    def _key(self, number: str) -> str:
        return self.abstract.get(number, number)

    def _part(self, level: int, form: dict[int, tuple[str, str, int]], counters: dict[int, int]) -> str:
        style, _, start = form.get(level, ("decimal", "", 1))
        return _shown(counters.get(level, start), style)

    def _list_of(self, properties: Any) -> tuple[str, int]:
        if properties is None:
            return "", 0
        numbered, level = properties.find(f"{_W}numPr/{_W}numId"), properties.find(f"{_W}numPr/{_W}ilvl")
        depth = int(level.get(f"{_W}val", "0")) if level is not None else 0
        if numbered is not None:
            return numbered.get(f"{_W}val", ""), depth
        style = properties.find(f"{_W}pStyle")
        return self.style_numbers.get(style.get(f"{_W}val", ""), ("", 0)) if style is not None else ("", 0)
