"""Place names in text and the line of regions above a place; it refuses to guess between places of one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.fees.entries import Region
from catalogue.messages import Problem, say

_COUNTRY = "000000"
_LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A place that text names at `start`–`end`."""

    start: int
    end: int
    code: str


class Places:
    """All regions by code and by name.

    Short names of counties (公安, 资源, 港口) are also ordinary words, so they count only for places that
    have entries of their own or that are neighbours of the place asked from; names of provinces and
    prefectures always count.
    """

    def __init__(self, regions: Iterable[Region], with_entries: Iterable[str]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._with_entries = frozenset(with_entries)
        self._by_name: dict[str, list[Region]] = {}
        for region in self._by_code.values():
            for name in self._names(region):
                self._by_name.setdefault(name, []).append(region)

    def _names(self, region: Region) -> set[str]:
        if region.code == _COUNTRY:
            return set()
        return {name for name in (region.name, region.short_name) if len(name) > 1}

    def _counts(self, region: Region, name: str, near: str | None) -> bool:
        """Whether `name` may mean the region at all."""
        if name == region.name or region.code.endswith("00") or region.code in self._with_entries:
            return True
        return near is not None and region.code[:4] == near[:4]

    def line(self, code: str) -> tuple[str, ...]:
        """The codes from the country down to the place; an unknown one is a Problem."""
        region = self._by_code.get(code)
        if region is None:
            message = say("没有代码为 %(code)s 的行政区划，请填写六位行政区划代码，例如 370402。", code=code[:20])
            raise Problem(message, "region")
        return region.ancestors

    def named(self, text: str, near: str | None) -> tuple[Named, ...]:
        """The places that folded text names, longest names first at each spot.

        Where several places share the name, the one on the line of `near` counts, else the only one
        with entries, else the one of highest level if it stands alone there; otherwise none.
        """
        return tuple(self._read(text, near))

    def _read(self, text: str, near: str | None) -> Iterator[Named]:
        start = 0
        while start < len(text):
            for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
                name = text[start:end]
                known = [region for region in self._by_name.get(name, ()) if self._counts(region, name, near)]
                region = self._choose(known, near)
                if region:
                    yield Named(start, end, region.code)
                    start = end - 1
                    break
            start += 1

    def _choose(self, regions: list[Region], near: str | None) -> Region | None:
        line = self._by_code[near].ancestors if near in self._by_code else ()
        for group in (
            [region for region in regions if region.code in line],
            [region for region in regions if region.code in self._with_entries],
            [region for region in regions if region.code.endswith("0000")],
            [region for region in regions if region.code.endswith("00")],
            regions,
        ):
            if group:
                return group[0] if len(group) == 1 else None
        return None
