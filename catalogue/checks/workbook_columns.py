"""Tells from its headings which column of a table holds what of a charge; it refuses to decide between two meanings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.checks.charges import FIELDS
from catalogue.search.text import fold

# How far down headings are looked for: titles, notes and the name of the firm stand above them.
DEEPEST = 30

# For each part of a charge the wordings of its heading, the surest first; a heading is compared without signs
# and without what stands in its brackets.
_WORDINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        r"(收费|缴费|交费|执收|征收|费用|非税|非税收入)项目(名称)?|(收费|费用|收费种类)名称|费目(名称)?|费种|收费(内容|事项|种类|类别)",
        r"项目名称|费用(类型|类别|科目|明细|内容)|收入项目(名称)?|款项名称|名目",
        r"(货物|商品).*(服务|劳务).*名称|(开票|商品|服务|货物|劳务)(项目|名称|内容)|品名",
        r"fee(name|item|type)?|charge(name|item)?|nameoffee",
        r"摘要|用途|事由|款项(用途|内容)?|明细|内容|项目|名称|item|description|name",
        r"费用|收费",
    ),
    "amount": (
        r"(实收|实缴|实交|实付|已收|已缴|已付|缴费|缴款|交费|收费|收取|付款|支付|票面|票据|开票|发票)(总)?(金额|额|款)(合计)?|价税合计(金额)?",
        r"(小写|合计|总)金额|金额(合计|小写)|总额|(被收|收费|实际)?金额|实收|实缴|实付|已收|已缴",
        r"(应收|应缴|应交|应付)(总)?(金额|额|款)?|费用金额|借方(发生额|金额)?|支出(金额)?|发生额",
        r"(total)?amount(paid|charged)?|paid|sum|total",
        r"费用|收费|缴费|价格|合计",
    ),
    "quantity": (
        r"(收费|计费|征收|缴费)?数量|计费(基数|依据|数)|(计费|收费|占用|建筑)?面积|用水量|用电量|用量",
        r"(件|人|次|吨|份|户|辆|证|本|车|月|天|页|张)数|人次|吨位|重量|体积|数目|基数|时长",
        r"quantity|qty|count",
    ),
    "unit": (r"(计量|计费|计价|数量|收费计量)单位", r"unit(ofmeasure)?|uom"),
    "collecting_body": (
        r"(收费|执收|收取|征收|收缴)(单位|主体|机构|部门|机关|方)(名称|全称)?|(收款|开票)(单位|方|人|机构)(名称|全称|户名)?",
        r"(销售方|销方|销货方|销货单位|卖方)(名称)?|对方(单位|户名|名称|账户名称)|收款户名|往来单位(名称)?|供应商(名称)?",
        r"(collecting|charging)body|collector|payee|seller|chargedby",
    ),
    "charged_on": (
        r"(收费|缴费|缴款|交费|付款|收款|支付|开票|票据|发票)(日期|时间|日)",
        r"(交易|发生|业务|记账|入账|凭证|费用|办理)(日期|时间|日)|日期|年月日",
        r"(charge|invoice|payment|receipt)?date|chargedon|paidon",
        r"时间",
    ),
    "region": (
        r"(收费|缴费|所在|所属|项目)?(地区|区域|行政区划|行政区|区划|区县|县区|区市|地市)(代码|编码|名称|编号)?|收费地点?|属地",
        r"region(code)?|district",
    ),
    "payer_kind": (
        r"(缴费|缴款|交费|付款|缴纳|交款|被收费)(人|方|者|对象|主体|义务人|单位)?(的)?(类型|类别|性质|种类)|(企业|主体|单位|客户)(类型|类别|性质|规模)",
        r"payer(kind|type)",
    ),
}
_COMPILED = {field: tuple(re.compile(f"(?:{text})") for text in texts) for field, texts in _WORDINGS.items()}
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_SIGNS = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_BODY = re.compile(r"[局院所站厂店会司校部处队办园行委厅户心]$|\d")
_UNIT_AFTER = re.compile(r"^(?:单位|按)?[:：]?\s*(.{1,8})$")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a table begins: the row of its headings (counted from 0; -1 where it has none), their texts, and which
    column (from 0) holds which part of a charge."""

    row: int
    labels: tuple[str, ...]
    columns: Mapping[str, int]


def find_headings(rows: Sequence[Sequence[str]]) -> Headings:
    """The headings among the first rows: the row with most known ones; of two such rows below each other the lower.

    A table none of whose headings is known begins at the first row of at least two texts without a figure.
    """
    width = max((len(row) for row in rows), default=0)
    found = [(recognise(row, rows[at + 1 :]), at) for at, row in enumerate(rows[:DEEPEST])]
    most = max((len(columns) for columns, _ in found if "name" in columns), default=0)
    best = [(columns, at) for columns, at in found if len(columns) == most and "name" in columns]
    if best and (most > 1 or _is_heading_alone(rows, best[0][1])):
        columns, at = best[0]
        if len(best) > 1 and best[1][1] == at + 1 and rows[at + 1] != rows[at]:
            columns, at = best[1]
        return Headings(at, _labels(rows[at], width), columns)
    for at, row in enumerate(rows[:DEEPEST]):
        filled = [text for text in row if text]
        if len(filled) > 1 and len(set(filled)) > 1 and not any(re.search(r"\d", text) for text in filled):
            return Headings(at, _labels(row, width), recognise(row, rows[at + 1 :]))
    return Headings(-1, _labels((), width), {})


def recognise(row: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column holds what, by the headings in `row`; each column and each part once.

    单位 alone may be what is counted or who charges or pays; it counts as the unit only where units stand below it.
    """
    heads = [plain_heading(text) for text in row]
    chosen: dict[str, int] = {}
    for rank in range(max(len(texts) for texts in _COMPILED.values())):
        for field in FIELDS:
            texts = _COMPILED[field]
            if field in chosen or rank >= len(texts):
                continue
            at = next((at for at, head in enumerate(heads) if texts[rank].fullmatch(head)), None)
            if at is not None and at not in chosen.values():
                chosen[field] = at
    if "unit" not in chosen:
        bare = next((at for at, head in enumerate(heads) if head == "单位"), None)
        if bare is not None and _holds_units(bare, below):
            chosen["unit"] = bare
    return chosen


def plain_heading(text: str) -> str:
    """A heading without signs, blanks and what stands in its brackets or after a stroke."""
    folded = fold(text)
    short = _BRACKETS.sub("", folded).partition("/")[0]
    return _SIGNS.sub("", short) or _SIGNS.sub("", folded)


def heading_note(label: str) -> str:
    """What a heading says in brackets, or after a stroke, of what it counts: 万元 in 金额（万元）."""
    folded = fold(label)
    bracket = _BRACKETS.search(folded)
    text = bracket.group(1) if bracket else folded.rpartition("/")[2] if "/" in folded else ""
    found = _UNIT_AFTER.match(text.strip())
    return found.group(1).strip() if found else ""


def _holds_units(column: int, rows: Sequence[Sequence[str]]) -> bool:
    values = [row[column] for row in rows if column < len(row) and row[column]][:50]
    return bool(values) and all(len(value) <= 5 and not _BODY.search(value) for value in values)


def _is_heading_alone(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row with one known heading is one: its texts are short, differ, and hold no figure."""
    filled = [text for text in rows[at] if text]
    return all(len(text) <= 12 and not re.search(r"\d", text) for text in filled) and len(set(filled)) == len(filled)


def _labels(row: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple((row[at] if at < len(row) else "").strip() for at in range(width))
