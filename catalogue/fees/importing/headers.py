"""Which column is what, by the wordings in use; it refuses to call a table a fee list without a name column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from catalogue.fees.importing.grids import Cell, GridRow


class Column(StrEnum):
    """What a column of a published list says."""

    NUMBER = "number"
    DEPARTMENT = "department"
    PRICING_DEPARTMENT = "pricing_department"
    NAME = "name"
    SECOND_NAME = "second_name"
    THIRD_NAME = "third_name"
    STANDARD = "standard"
    UNIT = "unit"
    BASIS = "basis"
    BASIS_TITLE = "basis_title"
    BASIS_NUMBER = "basis_number"
    COLLECTOR = "collector"
    PAYER = "payer"
    FUND = "fund"
    BUSINESS = "business"
    BUSINESS_YES = "business_yes"
    BUSINESS_NO = "business_no"
    LIST = "list"
    REMARKS = "remarks"
    EXPLANATION = "explanation"
    PAGE = "page"
    OTHER = "other"


NAMES: Final = (Column.NAME, Column.SECOND_NAME, Column.THIRD_NAME)
# One of these beside the name makes a table a fee list; names with numbers alone may be any register.
_TELLING: Final = {
    Column.STANDARD, Column.BASIS, Column.BASIS_TITLE, Column.BASIS_NUMBER, Column.COLLECTOR,
    Column.PAYER, Column.FUND, Column.BUSINESS, Column.PRICING_DEPARTMENT, Column.DEPARTMENT,
}  # fmt: skip
_KINDS = (
    "(?:(?:涉企|全部|本级|具体|其他|主要|现行|相关|有关)?(?:的)?(?:行政事业性?|"
    "政府性|经营服务性?|经营性|服务性|非税收入|非税|行政性|事业性)?)"
)
_ACTS = (
    "(?:收费|征收|执收|缴费|收缴|定价|基金|服务|价格|缴纳|计费|收取|"
    "征缴|费用|考试|检验|检测|鉴定|登记|资金|商品和服务|管理)"
)

# Tried in this order on a heading without spaces and brackets; the first that fits the whole heading wins.
_WORDINGS: Final[tuple[tuple[Column, str], ...]] = (
    (Column.PAGE, "页码|页次|页数|所在页|页"),
    (Column.BUSINESS, "(?:是否)?(?:属于|为|属)?(?:涉企|涉及企业|涉企业).*"),
    (Column.OTHER, "是否.*|有无.*|.*(?:减免|优惠|豁免).*|.*(?:电话|网址|链接|邮箱|地址|邮编|二维码).*"),
    (Column.OTHER, "(?:部门|单位|处室|科室)(?:序号|编号|代码|编码)"),
    (Column.NUMBER, f"(?:{_KINDS}{_ACTS}?(?:项目)?)?(?:序号|编号|序列号|顺序号)|序|号|No\\.?|NO\\.?|no\\.?|#"),
    (Column.LIST, f"{_KINDS}{_ACTS}?(?:项目)?(?:性质|类别|类型|种类|分类)|(?:清单|目录|项目)?(?:类别|类型|性质)"),
    (Column.OTHER,
        ".*(?:代码|编码|级次|层级|立项级别|立项|审批级别|个数|数量|项目数|"
        "项数|时限|期限|收入|余额|金额合计|决算|预算数)"),
    (Column.FUND,
        ".*(?:资金|收入)?管理方式|资金(?:管理|缴库|入库|上缴|性质|去向|"
        "归属|使用|缴纳|收缴|缴存)?(?:方式|办法|去向|方法|渠道|形式)?|"
                      "(?:缴库|入库|缴入|上缴|缴存|收缴管理)(?:方式|办法|级次|库别|"
                      "国库)?|预算(?:管理方式|级次)|收支管理方式|收入归属"),
    (Column.OTHER, "服务(?:标准|质量|承诺|项目及标准).*"),
    (Column.OTHER,
        f"{_ACTS}*(?:地区|区域|地域|方式|方法|环节|范围|形式|权限|内容|"
        f"品目|依据类型|时点|频次|程序|机制)"),
    (Column.OTHER,
        "行业(?:主管|管理|监管)部门|监管部门|监督部门|监督机关|行业部门|"
        "受理部门|制定部门|发文(?:机关|单位|部门)|批准(?:机关|部门|单位)|"
        "审批(?:机关|部门|单位)|填报.*|印发部门"),
    (Column.PRICING_DEPARTMENT,
        "(?:政府)?(?:定价|价格主管|价格管理|价格制定|制定价格|制价|物价)(?:主管)?(?:部门|"
        "机关|主体|单位|机构|权限部门)"),
    (Column.BASIS_TITLE,
        "(?:政策|征收|收费|设立|批准|依据|收费依据|政策依据)?(?:文件|"
        "法规|依据|政策)(?:名称|名|标题)|文件名|标题及文件名"),
    (Column.BASIS_NUMBER,
        "(?:政策|征收|收费|设立|批准|依据|收费依据|政策依据|审批|发文|"
        "文件|执行)*(?:文号|字号|文件号|文件编号|发文号|文件文号|批文号|"
        "批准号)"),
    (Column.BASIS,
        f"(?:{_KINDS}|政策|法律|法规|规章|设立|立项|项目|标准|批准|审批|"
        f"文件|执行|相关|主要|制定|上级|国家|省级?|市级?|中央|地方|及|"
        f"和|与|、|/|"
                       f"{_ACTS})*(?:依据|文件|法律法规|法律|法规|法规政策|政策规定|规定|"
                       f"政策|批文|文件依据|法律依据)(?:及|和|与|、|/)?(?:文件|文号|名称及文号|"
                       f"名称和文号|名称、文号|名称文号|依据|标准|规定|出处)?"),
    (Column.COLLECTOR,
        "(?:具体)?(?:执收|收费|征收|收取|代收|代征|执行|征缴|实施|收缴|"
        "经营|服务提供|服务|提供服务|收款|执收执罚|执罚)(?:主体|部门|"
        "单位|机关|机构|者|人|方|部门单位|主体名称|单位名称|部门名称)(?:名称)?"),
    (Column.PAYER,
        "(?:征收|缴费|收费|缴纳|缴款|付费|征缴|交费|收取|交纳|缴交|支付|"
        "被征收|服务|计征|承担|负担|收缴)(?:义务)?(?:对象|主体|义务人|"
        "人|方|群体|者)(?:及范围|和范围|范围)?|(?:缴费|缴款|缴纳|交费|"
        "付费)(?:单位|义务单位).*|对象|义务人"),
    (Column.UNIT, "(?:计费|计量|计价|计征|收费计量|收费计费|标准|价格|货币|金额|计算)单位|收费标准单位|计费方式单位"),
    (Column.STANDARD,
        f"(?:{_KINDS}{_ACTS}*)?(?:政府定价|政府指导价|基准|最高|最低|执行|"
        f"规定|现行|具体|现|省定|市定|县定|核定|指导)?(?:收费|征收)?"
                          "(?:标准|价格|金额|费额|单价|费率|价格水平|收费水平|征收率|比例|"
                          "费用标准|收费额|价)(?:及(?:方式|说明|单位|范围|计算方法|计费单位|"
                          "有关规定|计费方式))?"),
    (Column.DEPARTMENT,
        "(?:所属|归口|业务|主管|责任|行政|有关|省级|市级|区级|县级|省直|"
        "市直|区直|县直|管理|项目|收费)*(?:主管)?(?:部门|部门名称|部门单位|"
        "部门及单位|部门和单位|部门或单位|部门、单位|部门/单位|主管单位|"
        "归口部门|系统)"),
    (Column.SECOND_NAME,
        f"(?:二级|第二级)(?:{_ACTS}?(?:项目|科目|子项)?(?:名称)?)|{_ACTS}?(?:子项目?|"
        f"小项|分项|细项|明细|细目|子目|明细项目?|子项目明细|具体项目|"
        f"下级项目|项目明细|项目细目|项目内容)(?:名称)?"),
    (Column.THIRD_NAME, f"(?:三级|第三级)(?:{_ACTS}?(?:项目|科目|子项)?(?:名称)?)"),
    (Column.NAME, f"(?:一级|第一级)(?:{_ACTS}?(?:项目|科目)?(?:名称)?)|(?:大项|主项)(?:名称)?"),
    (Column.NAME,
        f"{_KINDS}?(?:清单)?{_ACTS}*(?:的)?(?:项目|事项|科目|品种|种类名称|"
        f"品名|费种|费种名称|收费项)(?:名称|及名称|和名称)?|"
                      f"{_KINDS}?{_ACTS}+(?:名称|项)|(?:项目|收费|基金)?名称|费用名称|"
                      f"目录名称|收费目录|{_KINDS}收费|政府性基金"),
    (Column.REMARKS, "备注(?:说明|栏)?|附注|备考|注"),
    (Column.EXPLANATION, "(?:其他|补充|有关|相关|收费|项目)?(?:说明|情况说明|事项说明|备注及说明)"),
    (Column.OTHER, ".*(?:日期|时间|年度|年份|状态|级别|文种|联系人|经办)"),
)  # fmt: skip
_COMPILED: Final = tuple((column, re.compile(pattern)) for column, pattern in _WORDINGS)
# Words that say nothing without the heading above them.
_GENERIC: Final = re.compile(
    "名称|序号|编号|单位|标准|金额|一级|二级|三级|是|否|文件|内容|项目|部门|对象|代码|依据|"
    "第?[一二三]级|省|市|县|区|国家|中央|省级|市级|区级|县级|其他|方式|说明"
)
_UNIT_IN_BRACKETS = re.compile(r"[(\[【〔](?:单位[:为]?)?([^()\[\]【】〔〕]*)[)\]】〕]")
_MONEY = re.compile(r"元|‰|%|分/|角/|厘/")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """A heading as it is compared: NFKC without any white space or marks of required fields."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:★▲")


