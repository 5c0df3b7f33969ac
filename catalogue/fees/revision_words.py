"""How revisions are spoken of on pages and in papers; it decides nothing."""

from __future__ import annotations

from catalogue.fees.draft_matching import Match
from catalogue.fees.publication_rules import Grade, Rule
from catalogue.fees.revision_states import STAGE_NAMES, Act
from catalogue.fees.revisions import Sort
from catalogue.messages import Message, say

STAGES = STAGE_NAMES
SORTS: dict[str, Message] = {
    Sort.ADDED: say("新增"),
    Sort.ENDED: say("终止"),
    Sort.RENAMED: say("更名"),
    Sort.RATE_UP: say("提高标准"),
    Sort.RATE_DOWN: say("降低标准"),
    Sort.RATE: say("标准变化"),
    Sort.PAYER: say("征收对象变化"),
    Sort.COLLECTOR: say("部门或执收单位变化"),
    Sort.BASIS: say("依据变化"),
    Sort.OTHER: say("其他变化"),
    Sort.WORDING: say("仅文字写法"),
    Sort.SAME: say("没有变化"),
}
DIFFERENCES: dict[str, Message] = {
    "added": say("新增"),
    "ended": say("终止"),
    "changed": say("调整"),
    "wording_only": say("仅文字写法"),
    "removed": say("不再收录"),
}
MATCHES: dict[str, Message] = {
    Match.NAME: say("按名称自动对应"),
    Match.OFFERED: say("可能对应，待选定"),
    Match.CHOSEN: say("由编辑选定对应"),
    Match.NEW: say("作为新项目"),
    Match.VANISHED: say("文件里没有了"),
    Match.HAND: say("手工添加"),
}
DECISIONS: dict[str, Message] = {
    "pending": say("待决定"),
    "take": say("采用"),
    "skip": say("跳过"),
    "keep": say("保留不变"),
    "end": say("终止"),
}
GRADES: dict[str, Message] = {
    Grade.STOP: say("必须改正"),
    Grade.CONFIRM: say("请核对确认"),
    Grade.TELL: say("提示"),
}
ACTS: dict[str, Message] = {
    Act.SEND: say("送复核"),
    Act.APPROVE: say("复核通过"),
    Act.SEND_BACK: say("退回"),
    Act.WITHDRAW: say("撤回"),
    Act.RENEW: say("按最新清单重新比较"),
    Act.REMARK: say("留言"),
}
FIELDS: dict[str, Message] = {
    "name": say("项目名称"),
    "name_en": say("英文参考译名"),
    "kind": say("清单"),
    "level": say("设立层级"),
    "region_code": say("地区"),
    "parent_code": say("上级项目"),
    "department": say("部门"),
    "collecting_body": say("执收单位"),
    "standard_text": say("收费标准"),
    "rate_value": say("标准数值"),
    "rate_unit": say("标准单位"),
    "payer": say("征收对象"),
    "business_related": say("是否涉企"),
    "fund_management": say("资金管理方式"),
    "basis": say("政策依据"),
    "remarks": say("备注"),
    "effective_from": say("开始日期"),
    "effective_to": say("结束日期"),
    "status": say("状态"),
    "ended_by": say("停征或取消的文件"),
    "successor_code": say("替代项目"),
    "only_in": say("仅适用地区"),
    "not_in": say("不适用地区"),
    "record_only": say("仅见于文件"),
    "source": say("来源"),
    "confidence": say("可信程度"),
}
RULES: dict[str, Message] = {
    Rule.UNDECIDED: say("是否同一项"),
    Rule.NO_OVERLAP: say("时间重叠"),
    Rule.BASIS_REQUIRED: say("缺少依据"),
    Rule.RATE_READABLE: say("标准不能计算"),
    Rule.KNOWN_DEPARTMENT: say("部门不认识"),
    Rule.UNIQUE_NAME: say("重名"),
    Rule.NAME_REQUIRED: say("缺少名称"),
    Rule.RATE_JUMP: say("标准变动超过一半"),
    Rule.ITEM_VANISHED: say("文件里没有了"),
    Rule.DOCUMENT_NUMBER_READABLE: say("文号读不出"),
    Rule.NOTE_FOR_EVERY_CHANGE: say("缺少说明或文件"),
    Rule.KNOWN_PARENT: say("上级项目不明"),
    Rule.KNOWN_SUCCESSOR: say("替代项目不明"),
    Rule.STANDS_ABOVE: say("上级清单已有"),
    Rule.ENDS_AFTER_START: say("终止早于开始"),
}
