"""What titles, bands, notes and totals say; it refuses to read an item out of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from catalogue.fees.importing.marks import CHAPTER, SECTION, leading_mark
from catalogue.fees.kinds import BusinessRelated, FeeKind

_KIND_WORDS: Final = (
    (FeeKind.GOVERNMENT_FUND,
        "政府性?基金|基金(?:和?附加|类)?(?:项目|目录|清单|一览|名称|征收|"
        "收费标准)|^基金$|^基金[(（]"),
    (
        FeeKind.REGULATED_SERVICE,
            "经营服务|经营性(?:服务)?收费|服务性收费|政府(?:制?定价|指导价)|"
            "定价(?:经营|项目|目录|清单|成本|部门|主体|机关)|服务价格|服务收费|"
            "重要商品",
    ),
    (FeeKind.ADMINISTRATIVE,
        "行政事业性?收费|行政性?收费|(?<!行政)事业性收费|行政事业单位收费|"
        "考试考务费|考务费|(?:资格|水平)考试收费|行政许可收费"),
)  # fmt: skip
_NOTE = re.compile(
    r"[*＊※]?(?:注|备注|说明|附注|注释|注解|填表说明|编制说明|几点说明|"
    r"有关说明|特别说明|温馨提示|附:|附：)\s*(?:[:：]|\d+[.、:：]|"
    r"[一二三][、]|$)"
    r"|[*＊※▲★☆△●■]\s*(?:[:：]|为|表示|代表|号|标|的)|[(（]?注[:：]|[*＊※]\s*(?:本|带|加|标)|备注\s*\d"
)
_TOTAL = re.compile(
    r"(?:本页|本表|全部|全县|全市|全省|全区|项目|累计)?(?:合|总|小|"
    r"共)计(?:[:：(（\d共].*|.{0,6}项.*)?|共\d+[项大].{0,12}"
)
_TITLE = re.compile(
    r"(?:清单|目录|一览表|明细表|公示表|标准表|项目表|统计表|汇总表)(?:[(（].*[)）]|"
    r"\d{4}年.{0,6})?$|^附[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?"
)
_DEPARTMENT_END = re.compile(
    r"(?:部门|单位|机关|机构|系统|委员会|委|部|局|厅|署|院|办公室|"
    r"办|法院|检察院|协会|学会|联合会|总会|中心|党校|学校|大学|学院|"
    r"医院|"
    r"银行|集团|公司|政府|总局|分局|支队|大队|总队|所|站|馆|处|社|会|人防|团委|工会|妇联|残联|工商联)$"
)
_NO_DEPARTMENT = re.compile(r"立项|合计|总计|清单|目录|标准|项目|收费$|涉企|事业性|基金|经营|定价|以下|如下|[。；;]")
# Words that end the name of a fee or of a group of fees, not of a field of government.
_NO_FIELD = re.compile(r"(?:[费金价款级类]|附加|部分|考试|检验|检测|检定|鉴定|服务|证照|证件|培训|停车|租金)$")
_BUSINESS = re.compile(r"(?:非|不|未)(?:属于)?涉(?:及)?企|涉(?:及)?企业?")
_COUNT = re.compile(
    r"\s*[(（\[【]?\s*(?:共|计|合计|共计)?\s*\d+\s*(?:大?项|个|类)(?:目)?(?:收费|"
    r"项目)?\s*[)）\]】]?$"
)
_UNIT_LINE = re.compile(
    r"(?:^|[\s;；,，(（:：])(?:金额|货币|计价|计费|计量|收费标准|标准|价格|收费)?单位\s*[:：]\s*(?:人民币)?\s*"
    r"([^\s;；,，)）]*?(?:元|角|分|厘|%|‰)[^\s;；,，)）]*)"
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """NFKC without white space: how short texts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def kind_in(text: str) -> FeeKind | None:
    """The one list that a title names; None when it names none or several."""
    squeezed = fold(text)
    found = {kind for kind, words in _KIND_WORDS if re.search(words, squeezed)}
    return found.pop() if len(found) == 1 else None


