"""The words that published lists use for their columns, and what each means; it refuses words it does not know."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final


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
    (Column.NAME,
        "涉企(?:行政事业性?|政府性|经营服务性?|经营性|服务性)?(?:收费|基金|定价)?(?:项目)?名称|"
        "涉企(?:行政事业性?收费|政府性基金|经营服务性?收费|经营性收费|服务收费)项目"),
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
    (Column.BASIS,
        "(?:批准|审批|设立|立项|发文|制定)?(?:机关|部门|单位)(?:及|和|与|、)"
        "(?:批准|发文)?(?:文号|文件号?|依据|文件文号)"),
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
                      f"目录名称|收费目录|{_KINDS}收费|(?:政府性)?基金"),
    (Column.REMARKS, "备注(?:说明|栏)?|附注|备考|注"),
    (Column.EXPLANATION, "(?:其他|补充|有关|相关|收费|项目)?(?:说明|情况说明|事项说明|备注及说明)"),
    (Column.OTHER, ".*(?:日期|时间|年度|年份|状态|级别|文种|联系人|经办)"),
)  # fmt: skip
_COMPILED: Final = tuple((column, re.compile(pattern)) for column, pattern in _WORDINGS)
# Words that say nothing without the heading above them.
GENERIC: Final = re.compile(
    "名称|序号|编号|单位|标准|金额|一级|二级|三级|是|否|文件|内容|项目|部门|对象|代码|依据|"
    "第?[一二三]级|省|市|县|区|国家|中央|省级|市级|区级|县级|其他|方式|说明"
)
IN_BRACKETS = re.compile(r"[(\[【〔](?:单位[:为]?)?([^()\[\]【】〔〕]*)[)\]】〕]")
_MONEY = re.compile(r"元|‰|%|分/|角/|厘/")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """A heading as it is compared: NFKC without any white space or marks of required fields."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:★▲")


@lru_cache(maxsize=8192)
def column_of(heading: str) -> Column | None:
    """What a squeezed heading means, or None for a text that heads no known column."""
    bare = IN_BRACKETS.sub("", heading)
    for candidate in dict.fromkeys((bare, heading)):
        if not candidate or len(candidate) > 24 or any(sign.isdigit() for sign in candidate):
            continue
        for column, pattern in _COMPILED:
            if pattern.fullmatch(candidate):
                return column
    return None


def unit_in(heading: str) -> str:
    """The unit in the brackets of a heading such as 收费标准（元/件）, else nothing."""
    for inner in IN_BRACKETS.findall(heading):
        if _MONEY.search(inner) and len(inner) <= 16:
            return str(inner)
    bare = re.search(r"(?:标准|金额|价格)[/:,,]?(?:单位[:为])?(元(?:/.{1,8})?)$", heading)
    return bare.group(1) if bare else ""
