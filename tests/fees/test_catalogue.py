"""The query layer obeys both clocks and the place, and refuses what cannot be."""

from collections.abc import Iterator
from datetime import date

import pytest

from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Viewpoint
from catalogue.fees.kinds import State
from catalogue.messages import Problem

TODAY = date(2026, 11, 23)
HOME = "370402"


@pytest.fixture
def catalogue(lists: Database) -> Iterator[Catalogue]:
    with lists.sessions() as session:
        yield Catalogue(session)


def test_what_is_not_asked_is_today_the_latest_release_and_home(catalogue: Catalogue) -> None:
    assert catalogue.viewpoint(None, None, None, TODAY, HOME) == Viewpoint(TODAY, 1, HOME)
    assert catalogue.viewpoint("", "", "", TODAY, HOME) == Viewpoint(TODAY, 1, HOME)


def test_every_place_can_be_asked_for(catalogue: Catalogue) -> None:
    assert catalogue.viewpoint("2019-01-01", "1", "all", TODAY, HOME) == Viewpoint(date(2019, 1, 1), 1, None)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (("2026-02-30", None, None), "on"),
        (("1900-01-01", None, None), "on"),
        (("2999-01-01", None, None), "on"),
        ((None, "7", None), "release"),
        ((None, "-1", None), "release"),
        ((None, "１", None), "release"),
        ((None, "9" * 30, None), "release"),
        ((None, None, "999999"), "region"),
        ((None, None, "市中区"), "region"),
    ],
)
def test_a_bad_day_release_or_place_is_a_problem_never_silently_today(
    catalogue: Catalogue, asked: tuple[str | None, str | None, str | None], field: str
) -> None:
    with pytest.raises(Problem) as caught:
        catalogue.viewpoint(*asked, TODAY, HOME)
    assert caught.value.field == field


def test_before_the_first_release_came_into_effect_it_is_still_the_one_that_is_known(catalogue: Catalogue) -> None:
    assert catalogue.latest_edition(date(2020, 1, 1)).number == 1


def test_home_lies_in_its_city_province_and_country(catalogue: Catalogue) -> None:
    assert catalogue.ancestors(HOME) == ("000000", "370000", "370400", "370402")
    assert catalogue.ancestors(None) == ()


def test_all_divisions_down_to_the_counties_are_known(catalogue: Catalogue) -> None:
    regions = catalogue.regions()
    assert len(regions) > 3000
    assert {region.level for region in regions} == {"country", "province", "city", "county"}
    known = {region.code for region in regions}
    assert all(set(region.ancestors) <= known for region in regions)
    assert all(region.ancestors[0] == "000000" and region.ancestors[-1] == region.code for region in regions)


def test_children_of_other_places_are_not_seen_from_here(catalogue: Catalogue) -> None:
    here = catalogue.viewpoint(None, None, None, TODAY, HOME)
    everywhere = catalogue.viewpoint(None, None, "all", TODAY, HOME)
    seen = {entry.code for entry in catalogue.children("S004", here)}
    assert seen < {entry.code for entry in catalogue.children("S004", everywhere)}


def test_the_line_of_parents_runs_from_the_top(catalogue: Catalogue) -> None:
    view = catalogue.viewpoint(None, None, None, TODAY, HOME)
    assert [entry.code for entry in catalogue.parents("A009.02.01", view)] == ["A009", "A009.02"]


def test_entries_come_in_the_order_asked_and_unknown_ones_are_left_out(catalogue: Catalogue) -> None:
    first, second = (catalogue.versions(code, 1)[-1].version_id for code in ("F008", "A035"))
    assert [entry.code for entry in catalogue.entries([second, 10**9, first])] == ["A035", "F008"]


def test_a_row_limited_by_its_own_wording_applies_only_there(catalogue: Catalogue) -> None:
    (row,) = catalogue.versions("F003", 1)
    assert row.applies_in(("000000", "460000"))
    assert not row.applies_in(catalogue.ancestors(HOME))
    assert row.applies_in(())


def test_an_ended_fee_stays_findable_with_the_document_that_ended_it(catalogue: Catalogue) -> None:
    view = catalogue.viewpoint(None, None, None, TODAY, HOME)
    port = catalogue.entry("F021", view)
    assert port is not None
    assert port.state_on(TODAY) is State.CANCELLED
    assert port.state_on(date(2020, 12, 31)) is State.IN_FORCE
    assert "2021年第8号" in port.ended_by


def test_a_relief_on_a_fee_covers_its_sub_items(catalogue: Catalogue) -> None:
    assert {relief.name for relief in catalogue.reliefs_for("A043")} <= {
        relief.name for relief in catalogue.reliefs_for("A043.01")
    }
    assert catalogue.reliefs_for("A04") == []


def test_changes_come_newest_first_and_not_from_the_future(catalogue: Catalogue) -> None:
    dates = [change.date_text for change in catalogue.changes(until=date(2019, 7, 1))]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2019-07-01"