@lru_cache(maxsize=8192)
def column_of(heading: str) -> Column | None:
    """What a squeezed heading means, or None for a text that heads no known column."""
    bare = _UNIT_IN_BRACKETS.sub("", heading)
    for candidate in dict.fromkeys((bare, heading)):
        if not candidate or len(candidate) > 24 or any(sign.isdigit() for sign in candidate):
            continue
        for column, pattern in _COMPILED:
            if pattern.fullmatch(candidate):
                return column
    return None


def unit_in(heading: str) -> str:
    """The unit in the brackets of a heading such as 收费标准（元/件）, else nothing."""
    for inner in _UNIT_IN_BRACKETS.findall(heading):
        if _MONEY.search(inner) and len(inner) <= 16:
            return str(inner)
    bare = re.search(r"(?:标准|金额|价格)[/:,,]?(?:单位[:为])?(元(?:/.{1,8})?)$", heading)
    return bare.group(1) if bare else ""


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
        known = _GENERIC.fullmatch(_UNIT_IN_BRACKETS.sub("", heading)) or column_of(heading)
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
    leaf = _UNIT_IN_BRACKETS.sub("", path[-1]) or path[-1]
    if len(path) == 1 or (not _GENERIC.fullmatch(leaf) and column_of(path[-1]) is not None):
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
