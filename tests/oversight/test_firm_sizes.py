"""Small and micro firms: one figure below its sector's threshold is enough, missing figures leave it open."""

from decimal import Decimal

import pytest

from catalogue.fees.kinds import Confidence
from catalogue.oversight.firm_sizes import MediumFirm, firm_size
from catalogue.oversight.questions import Answer, Question

INDUSTRY = MediumFirm("industry", "工业", Decimal(300), Decimal(20000000), None, "文", "来源", Confidence.RECALLED)


@pytest.mark.parametrize(
    ("staff", "revenue", "small", "missing"),
    [
        ("299", "99000000", "yes", ()),
        ("900", "19999999.99", "yes", ()),
        ("300", "20000000", "no", ()),
        ("300", None, None, (Question.REVENUE,)),
        ("299", None, "yes", ()),
        (None, None, None, (Question.STAFF, Question.REVENUE)),
    ],
)
def test_industry(staff: str | None, revenue: str | None, small: str | None, missing: tuple[Question, ...]) -> None:
    given = {Question.STAFF: staff, Question.REVENUE: revenue}
    answers: dict[Question, Answer] = {name: Decimal(text) for name, text in given.items() if text}
    size = firm_size(INDUSTRY, answers)
    assert (size.small_micro, size.missing) == (small, missing)
    assert len(size.steps) == len(answers)
