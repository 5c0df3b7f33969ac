"""The commands behind the make targets; each says what it is doing and fails with one sentence, never a stack trace."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import environment
import machine
from environment import PYTHON, ROOT, VENV

RUN = "requirements.txt"
TEST = "requirements-test.txt"
CHECKS = {
    "lint (ruff check)": ("ruff", "check", "."),
    "layout (ruff format)": ("ruff", "format", "--check", "."),
    "types (mypy)": ("mypy", "--strict", "catalogue"),
    "import contracts (import-linter)": ("lint-imports", "--no-cache"),
}
EXTRACTION = ("-F", "babel.cfg", "-k", "say", "-k", "_l", "--sort-by-file", "--add-location", "file")
UPDATE = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "--no-wrap")


def main(arguments: Sequence[str]) -> int:
    """Run the named command; its exit status."""
    commands = {
        "run": run,
        "test": test,
        "nightly": nightly,
        "lint": lint,
        "format": tidy,
        "requirements": requirements,
        "translations": translations,
    }
    if not arguments or arguments[0] not in commands:
        print(f"Say one of: {', '.join(commands)}.", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        return commands[arguments[0]](arguments[1:])
    except environment.Unready as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; run the same command again to go on.", file=sys.stderr)
        return 130


def run(_arguments: Sequence[str]) -> int:
    """Serve the catalogue; this process becomes the server, so that signals reach it."""
    environment.ensure(RUN)
    os.execv(PYTHON, [PYTHON, "app.py"])


def test(arguments: Sequence[str]) -> int:
    """All that must hold before a change is accepted; pytest comes last and its summary names what failed before it."""
    environment.ensure(RUN, TEST)
    machine.prepare()
    failed = _checks()
    workers = ["-n", str(min(4, max(2, os.cpu_count() or 2))), "--dist", "loadfile"]
    _title("tests (pytest)")
    status = _tool("pytest", *workers, *arguments, CATALOGUE_FAILED_CHECKS="; ".join(failed))
    return status or bool(failed)


def nightly(arguments: Sequence[str]) -> int:
    """The long drills."""
    environment.ensure(RUN, TEST)
    machine.prepare()
    return _tool("pytest", "-m", "nightly", *arguments, HYPOTHESIS_PROFILE="nightly")


def lint(_arguments: Sequence[str]) -> int:
    """Only what reads the code without running it."""
    environment.ensure(RUN, TEST)
    return bool(_checks())


def tidy(_arguments: Sequence[str]) -> int:
    """Mend what ruff can mend by itself."""
    environment.ensure(RUN, TEST)
    return _tool("ruff", "check", "--fix", ".") | _tool("ruff", "format", ".")


def requirements(_arguments: Sequence[str]) -> int:
    """Pin the newest versions that fit together, for every supported Python and system, with their hashes."""
    environment.ensure(RUN, TEST)
    if not (VENV / "bin" / "uv").exists():
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "uv"], check=True)
    pin = ("pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--upgrade", "--quiet")
    pin += ("--custom-compile-command", "make requirements")
    for name in (RUN, TEST):
        status = _tool("uv", *pin, "--output-file", name, name.replace(".txt", ".in"))
        if status:
            return status
    return 0


def translations(_arguments: Sequence[str]) -> int:
    """Take new sentences over into the .po files, empty, and drop old ones; never a guess from a similar one."""
    environment.ensure(RUN, TEST)
    with tempfile.TemporaryDirectory() as folder:
        template = str(Path(folder) / "messages.pot")
        status = _tool("pybabel", "-q", "extract", *EXTRACTION, "-o", template, ".")
        return status or _tool("pybabel", "-q", "update", *UPDATE, "-i", template, "-d", "catalogue/translations")


def _checks() -> list[str]:
    """Run all checks, one after the other, and name those that failed."""
    failed = []
    for name, command in CHECKS.items():
        _title(name)
        started = time.monotonic()
        if _tool(*command):
            failed.append(name)
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
    return failed


def _title(text: str) -> None:
    print(f"== {text}", flush=True)


def _tool(name: str, *arguments: str, **extra: str) -> int:
    return subprocess.run([VENV / "bin" / name, *arguments], env={**os.environ, **extra}).returncode
