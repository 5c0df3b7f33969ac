"""Receipt lines taken apart, and names compared."""

from datetime import date

import pytest

from catalogue.checks.likeness import covered, misspelt, opposed
from catalogue.checks.matching import note_fit
from catalogue.checks.wording import Stretch, key, read_wording, split_line


@pytest.mark.parametrize(
    ("name", "head", "notes"),
    [
        ("居民身份证工本费（丢失补领）", "居民身份证工本费", ("丢失补领",)),
        ("教育费附加（补缴）", "教育费附加", ()),
        ("水资源费【2024年10月】", "水资源费", ()),
        ("大 配 套 费", "大配套费", ()),
        ("殯葬收費", "殡葬收费", ()),
        ("诉讼废", "诉讼费", ()),
        ("处置危废", "处置危废", ()),
    ],
)
def test_head_and_notes(name: str, head: str, notes: tuple[str, ...]) -> None:
    wording = read_wording(name)

    assert (wording.head, wording.notes) == (head, notes)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("水资源费（2024年10月）", date(2024, 10, 1), date(2024, 10, 31)),
        ("污水处理费2023年第四季度", date(2023, 10, 1), date(2023, 12, 31)),
        ("残保金（2022年度）", date(2022, 1, 1), date(2022, 12, 31)),
        ("垃圾处理费2023年上半年", date(2023, 1, 1), date(2023, 6, 30)),
        ("水费2024年1-3月", date(2024, 1, 1), date(2024, 3, 31)),
    ],
)
def test_days_that_a_receipt_names(name: str, first: date, last: date) -> None:
    assert read_wording(name).stretch == Stretch(first, last)


def test_no_days_no_stretch() -> None:
    assert read_wording("专利年费（第4年）").stretch is None


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("教育费附加、地方教育附加", ["教育费附加", "地方教育附加"]),
        ("教育费附加＋地方教育附加", ["教育费附加", "地方教育附加"]),
        ("生活垃圾处理费（宾馆、饭店）", ["生活垃圾处理费(宾馆、饭店)"]),
        ("诉讼费和公告费", ["诉讼费", "公告费"]),
    ],
)
def test_pieces_of_a_line(line: str, pieces: list[str]) -> None:
    assert split_line(line) == pieces


@pytest.mark.parametrize(
    ("one", "other"), [("殡葬收费", "殡葬费"), ("身份证工本费", "身份证"), ("护照工本费", "护照费")]
)
def test_endings_do_not_tell_fees_apart(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_paper_price_of_no_document_is_not_the_fee_itself() -> None:
    assert key("供暖工本费") != key("供暖费")


def test_misspelling_is_near_and_never_a_number_or_a_not() -> None:
    assert misspelt("教肓费附加", "教育费附加", heard=False) == 1
    assert misspelt("居民用水第一阶梯", "居民用水第二阶梯", heard=False) is None
    assert misspelt("非居民用水价格", "居民用水价格", heard=False) is None
    assert misspelt("公证服务", "签证服务", heard=False) is None


def test_coverage_is_a_share() -> None:
    assert covered("植被恢复", "森林植被恢复") == 1.0
    assert covered("植被恢复", "社会保险") == 0.0


def test_negation_points_elsewhere() -> None:
    assert note_fit("居民", "非居民生活用水") == 0.0
    assert note_fit("居民", "居民生活用水") >= 1.0


def test_a_word_replaced_by_its_opposite_is_another_fee() -> None:
    assert opposed("民办幼儿园保教", "公办幼儿园保教")
    assert not opposed("幼儿园保教", "公办幼儿园保教")
    assert misspelt("民办幼儿园保教费", "公办幼儿园保教费", heard=False) is None
