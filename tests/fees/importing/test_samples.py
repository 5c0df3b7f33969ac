"""The published samples give exactly the rows they must, through the command that staff use."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue.fees.importing.cli import lists
from tests.fees.importing.comparing import folded

CASES = Path(__file__).parent / "cases"
GOOD = sorted(path.with_name(path.name.removesuffix(".expected.csv")).name for path in CASES.glob("*.expected.csv"))


def run(path: Path) -> Result:
    return CliRunner().invoke(lists, ["read", str(path)])


@pytest.mark.parametrize("stem", GOOD)
def test_a_sample_gives_the_expected_rows(stem: str) -> None:
    expected = (CASES / f"{stem}.expected.csv").read_text(encoding="utf-8")
    source = next(path for path in sorted(CASES.glob(f"{stem}.*")) if not path.name.endswith(".expected.csv"))

    result = run(source)

    assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert folded(rows) == folded(csv.DictReader(io.StringIO(expected)))
    assert [row["row_no"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    ("name", "reason"), [("password_protected.xlsx", "密码"), ("scanned_image_only.pdf", "没有文字")]
)
def test_a_file_that_cannot_be_read_says_why_and_prints_no_rows(name: str, reason: str) -> None:
    result = run(CASES / name)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_file_without_a_list_is_no_success() -> None:
    result = run(CASES / "broken.csv")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "没有找到" in result.stderr


def test_a_missing_file_is_told_in_one_line() -> None:
    result = run(CASES / "nowhere.xlsx")

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 1
