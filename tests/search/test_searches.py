"""What every search promises, asked of the index on disk and of its twin in memory."""

from datetime import date
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.messages import Problem
from catalogue.search.port import LARGEST_PAGE, FeeSearch, Found, Match, SearchAnswer, SearchRequest
from catalogue.search.text import LONGEST_QUERY
from tests.search.support import entries

DAY = date(2026, 11, 23)
HOME = "370402"


def ask(search: FeeSearch, query: str, region: str | None = HOME, **filters: object) -> SearchAnswer:
    return search.search(SearchRequest(query, filters.pop("on", DAY), region, **filters))  # type: ignore[arg-type]


def codes(answer: SearchAnswer) -> list[str]:
    return [hit.code for hit in answer.hits]


def test_a_name_typed_in_full_is_exact(search: FeeSearch) -> None:
    answer = ask(search, "城市基础设施配套费")
    assert answer.match is Match.EXACT
    assert answer.hits[0].code == "F006"
    assert answer.hits[0].matched is Found.NAME


def test_a_code_finds_its_fee_first(search: FeeSearch) -> None:
    answer = ask(search, "a026")
    assert (answer.match, answer.hits[0].code, answer.hits[0].matched) == (Match.EXACT, "A026", Found.CODE)


@pytest.mark.parametrize("typed", ["财综〔2014〕8号", "财综[2014]8号", "财综2014 8", "财综（2014）8号"])
def test_a_document_number_finds_who_cites_it(search: FeeSearch, typed: str) -> None:
    answer = ask(search, typed)
    assert answer.match is Match.EXACT
    assert codes(answer)[0] == "A026"


def test_an_unknown_document_number_finds_nothing(search: FeeSearch) -> None:
    answer = ask(search, "财税〔2031〕999号")
    assert (answer.match, answer.total, answer.hits) == (Match.NONE, 0, ())


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("gengdikaikenfei", Found.PINYIN),
        ("gdkkf", Found.INITIALS),
        ("gengdi开垦费", Found.PINYIN),
        ("耕地开恳费", Found.TYPO),
        ("耕地開墾費", Found.NAME),
        ("耕地开垦费收费标准是多少", Found.NAME),
    ],
)
def test_every_way_of_writing_leads_to_the_fee(search: FeeSearch, typed: str, how: Found) -> None:
    answer = ask(search, typed)
    assert answer.hits[0].code == "A016"
    assert answer.hits[0].matched is how


def test_a_misspelt_name_is_offered_in_its_right_form(search: FeeSearch) -> None:
    assert ask(search, "耕地开恳费").did_you_mean == "耕地开垦费"
    assert ask(search, "耕地开垦费").did_you_mean is None


def test_what_is_common_to_all_fees_finds_nothing(search: FeeSearch) -> None:
    answer = ask(search, "收费标准是多少钱")
    assert (answer.match, answer.total) == (Match.NONE, 0)


def test_a_charge_outside_the_lists_is_named_as_such(search: FeeSearch) -> None:
    answer = ask(search, "履约保证金")
    assert answer.match in (Match.NONE, Match.WEAK)
    assert answer.outside is not None
    assert answer.outside.explanation


def test_an_ended_record_stands_apart(search: FeeSearch) -> None:
    records = {entry.code for entry in entries() if entry.record_only}
    answer = ask(search, "婚姻登记费")
    assert answer.match in (Match.NONE, Match.WEAK)
    assert answer.ended
    assert {hit.code for hit in answer.ended} <= records
    assert not records & set(codes(answer))


def test_cancelled_fees_of_the_lists_stay_findable(search: FeeSearch) -> None:
    answer = ask(search, "港口建设费")
    assert answer.match is Match.EXACT
    assert codes(answer)[0] == "F021"


def test_a_region_sees_itself_and_what_is_above_it(search: FeeSearch) -> None:
    regions = {entry.code: entry.region_code for entry in entries()}
    answer = ask(search, "", per_page=LARGEST_PAGE)
    line = {"000000", "370000", "370400", "370402"}
    assert {regions[code] for code in codes(answer)} <= line
    assert dict(answer.facets["region"]).keys() <= line


def test_a_place_named_in_the_text_narrows_an_open_search(search: FeeSearch) -> None:
    answer = ask(search, "潍坊物业费", region=None)
    assert answer.place == "370700"
    assert codes(answer)[0] == "S024"
    beijing = ask(search, "北京物业费", region=None)
    assert "S024" not in codes(beijing)


def test_a_fee_of_another_place_is_not_passed_off_as_ours(search: FeeSearch) -> None:
    assert ask(search, "北京水费").match is Match.WEAK


