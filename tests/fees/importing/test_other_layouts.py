"""Files laid out by hand, unlike those that are made by chance, are read without a wrong field."""

import importlib

import pytest

from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.opening import read_bytes
from tests.fees.importing.comparing import FIELDS, folded, folded_rows
from tests.fees.importing.others.broken import BROKEN
from tests.fees.importing.others.fees import LAYOUTS, Layout

for _maker in ("workbooks", "values", "old_workbooks", "words", "texts", "pages", "pdfs", "mixed", "odd", "drawn"):
    importlib.import_module(f"tests.fees.importing.others.{_maker}")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.filename)
def test_a_list_laid_out_by_hand_gives_its_rows(layout: Layout) -> None:
    data, expected = layout.make()

    reading = read_bytes(data, layout.filename)

    assert set(expected[0]) <= set(FIELDS)
    assert folded_rows(reading.rows) == folded(expected)


@pytest.mark.parametrize("filename", sorted(BROKEN))
def test_a_file_without_a_readable_list_says_so(filename: str) -> None:
    make, word = BROKEN[filename]

    with pytest.raises(Unreadable) as refused:
        read_bytes(make(), filename)

    assert word in str(refused.value.message)
