"""The contracts on imports hold, and each of them would be noticed if it were broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.settings import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "catalogue", tmp_path / "catalogue", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    command = [LINT_IMPORTS, "--no-cache", "--no-logo", "--contract", contract]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("rooms", "fees/periods.py", "import catalogue.checks.verdict"),
        ("rooms", "a_new_module_without_a_place.py", ""),
        ("pure", "checks/verdict.py", "import flask"),
        ("pure", "fees/periods.py", "import catalogue.fees.models"),
        ("pandas", "fees/catalogue.py", "import pandas"),
        ("whoosh", "checks/verdict.py", "import whoosh"),
    ],
)
def test_a_broken_contract_is_noticed(copy: Path, contract: str, module: str, line: str) -> None:
    with (copy / "catalogue" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(copy, contract)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout
