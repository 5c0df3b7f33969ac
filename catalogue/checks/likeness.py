"""How alike two short Chinese names are; it refuses to know what they name."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import OSA

from catalogue.search.sounds import syllables

_NUMERALS = frozenset("0123456789一二三四五六七八九十第非不免")
# Pairs of characters that half of all fees share; they prove little.
_COMMON = frozenset(
    "服务 管理 检验 检测 登记 申请 注册 手续 使用 企业 单位 建设 安全 检查 工程 项目 专项 资金 基金 处理 收费 证书 "
    "工本 公示 费用 培训 考试 维护 设施 资格 技术 专业 定期 补偿 保障 发展 事业 国家 地方 城市 城镇 居民 生活 公共 "
    "业务 监管 鉴定 机构 产品 标准 资源 教育 附加 车辆 环境 社会 行政 政府 信息 公开 许可 工作 人员 职业 农村".split()
)
_LIGHT = 0.4


def covered(text: str, by: str) -> float:
    """The share of `text` (0 to 1) whose neighbouring pairs of characters stand in `by`; common pairs count less."""
    pairs = ["".join(pair) for pair in pairwise(text)]
    if not pairs:
        return 1.0 if text and text in by else 0.0
    weights = [_LIGHT if pair in _COMMON else 1.0 for pair in pairs]
    return sum(weight for pair, weight in zip(pairs, weights, strict=True) if pair in by) / sum(weights)


def telling(text: str, by: str) -> bool:
    """Whether a pair of characters that is not a common word stands in both."""
    return any(pair in by and pair not in _COMMON for pair in map("".join, pairwise(text)))


def misspelt(text: str, name: str) -> int | None:
    """How many characters differ where `text` is likely a misspelling of `name`; None where it is not.

    Numerals and negations are never misspellings: 第一档 is not 第二档. Characters that sound alike
    need only a word of four, others a longer one.
    """
    if abs(len(text) - len(name)) > 1 or len(text) < 4:
        return None
    allowed = 2 if min(len(text), len(name)) >= 9 else 1
    distance = OSA.distance(text, name, score_cutoff=allowed)
    if not 0 < distance <= allowed or _numerals(text) != _numerals(name):
        return None
    if len(text) == 4 and syllables(text) != syllables(name):
        return None
    return int(distance)


def _numerals(text: str) -> list[str]:
    return [char for char in text if char in _NUMERALS]