def test_an_empty_search_lists_everything_by_code(search: FeeSearch) -> None:
    first = ask(search, "", region=None, per_page=LARGEST_PAGE)
    pages = range(2, 1 + -(-first.total // LARGEST_PAGE))
    rest = [codes(ask(search, " ", region=None, per_page=LARGEST_PAGE, page=page)) for page in pages]
    listed = [*codes(first), *chain(*rest)]
    assert listed == sorted({entry.code for entry in entries() if not entry.record_only})
    assert all(hit.matched is Found.LISTING for hit in first.hits)


def test_a_page_too_far_is_empty_and_keeps_the_total(search: FeeSearch) -> None:
    answer = ask(search, "水", page=9999)
    assert answer.hits == ()
    assert answer.total == ask(search, "水").total > 0


@pytest.mark.parametrize("page", [{"page": 0}, {"page": -1}, {"per_page": 0}, {"per_page": LARGEST_PAGE + 1}])
def test_impossible_pages_are_refused(search: FeeSearch, page: dict[str, int]) -> None:
    with pytest.raises(Problem):
        ask(search, "水", **page)


def test_an_unknown_region_is_refused(search: FeeSearch) -> None:
    with pytest.raises(Problem):
        ask(search, "水", region="999999")


def test_filters_narrow_and_facets_count_the_alternatives(search: FeeSearch) -> None:
    everything = ask(search, "")
    funds = ask(search, "", kinds=("gov_fund",))
    assert funds.total == dict(everything.facets["kind"])["gov_fund"]
    assert funds.facets["kind"] == everything.facets["kind"]
    assert set(dict(funds.facets["level"])) <= set(dict(everything.facets["level"]))
    both = ask(search, "", kinds=("gov_fund",), statuses=("cancelled",))
    assert both.total == dict(funds.facets["status"])["cancelled"]
    assert ask(search, "", payer="商标申请人").total > 0


def test_the_day_chooses_the_version(search: FeeSearch) -> None:
    versions = {entry.version_id: entry for entry in entries()}
    for day in (date(2016, 1, 1), date(2018, 1, 1), DAY):
        answer = ask(search, "因私护照", on=day)
        assert codes(answer).count("A009.02.01") == 1
        hit = next(hit for hit in answer.hits if hit.code == "A009.02.01")
        assert day in versions[hit.version_id].period


def test_one_character_is_enough(search: FeeSearch) -> None:
    names = {entry.code: entry for entry in entries()}
    for hit in ask(search, "水").hits[:5]:
        entry = names[hit.code]
        assert "水" in entry.name + "".join(alias.text for alias in entry.aliases)


def test_several_fees_in_one_text_are_all_found(search: FeeSearch) -> None:
    assert {"A014", "A013", "A016"} <= set(codes(ask(search, "土地闲置费、土地复垦费、耕地开垦费"))[:3])


def test_marks_show_the_text_and_what_was_asked(search: FeeSearch) -> None:
    hit = ask(search, "土地闲置").hits[0]
    assert "".join(span.text for span in hit.highlight) == hit.matched_on
    assert [span.text for span in hit.highlight if span.marked] == ["土地闲置"]


def test_long_text_is_cut_with_a_notice(search: FeeSearch) -> None:
    answer = ask(search, "土地闲置费" + "啊" * 10_000)
    assert answer.notices
    assert not ask(search, "土" * LONGEST_QUERY).notices


STRANGE = ("*", "?", "[", "name:水", "AND OR NOT", "\x00\x07", "\u202e费", "😀😀", "'; drop table x;--", "((", "~")


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_text_gets_a_plain_answer(search: FeeSearch, typed: str) -> None:
    assert ask(search, typed).match in (Match.NONE, Match.WEAK)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text(alphabet="水土保持补偿费收元年0123456789〔〕号每/%gongzhe *:[]", max_size=20))
def test_any_text_gets_an_answer_in_good_order(in_memory: FeeSearch, typed: str) -> None:
    answer = in_memory.search(SearchRequest(typed, DAY, HOME))
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert len(set(codes(answer))) == len(answer.hits) <= answer.total
    assert (answer.match is Match.NONE) == (answer.total == 0)


def test_suggestions_begin_with_what_was_typed(search: FeeSearch) -> None:
    assert all(each.text.startswith("土地") for each in search.suggest("土地", HOME))
    assert "A014" in [each.code for each in search.suggest("tudixian", HOME)]
    assert "A014" in [each.code for each in search.suggest("tdxz", HOME)]
    assert search.suggest("") == search.suggest("😀") == ()
    assert len(search.suggest("费", limit=3)) <= 3


def test_suggestions_know_the_region(search: FeeSearch) -> None:
    assert "S024" in [each.code for each in search.suggest("物业", "370700")]
    assert "S024" not in [each.code for each in search.suggest("物业", HOME)]


@pytest.mark.parametrize("typed", ["水水水水水", "测试测试", "哈哈哈"])
def test_the_same_again_and_again_is_never_a_sure_answer(search: FeeSearch, typed: str) -> None:
    assert ask(search, typed).match in (Match.NONE, Match.WEAK)


@pytest.mark.parametrize("typed", ["收费目录", "政府性基金", "涉企收费", "行政事业性收费项目"])
def test_what_fits_every_fee_finds_none(search: FeeSearch, typed: str) -> None:
    assert ask(search, typed).match is Match.NONE


def test_a_document_stands_for_its_fee(search: FeeSearch) -> None:
    answer = ask(search, "护照")
    assert (answer.match, answer.hits[0].code) == (Match.EXACT, "A009.02.01")


def test_several_bare_names_find_each_fee(search: FeeSearch) -> None:
    assert {"A009.05", "A009.06"} <= set(codes(ask(search, "行驶证 驾驶证 车牌"))[:3])
