"""Which bodies are plainly not in charge, and which only look like it."""

import pytest

from catalogue.checks.collectors import Sort, plainly_wrong
from tests.checks.memory_lists import MemoryLists


def wrong(lists: MemoryLists, code: str, body: str) -> bool:
    fee = lists.versions(code)[-1]
    words = lists.words
    return plainly_wrong(fee, [fee.department], words.bodies.read(body), words.bodies, words.mandates)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("A009.04", "枣庄市市中区某村民委员会"),
        ("A035", "山东某律师事务所"),
        ("A042.01", "枣庄某知识产权代理有限公司"),
        ("F008", "枣庄市市中区教育和体育局"),
        ("A024", "枣庄市公安局市中分局"),
        ("F006", "枣庄某热力有限公司"),
    ],
)
def test_other_families_of_bodies_are_plainly_wrong(lists: MemoryLists, code: str, body: str) -> None:
    assert wrong(lists, code, body)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("F010", "枣庄市地方税务局市中分局"),  # merged into the tax service
        ("F016", "国家税务总局枣庄市市中区税务局"),  # handed over to the tax service
        ("F017", "国网枣庄供电公司（代征）"),
        ("A018", "枣庄市自来水有限公司（代收）"),
        ("A039.04", "枣庄市特种设备检验研究院"),
        ("A050", "枣庄市市中区财政局"),  # any administrative body
        ("A005", "枣庄市第八中学"),
        ("S019", "枣庄市自来水有限公司"),  # the department of a regulated service only sets the price
        ("A035", "某某某"),  # nothing is known of this body
        ("A035", ""),
    ],
)
def test_bodies_in_charge_agents_and_unknown_ones_are_not(lists: MemoryLists, code: str, body: str) -> None:
    assert not wrong(lists, code, body)


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        ("枣庄市公安局交通警察支队车辆管理所", Sort.GOVERNMENT),
        ("枣庄某安全技术有限公司", Sort.COMPANY),
        ("枣庄市自来水有限公司", Sort.UTILITY),
        ("枣庄市餐饮行业协会", Sort.ASSOCIATION),
        ("枣庄市市中区古籍修复指挥部", Sort.GOVERNMENT),
        ("某某某", None),
    ],
)
def test_the_end_of_a_name_tells_the_sort_of_a_body(lists: MemoryLists, body: str, sort: Sort | None) -> None:
    assert lists.words.bodies.read(body).sort is sort
