"""Weighs the words around prices: harmless, only lowering, or able to change what is due; in doubt it doubts."""

from __future__ import annotations

import re
from enum import Enum

from catalogue.fees.rate_prices import DASH, NUMBER, UNIT
from catalogue.messages import Message, say

ELSEWHERE = say("文字指向其他文件或由有关机关另定，本目录没有该标准全文。")
EXCERPT = say("来源只摘录了部分标准，或有内容未读到。")
OTHER_PLACE = say("所列为其他地方的标准，仅作示例。")
SURCHARGE = say("另有加收、浮动或按其他方法计算的情形，无法逐项核算。")
PARTS = say("列有几项可能同时收取的费用，未写明如何合计。")
NOT_READ = say("收费标准的文字未能完全读懂，需按文件核对。")
NO_FIGURE = say("收费标准没有写明金额或比例。")
NO_WORDING = say("清单没有列出收费标准。")
UNLIKE = say("收费标准的文字与清单另列的数值不一致。")
NOT_SAID_HOW = say("分档标准没有写明是分段累计还是按全额所在档计算。")

_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|河南|湖北|湖南|广东|广西|海南"
    "|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
_OTHER_PLACE = re.compile(
    rf"[例如]:|例如|示例|^例|(?:^|[;,])(?:{_PROVINCES})(?:省|市|自治区)?.{{0,8}}?(?:执行)?(?:标准|口径|$)"
    r"|^(?!.*(?:收费|征收|上述|同等|现行|相应|最高|最低|对等|计费)).{2,10}(?:执行标准|口径)"
)
_EXCERPT = re.compile(r"节选|摘录|未读到|未查到|未载明|文号不详|略$")
_ELSEWHERE = re.compile(
    r"见(?:附|文|各|表|本|相关)|附[件表]|另行|另有|另:|以文件|由[^,;]{0,24}(?:制定|核定|规定|确定|批准)|报[^,;]{0,16}(?:核准|批准)"
    r"|协商|面议|双方|市场调节|自主|按实际价|实际成本|两部制|暂按|暂免前|对等|比例由|一定比例|按等级|见$|规定费率|区别|酌"
)
_SURCHARGE = re.compile(
    r"加收|加价|加倍|另收|另加|增收|加计|上浮|浮动|提高|每增|每超|每多|每满|递增|累进|累计|翻|倍|滞纳|起步|起价|基价|以上各档|应缴费额=(?!.*[×x])"
    r"|再收|补收|附加收|分段|超额|基本价|涨幅|降幅|幅度|相应标准|上述标准|原标准|比照|折算"
)
_LOWERING = re.compile(
    r"减半|半[价票费]|减免|减征|减收|减缴|减按|免征|免收|免缴|免费|停征|停止|暂停|取消|优惠|折|下浮|降低|调减|不收|不含|不再|不重复|不在|除外|除.{1,12}(?:以外|外)"
    r"|扣除|豁免|再降|低于|不得上浮|不缴|不予"
)
_STATEMENT = re.compile(
    r"计征|征[收缴]|计收|计算|计费|计量|收取|缴纳|交纳|申报|包括|包含|一并|为准|在内|政府(?:指导价|定价)|一次性|时段改为|改为|含"
)
_DATES = re.compile(
    r"(?:自|至|从)?\d{4}(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?|-\d\d-\d\d)(?:起|至|-|—|止)?(?:\d{1,2}月\d{1,2}日)?"
)
_FROM_DAY = re.compile(r"(?:自|从)?\d{4}年\d{1,2}月\d{1,2}日起|〔\d{4}〕")
_YEAR_OF_PRICE = re.compile(r"\d{4}年")
_DOCUMENTS = re.compile(r"[一-鿿]{2,12}〔\d{4}〕\d+号|第\d+号|第[\d-]+条")
_TIMES = re.compile(r"次?日?\d{1,2}:\d\d|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}(?:日|号)(?=[至-]|前|后)")
_ORDINALS = re.compile(r"第\d+(?:[-—、]第?\d+)*|[a-zA-Z]+\d+|\d+(?:周岁|岁|寸|英寸|座|排量|人以[上下])")
_SIZE = rf"{NUMBER}(?:千|万|亿)?(?:元|{UNIT})?(?:\(不?含[^()]*\))?"
_CONDITIONS = re.compile(
    rf"(?:不?超[过出]|[不未]?满|不足|[高低大小少多]于|不[高低]于|达到|≤|≥|>|<){_SIZE}(?:{DASH}{_SIZE})?"
    rf"|{_SIZE}(?:{DASH}{_SIZE})?(?:及|的)?(?:以[上下内外]|之[内间]|内)"
    rf"|{_SIZE}{DASH}{NUMBER}(?:千|万|亿)?(?:元|{UNIT})(?:\(不?含[^()]*\))?"
)


class Weight(Enum):
    """What words do to a price."""

    HARMLESS = "harmless"
    LOWERING = "lowering"
    DOUBTFUL = "doubtful"


def without_conditions(text: str) -> str:
    """The words without dates, document numbers, times of day and size conditions, whose figures are no prices."""
    for pattern in (_DATES, _DOCUMENTS, _TIMES, _ORDINALS, _CONDITIONS):
        text = pattern.sub("", text)
    return text


def weigh_label(text: str) -> tuple[Weight, Message]:
    """Weigh the words that stand before or right after a price in its own clause."""
    doubt = _doubt(text)
    if doubt is not None:
        return Weight.DOUBTFUL, doubt
    if re.search(r"约$|不[低少]于|最低|至少|原$", text) or _YEAR_OF_PRICE.search(_FROM_DAY.sub("", text)):
        return Weight.DOUBTFUL, NOT_READ
    if re.search(r"\d", without_conditions(text)) or re.search(r"每\d|\d+[^,;]{0,3}为一档", text):
        return Weight.DOUBTFUL, NOT_READ
    return Weight.HARMLESS, NOT_READ


def weigh_remark(text: str) -> tuple[Weight, Message]:
    """Weigh a clause or a bracket that names no price."""
    if not text or (text.startswith(("含", "包括", "限")) and not _SURCHARGE.search(text)):
        return Weight.HARMLESS, NOT_READ
    doubt = _doubt(text)
    if doubt is not None:
        return Weight.DOUBTFUL, doubt
    if _LOWERING.search(text):
        return Weight.LOWERING, NOT_READ
    if re.search(r"\d", without_conditions(text)):
        return Weight.DOUBTFUL, NOT_READ
    return Weight.HARMLESS, NOT_READ


def weigh_sentence(text: str) -> tuple[Weight, Message]:
    """Weigh a whole clause without a price: harmless only where it plainly says how or from whom it is levied."""
    weight, reason = weigh_remark(text)
    if weight is Weight.HARMLESS and text and not _STATEMENT.search(text):
        return Weight.DOUBTFUL, NOT_READ
    return weight, reason


def _doubt(text: str) -> Message | None:
    for pattern, reason in (
        (_EXCERPT, EXCERPT),
        (_OTHER_PLACE, OTHER_PLACE),
        (_ELSEWHERE, ELSEWHERE),
        (_SURCHARGE, SURCHARGE),
    ):
        if pattern.search(text):
            return reason
    return None