def business_in(text: str) -> BusinessRelated | None:
    """Whether a title or band says that its fees are charged to enterprises (涉企…清单)."""
    found = {match.group()[0] in "非不未" for match in _BUSINESS.finditer(fold(text))}
    if len(found) != 1:
        return None
    return BusinessRelated.NO if found.pop() else BusinessRelated.YES


def unit_line(text: str) -> str:
    """The unit of a line such as 单位：元; 填报单位 and the like are no units."""
    found = _UNIT_LINE.search(unicodedata.normalize("NFKC", text))
    return found.group(1) if found and len(found.group(1)) <= 12 else ""


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    return _NOTE.match(text.strip()) is not None


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    return _TOTAL.fullmatch(fold(text)) is not None


def is_title(text: str) -> bool:
    squeezed = fold(text)
    return len(squeezed) <= 60 and _TITLE.search(squeezed) is not None


@lru_cache(maxsize=4096)
def department_name(text: str) -> str:
    """A department as published, without its own number and without a count such as (5项)."""
    _, rest = leading_mark(text.strip())
    rest = _COUNT.sub("", "".join((rest or text).split()))
    return rest.rstrip(":：、")


@lru_cache(maxsize=4096)
def names_department(text: str, only_bodies: bool = False) -> bool:
    """Whether a line across the table is the heading of a department; `only_bodies` wants a word such as 局 or 部门."""
    mark, _ = leading_mark(text.strip())
    name = department_name(text)
    bare = re.sub(r"[(（][^()（）]*[)）]", "", name)
    if not bare or len(name) > 30 or _NO_DEPARTMENT.search(bare) or kind_in(name) is not None:
        return False
    if _DEPARTMENT_END.search(bare):
        return True
    # 三、教育: a short word under a chapter mark names a field of government, unless it names a fee.
    chapter = mark is not None and mark.level in (CHAPTER, SECTION)
    return chapter and not only_bodies and len(bare) <= 8 and _NO_FIELD.search(bare) is None


def names_item(text: str) -> bool:
    """Whether a line across the table can only be an item that groups others."""
    mark, rest = leading_mark(text.strip())
    if kind_in(text) is not None or business_in(text) is not None or re.search("立项|部分", text):
        return False
    if mark is not None and mark.level > SECTION:
        return True
    return re.search(r"(?<!收)费$|附加$|基金$|资金$|价格$", _COUNT.sub("", fold(rest))) is not None


def explained_marks(notes: Iterable[str]) -> dict[str, BusinessRelated]:
    """The signs that notes explain as 涉企, such as 加▲的项目为涉企收费: sign to what it says of marked items."""
    found: dict[str, BusinessRelated] = {}
    for note in notes:
        for clause in re.split(r"[。;；\n]", note):
            for sign, meaning in _explained(clause):
                found.setdefault("*" if sign in "*＊﹡" else sign, meaning)
    return found


_SIGN = "[▲△▴▵★☆※◆◇■□●◎▼▽✱✲✳⊙♦♠♣♥†‡*＊﹡#＃√✓○]"
_BEFORE = re.compile(rf"({_SIGN})[^▲△★☆※◆◇■□●◎*＊#＃]{{0,24}}?((?:非|不属于?|不是|未)?涉(?:及)?企)")
_BEHIND = re.compile(rf"((?:非|不属于?|不是|未)?涉(?:及)?企)[^。;；]{{0,24}}?({_SIGN})")


def _explained(clause: str) -> list[tuple[str, BusinessRelated]]:
    found = [(match.group(1), match.group(2)) for match in _BEFORE.finditer(clause)]
    if not found:
        found = [(match.group(2), match.group(1)) for match in _BEHIND.finditer(clause)]
    return [(sign, BusinessRelated.NO if word[0] in "非不未" else BusinessRelated.YES) for sign, word in found]
