"""Which column is what, by the wordings in use; it refuses to call a table a fee list without a name column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from catalogue.fees.importing.grids import Cell, GridRow
from catalogue.fees.importing.marks import bare_mark
from catalogue.fees.importing.wordings import GENERIC, IN_BRACKETS, Column, column_of, squeeze, unit_in

NAMES: Final = (Column.NAME, Column.SECOND_NAME, Column.THIRD_NAME)
# One of these beside the name makes a table a fee list; names with numbers alone may be any register.
_TELLING: Final = {
    Column.STANDARD, Column.BASIS, Column.BASIS_TITLE, Column.BASIS_NUMBER, Column.COLLECTOR,
    Column.PAYER, Column.FUND, Column.BUSINESS, Column.PRICING_DEPARTMENT, Column.DEPARTMENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one table: what each means, its heading as printed, and units named in it."""

    columns: dict[Column, tuple[int, ...]]
    headings: tuple[str, ...]
    height: int
    unit: str = ""
    day_columns: frozenset[int] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)

    def has(self, *wanted: Column) -> bool:
        return any(column in self.columns for column in wanted)

    def first(self, column: Column) -> int | None:
        places = self.columns.get(column)
        return places[0] if places else None

    @property
    def is_list(self) -> bool:
        """Whether this heads a fee list, not a table of contents or another register."""
        return Column.NAME in self.columns and Column.PAGE not in self.columns and self.has(*_TELLING)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(squeeze(heading) for heading in self.headings)


def find_header(rows: Sequence[GridRow], at: int) -> Header | None:
    """The header that begins in row `at`, over one to three rows, or None."""
    if not _promising(rows[at]):
        return None
    best: Header | None = None
    for height in (1, 2, 3):
        block = rows[at : at + height]
        if len(block) < height or (height > 1 and not _continues(block)):
            break
        header = _read(block)
        if header is not None and (best is None or _worth(header) >= _worth(best)):
            best = header
    return best


def with_number_column(header: Header, below: Sequence[GridRow]) -> Header:
    """The header with a number column, where the numbers stand under no heading or under that of the names."""
    place, second = header.first(Column.NAME), header.first(Column.SECOND_NAME)
    if place is None or header.has(Column.NUMBER):
        return header
    columns = dict(header.columns)
    if second == place + 1 and header.headings[place] == header.headings[second] and _numbers(place, below):
        columns[Column.NAME] = (columns.pop(Column.SECOND_NAME)[0],)
        return replace(header, columns={**columns, Column.NUMBER: (place,)})
    untitled = [left for left in range(place) if not header.headings[left] and _numbers(left, below)]
    return replace(header, columns={**columns, Column.NUMBER: (untitled[-1],)}) if untitled else header


def _numbers(place: int, below: Sequence[GridRow]) -> bool:
    """Whether a column holds nothing but numbers and marks, beside lines that are joined across it."""
    texts = [row.at(place).text for row in below if row.at(place) is not row.at(place + 1)]
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(bare_mark(text) is not None for text in filled)


def _worth(header: Header) -> int:
    return sum(len(places) for column, places in header.columns.items() if column is not Column.OTHER)


def _promising(row: GridRow) -> bool:
    filled = row.filled()
    if len(filled) < 2:
        return False
    headings = [squeeze(cell.text) for cell in filled]
    known = sum(1 for heading in headings if len(heading) <= 30 and column_of(heading) is not None)
    return known >= 2 and known * 2 >= len(headings)


def _continues(block: Sequence[GridRow]) -> bool:
    """Whether the last row of a block is one more line of headings under the row above."""
    above, row = block[-2], block[-1]
    fresh = [
        (column, cell)
        for column, cell in enumerate(row.cells)
        if cell.text.strip() and not any(upper is cell for upper in above.cells)
    ]
    if not fresh:
        return any(cell.joined and any(upper is cell for upper in above.cells) for cell in row.filled())
    for column, cell in fresh:
        heading = squeeze(cell.text)
        if not heading or len(heading) > 24:
            return False
        if _below_group(above, row, column):
            continue
        known = GENERIC.fullmatch(IN_BRACKETS.sub("", heading)) or column_of(heading)
        if above.at(column).text.strip() or not known:
            return False
    return True


def _below_group(above: GridRow, row: GridRow, column: int) -> bool:
    """Whether a heading stands under one that spans it: joined, or followed by blanks where nothing is joined."""
    group = above.at(column)
    if not group.text.strip():
        return False
    if sum(1 for cell in above.cells if cell is group) > 1:
        return True
    right = column + 1
    return not group.joined and not above.at(right).text.strip() and bool(row.at(right).text.strip())


def _read(block: Sequence[GridRow]) -> Header | None:
    width = max(len(row.cells) for row in block)
    paths = [_path(block, column) for column in range(width)]
    meanings = [_meaning(path) for path in paths]
    columns: dict[Column, list[int]] = {}
    seen: dict[tuple[int, Column], int] = {}
    for place, meaning in enumerate(meanings):
        if meaning is None:
            continue
        cell = block[-1].at(place)
        # One heading joined over several columns names the first of them, the others follow it.
        key = (id(cell), meaning)
        if cell.text.strip() and key in seen and meaning is not Column.NAME:
            continue
        seen[key] = place
        columns.setdefault(meaning, []).append(place)
    columns = _settle(columns, paths)
    if not columns:
        return None
    headings = tuple("/".join(path) for path in paths)
    return Header(
        columns={column: tuple(places) for column, places in columns.items()},
        headings=headings,
        height=len(block),
        unit=next((unit_in(squeeze(headings[place])) for place in columns.get(Column.STANDARD, [])), ""),
        day_columns=frozenset(place for place, text in enumerate(headings) if re.search("日期|时间", squeeze(text))),
        labels={place: paths[place][-1] for place in columns.get(Column.STANDARD, []) if len(paths[place]) > 1},
    )


