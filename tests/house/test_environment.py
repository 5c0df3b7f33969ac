"""`make run` prepares its environment once, and every way it can fail ends with one sentence that says what to do."""

import re
import subprocess
import sys
from pathlib import Path

import environment
import pytest

ROOT = environment.ROOT
REQUIREMENTS = ("requirements", "requirements-test")


def names_in(file: Path) -> set[str]:
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    wanted = (line for line in lines if line and not line.startswith("-"))
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[=<> ]", line)[0]).lower() for line in wanted}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_what_is_asked_for_is_pinned(name: str) -> None:
    pins = environment.split_pins((ROOT / f"{name}.txt").read_text(encoding="utf-8"))
    assert names_in(ROOT / f"{name}.in") <= pins.keys()


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_pin_has_a_version_and_a_hash(name: str) -> None:
    pins = environment.split_pins((ROOT / f"{name}.txt").read_text(encoding="utf-8"))
    assert pins
    for pin in pins.values():
        for block in re.split(r"\n(?=\S)", pin):
            assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", block)
            assert "--hash=sha256:" in block


def test_what_is_built_here_is_pinned_together_with_its_builder() -> None:
    pins = environment.split_pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert {*environment.SOURCE_ONLY, "setuptools"} <= pins.keys()


def test_pins_for_different_pythons_stay_together() -> None:
    text = (
        "# made by a tool\n"
        "numpy==1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via it\n"
        "numpy==2.0 ; python_full_version >= '3.12' \\\n    --hash=sha256:cc\n    # via it\n"
        "Flask[async]==3.0 \\\n    --hash=sha256:dd\n"
    )
    pins = environment.split_pins(text)
    assert pins.keys() == {"numpy", "flask"}
    assert pins["numpy"].count("--hash") == 3
    assert "via" not in pins["numpy"]


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("WARNING: Retrying … NewConnectionError('… Network is unreachable')\nERROR: No matching", "PIP_INDEX_URL="),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "mirror"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "free"),
        ("ERROR: No matching distribution found for pikepdf==10.0", "ready-made package of pikepdf==10.0"),
        ("ERROR: something nobody has thought of", "something nobody has thought of"),
    ],
)
def test_a_failed_installation_says_what_to_do(output: str, advice: str) -> None:
    sentence = environment.explain(output)
    assert advice in sentence
    assert "\n" not in sentence


def test_nothing_is_installed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("one==1 --hash=sha256:aa\n", encoding="utf-8")
    installed = []
    monkeypatch.setattr(environment, "_python_version", lambda: "3.11")
    monkeypatch.setattr(environment, "_install", lambda file: installed.append(file.read_text(encoding="utf-8")))
    environment.ensure("requirements.txt")
    environment.ensure("requirements.txt")
    assert len(installed) == 1
    wanted.write_text("one==2 --hash=sha256:bb\n", encoding="utf-8")
    environment.ensure("requirements.txt")
    assert len(installed) == 2


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "nowhere"
    monkeypatch.setattr(environment, "ROOT", closed)
    with pytest.raises(environment.Unready, match=r"cannot be written to .*: copy the catalogue") as refusal:
        environment._refuse_read_only()
    assert str(closed) in str(refusal.value)


def test_a_python_without_venv_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(environment.Unready, match=r"without its venv module.*apt install python3\.\d+-venv"):
        environment._make_venv()


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """The real file, told by its interpreter that this is an old Python."""
    pretend = tmp_path / "pretend.py"
    pretend.write_text(
        "import sys, runpy\n"
        "sys.version_info = (3, 8, 0)\n"
        f"runpy.run_path({str(ROOT / 'tools' / 'start.py')!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.8, but the catalogue needs Python 3.11 or newer" in done.stderr


def test_the_door_can_be_read_by_python_2() -> None:
    """Old Pythons must get as far as the sentence; words that they cannot read would be a syntax error instead."""
    text = (ROOT / "tools" / "start.py").read_text(encoding="utf-8")
    assert text.isascii()
    assert not re.search(r"\bf[\"']|->|:=|\bimport annotations|print\(.*=", text)
