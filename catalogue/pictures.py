"""Draws timelines and bar charts as SVG; it refuses text it has not escaped and any inline style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from markupsafe import Markup

from catalogue.fees.periods import Period

LETTER = 14
ROW = 58
TOP = 30
FOOT = 30
BAR = 16
EDGE = 8
YEAR = 36
_DAYS_A_YEAR = 365.2425
_STEPS = (1, 2, 5, 10, 20, 50)


class Tone(StrEnum):
    """How a bar is painted; every tone also differs in grey, by fill or by hatching."""

    NOW = "fill"
    PAST = "past"
    GOOD = "good"
    STOP = "stop"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of a timeline. `label` stands above its bar; an unknown start is hatched, an open end gets an arrow."""

    period: Period
    label: str
    tone: Tone = Tone.NOW


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: its name, its length (never negative) and how that is written."""

    label: str
    value: Decimal | int
    shown: str
    tone: Tone = Tone.NOW


@dataclass(frozen=True, slots=True)
class Scale:
    """Days laid out from left to right between `first` and `last`."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> float:
        """Where `day` stands; days outside the scale stand at its ends."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + min(1.0, max(0.0, share)) * (self.right - self.left), 1)

    def years(self, most: int) -> list[int]:
        """At most `most` whole years to write under the scale."""
        inside = [year for year in range(self.first.year, self.last.year + 1) if self._has_room(date(year, 1, 1))]
        step = next((step for step in _STEPS if len(inside) <= step * most), _STEPS[-1])
        return [year for year in inside if year % step == 0]

    def _has_room(self, day: date) -> bool:
        """Whether a year can be written under the day without leaving the drawing."""
        return (
            self.first <= day <= self.last
            and self.left + YEAR / 2 <= self.x(day) + EDGE <= self.right - YEAR / 2 + 2 * EDGE
        )


def scale_for(periods: Sequence[Period], today: date, left: int, right: int) -> Scale:
    """A scale that holds every known day and today, with room for what is unknown before and open after."""
    days = [day for period in periods for day in (period.start, period.end) if day] + [today]
    room = max(2, round((max(days) - min(days)).days / _DAYS_A_YEAR / 8))
    return Scale(_moved(min(days), -room), _moved(max(days), room), left, right)


def _moved(day: date, years: int) -> date:
    return date(min(9999, max(1, day.year + years)), 1, 1)


def timeline(
    stretches: Sequence[Stretch], today: date, today_label: str, title: str, key: str, width: int = 720
) -> Markup:
    """Dated wordings one below the other over a line of years, today marked.

    `title` is the text alternative; `key` makes the names inside the drawing unique on its page;
    `width` is in pixels at which its letters have reading size.
    """
    scale = scale_for([stretch.period for stretch in stretches], today, EDGE, width - EDGE)
    bottom = TOP + ROW * len(stretches)
    parts = [_axis(scale, bottom, width // 90)]
    parts += [_stretch(stretch, scale, TOP + ROW * row, today, key) for row, stretch in enumerate(stretches)]
    parts.append(_today(scale.x(today), bottom, today_label, width))
    return _picture(Markup("").join(parts), title, key, width, bottom + FOOT)


def bar_chart(bars: Sequence[Bar], title: str, key: str, width: int = 720) -> Markup:
    """Bars from a zero line, each with its name above and its figure beside it, the longest filling the width."""
    widest = max((Decimal(bar.value) for bar in bars), default=Decimal(0)) or Decimal(1)
    # Figures stand to the right of their bars, so the longest one must leave them room.
    room = max((_text_width(bar.shown) for bar in bars), default=0) + 12
    full = max(40, width - 2 * EDGE - room)
    lengths = [round(float(Decimal(bar.value) / widest) * full, 1) for bar in bars]
    parts = [_bar(bar, 8 + ROW * row, length) for row, (bar, length) in enumerate(zip(bars, lengths, strict=True))]
    line = Markup('<path class="p-ink" d="M{x} 4V{y}" stroke="#1b1f24" stroke-width="2"/>').format(
        x=EDGE, y=8 + ROW * len(bars)
    )
    return _picture(Markup("").join([*parts, line]), title, key, width, 16 + ROW * len(bars))


def _picture(content: Markup, title: str, key: str, width: int, height: int) -> Markup:
    return Markup(
        '<svg role="img" aria-labelledby="{key}-title" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-size="{size}"><title id="{key}-title">{title}</title><defs>{patterns}</defs>{content}</svg>'
    ).format(key=key, width=width, height=height, size=LETTER, title=title, patterns=_patterns(key), content=content)


def _patterns(key: str) -> Markup:
    """One hatching per tone, so that unknown and ended stretches can be told apart without colour."""
    hatch = Markup(
        '<pattern id="{key}-{tone}" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate({turn})">'
        '<path class="p-{tone}" d="M0 0V7" stroke="#555" stroke-width="2.5"/></pattern>'
    )
    turns = {Tone.STOP: 135, Tone.DOUBT: 90}
    return Markup("").join(hatch.format(key=key, tone=tone, turn=turns.get(tone, 45)) for tone in Tone)


def _axis(scale: Scale, bottom: int, most: int) -> Markup:
    parts = [
        Markup('<path class="p-ink" d="M{left} {y}H{right}" stroke="#1b1f24"/>').format(
            left=scale.left, right=scale.right, y=bottom
        )
    ]
    for year in scale.years(most):
        parts.append(
            Markup(
                '<path class="p-rule" d="M{x} {top}V{bottom}" stroke="#dad8cf"/>'
                '<text class="p-quiet" x="{x}" y="{under}" text-anchor="middle" fill="#4d535b">{year}</text>'
            ).format(x=scale.x(date(year, 1, 1)), top=TOP, bottom=bottom, under=bottom + 20, year=year)
        )
    return Markup("").join(parts)


def _stretch(stretch: Stretch, scale: Scale, top: int, today: date, key: str) -> Markup:
    """The label and the bar: hatched up to the first known day where the start is not known, solid after it."""
    period = stretch.period
    start = scale.left if period.start is None else scale.x(period.start)
    end = scale.right if period.end is None else scale.x(period.end)
    known_from = start if period.start else min(end, scale.x(today))
    open_end = period.end is None
    y = top + 28
    parts = [_label(stretch.label, start, top + 20, scale)]
    if known_from > start:
        parts.append(_hatched(start, known_from, y, stretch.tone, key))
    if end > known_from or period.start:
        parts.append(_solid(known_from, max(end, known_from + 3), y, stretch.tone, open_end))
    return Markup("").join(parts)


def _label(text: str, start: float, y: int, scale: Scale) -> Markup:
    """A label that begins where its bar begins, or so far left of it that it fits."""
    shown = _cut(text, scale.right - scale.left)
    return _text(shown, max(scale.left, min(start, scale.right - _text_width(shown))), y)


def _text(text: str, x: float, y: int) -> Markup:
    return Markup('<text class="p-text" x="{x}" y="{y}" fill="#1b1f24">{text}</text>').format(
        x=round(x, 1), y=y, text=text
    )


def _hatched(start: float, end: float, y: int, tone: Tone, key: str) -> Markup:
    return Markup(
        '<rect class="p-edge p-{tone}-edge" x="{x}" y="{y}" width="{w}" height="{h}" fill="url(#{key}-{tone})"'
        ' stroke="#555" stroke-dasharray="4 3"/>'
    ).format(tone=tone, x=start, y=y, w=round(end - start, 1), h=BAR, key=key)


def _solid(start: float, end: float, y: int, tone: Tone, arrow: bool) -> Markup:
    """A bar, pointed at its right end where no end is known."""
    tip = min(BAR / 2, end - start) if arrow else 0
    outline = f"M{start} {y}H{round(end - tip, 1)}L{end} {y + BAR / 2:g}L{round(end - tip, 1)} {y + BAR}H{start}z"
    if not arrow:
        outline = f"M{start} {y}H{end}V{y + BAR}H{start}z"
    return Markup('<path class="p-{tone}" d="{d}" fill="#555" stroke="#555"/>').format(tone=tone, d=outline)


def _today(x: float, bottom: int, label: str, width: int) -> Markup:
    """The line of the day the page speaks for, its label kept inside the drawing."""
    half = _text_width(label) / 2
    at = round(min(max(x, half), width - half), 1)
    return Markup(
        '<path class="p-today" d="M{x} {top}V{bottom}" stroke="#b3261e" stroke-width="2" stroke-dasharray="6 3"/>'
        '<text class="p-today-text" x="{at}" y="16" text-anchor="middle" fill="#b3261e">{label}</text>'
    ).format(x=x, top=TOP - 8, bottom=bottom, at=at, label=label)


def _bar(bar: Bar, top: int, length: float) -> Markup:
    y = top + 22
    parts = [_text(bar.label, EDGE + 6, top + 14)]
    if length:
        parts.append(
            Markup('<path class="p-{tone}" d="M{x} {y}h{w}v{h}h-{w}z" fill="#555" stroke="#555"/>').format(
                tone=bar.tone, x=EDGE, y=y, w=length, h=BAR
            )
        )
    parts.append(_text(bar.shown, EDGE + length + 8, y + 13))
    return Markup("").join(parts)


def _text_width(text: str) -> float:
    """About how wide a text is: Chinese letters are square, others a little over half as wide."""
    return sum(LETTER if ord(letter) > 0x2000 else LETTER * 0.58 for letter in text)


def _cut(text: str, width: float) -> str:
    """The text, shortened with … where it would not fit."""
    if _text_width(text) <= width:
        return text
    kept = text
    while kept and _text_width(kept) > width - LETTER:
        kept = kept[:-1]
    return kept.rstrip() + "…"
