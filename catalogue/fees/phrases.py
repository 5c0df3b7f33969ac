"""English for what the lists say in Chinese: phrases of the editors, names of fees, sums, units; it never guesses."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import cast

from flask import current_app, g
from sqlalchemy import select

from catalogue import web
from catalogue.fees.models import FeeVersionRow
from catalogue.fees.money import format_number
from catalogue.fees.source_files import read_rows

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SUM = re.compile(r"(?P<number>[\d,]+(?:\.\d+)?)(?P<scale>[百千万亿]?)元(?P<per>/.+)?")
_QUANTITY = re.compile(r"(?P<number>[\d,]+(?:\.\d+)?)(?P<unit>[^\d,.].*)")
_PER = re.compile(r"/[^/]+")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LISTS = (("；", "; "), ("、", ", "))
_LONGEST = 500


def english(text: str, names: bool = False) -> str:
    """The unofficial English of a whole text of the lists, or of a list of such texts; "" where there is none.

    With `names` also of the names of fees, which have to be looked up one by one.
    """
    if not _HAN.search(text):
        return ""
    known = measure(text) or phrases().get(text) or (_name(text) if names else "")
    return known or next(filter(None, (_each(text, mark, joined, names) for mark, joined in _LISTS)), "")


def measure(text: str) -> str:
    """A sum in yuan, a quantity, a unit or a `/unit`: 10万元 is 100,000 yuan, 0.5元/件 is 0.5 yuan per case."""
    if _PER.fullmatch(text):
        per = phrases().get(text) or phrases().get(f"元{text}", "").removeprefix("yuan per ")
        return f" per {per}" if per else ""
    if f"/{text}" in phrases():
        return phrases().get(text, "")
    found = _SUM.fullmatch(text)
    if found:
        per = measure(found["per"]) if found["per"] else ""
        number = Decimal(found["number"].replace(",", "")) * _SCALES[found["scale"]]
        return f"{format_number(number)} yuan{per}" if per or not found["per"] else ""
    found = _QUANTITY.fullmatch(text)
    unit = phrases().get(found["unit"]) if found else None
    if not found or not unit:
        return ""
    return f"{found['number']}{'' if unit[0] in '%‰' else ' '}{unit}"


def phrases() -> dict[str, str]:
    """What the editors have put into English, by the whole Chinese text; read once."""
    if "phrases" not in current_app.extensions:
        current_app.extensions["phrases"] = _read(web.settings().data / "phrases_en.csv")
    return cast(dict[str, str], current_app.extensions["phrases"])


def _read(path: Path) -> dict[str, str]:
    return {row["zh"]: row["en"] for row in read_rows(path)}


def _each(text: str, mark: str, joined: str, names: bool) -> str:
    parts = text.split(mark)
    known = [english(part, names) for part in parts] if 1 < len(parts) <= 12 else []
    return joined.join(known) if known and all(known) else ""


def _name(text: str) -> str:
    """The English name of a fee of that very name, looked up once in a request."""
    if len(text) > _LONGEST:
        return ""
    names = cast(dict[str, str], g.setdefault("english_names", {}))
    if text not in names:
        query = select(FeeVersionRow.name_en).where(FeeVersionRow.name == text, FeeVersionRow.name_en != "").limit(1)
        names[text] = web.session().scalar(query) or ""
    return names[text]