def _path(block: Sequence[GridRow], column: int) -> tuple[str, ...]:
    """The headings above one column, outermost first; a blank above a heading takes its left neighbour's group."""
    path: list[str] = []
    cells: list[Cell] = []
    for depth, row in enumerate(block):
        cell = row.at(column)
        if not cell.text.strip() and depth + 1 < len(block) and block[-1].at(column).text.strip() and not cell.joined:
            cell = next((row.at(left) for left in range(column - 1, -1, -1) if row.at(left).text.strip()), cell)
        if cell.text.strip() and not any(cell is upper for upper in cells):
            cells.append(cell)
            path.append(squeeze(cell.text))
    return tuple(path)


def _meaning(path: tuple[str, ...]) -> Column | None:
    if not path:
        return None
    leaf = IN_BRACKETS.sub("", path[-1]) or path[-1]
    if len(path) == 1 or (not GENERIC.fullmatch(leaf) and column_of(path[-1]) is not None):
        return column_of(path[-1])
    return _below(column_of(path[-2]), leaf, path)


def _below(group: Column | None, leaf: str, path: tuple[str, ...]) -> Column | None:
    """What a general word such as 名称 or 单位 means under its group heading."""
    if leaf in ("序号", "编号"):
        return Column.OTHER if group in (Column.DEPARTMENT, Column.COLLECTOR) else Column.NUMBER
    if group in (Column.NAME, Column.LIST) or (group is Column.OTHER and "项目" in path[-2]):
        level = re.search("[一二三]", leaf)
        if level:
            return NAMES["一二三".index(level.group())]
        return Column.NAME if leaf in ("名称", "项目") else column_of(path[-1])
    if group is Column.BUSINESS:
        return {"是": Column.BUSINESS_YES, "否": Column.BUSINESS_NO}.get(leaf, Column.BUSINESS)
    if group in (Column.BASIS, Column.BASIS_TITLE) and leaf in ("名称", "文件", "标题"):
        return Column.BASIS_TITLE
    if group is Column.STANDARD and leaf == "单位":
        return Column.UNIT
    if group in (Column.BASIS, Column.STANDARD, Column.COLLECTOR, Column.DEPARTMENT, Column.PAYER):
        return group
    return column_of(path[-2] + path[-1]) or column_of(path[-1]) or group


def _settle(columns: dict[Column, list[int]], paths: Sequence[tuple[str, ...]]) -> dict[Column, list[int]]:
    """Give doubtful headings their meaning from the other columns."""
    names = columns.get(Column.NAME, [])
    if len(names) > len(NAMES):
        return {}  # prose about headings, not a heading
    if len(names) > 1:
        _order_names(columns, names, paths)
    if Column.NAME not in columns:
        _promote(columns, paths)
    if Column.SECOND_NAME in columns and Column.NAME not in columns:
        columns[Column.NAME] = columns.pop(Column.SECOND_NAME)
    _place_bare_unit(columns, paths)
    if Column.BASIS_NUMBER not in columns and Column.BASIS_TITLE in columns:
        columns.setdefault(Column.BASIS, []).extend(columns.pop(Column.BASIS_TITLE))
        columns[Column.BASIS].sort()
    if Column.BASIS_TITLE not in columns and Column.BASIS_NUMBER in columns:
        columns.setdefault(Column.BASIS, []).extend(columns.pop(Column.BASIS_NUMBER))
        columns[Column.BASIS].sort()
    if Column.REMARKS not in columns and Column.EXPLANATION in columns:
        columns[Column.REMARKS] = columns.pop(Column.EXPLANATION)
    return columns


def _order_names(columns: dict[Column, list[int]], names: list[int], paths: Sequence[tuple[str, ...]]) -> None:
    """Two name columns: one heading over both holds two levels; else the fuller heading is the name."""
    same = len({paths[place] for place in names}) == 1
    if same and Column.SECOND_NAME not in columns:
        for column, place in zip(NAMES, names, strict=False):
            columns[column] = [place]
        return
    best = max(names, key=lambda place: ("名称" in paths[place][-1], "项目" in paths[place][-1], -place))
    columns[Column.NAME] = [best]
    columns.setdefault(Column.OTHER, []).extend(place for place in names if place != best)


def _promote(columns: dict[Column, list[int]], paths: Sequence[tuple[str, ...]]) -> None:
    """Without a name column, 服务内容 and the like name the items."""
    for place in columns.get(Column.OTHER, []):
        if re.search("(?:服务|收费|定价|项目)内容$", paths[place][-1]):
            columns[Column.NAME] = [place]
            columns[Column.OTHER] = [other for other in columns[Column.OTHER] if other != place]
            return


def _place_bare_unit(columns: dict[Column, list[int]], paths: Sequence[tuple[str, ...]]) -> None:
    """单位 left of the name is who charges, right of it what is counted."""
    name = columns.get(Column.NAME, [0])[0]
    for place, path in enumerate(paths):
        if path and path[-1] in ("单位", "单位名称") and not any(place in places for places in columns.values()):
            column = Column.COLLECTOR if place < name else Column.UNIT
            columns.setdefault(column, []).append(place)
