"""Skipping what this machine cannot do, loudly: the summary of the run names every such part and how to get it."""

from typing import NoReturn

import pytest
from _pytest.terminal import TerminalReporter

MARK = "NOT POSSIBLE HERE: "


def skip_because_missing(what: str, remedy: str) -> NoReturn:
    """Skip the test because the machine lacks something; `remedy` is the command that installs it."""
    pytest.skip(f"{MARK}{what} is not installed ({remedy})")


def report(terminal: TerminalReporter) -> None:
    """Name what was not tested."""
    reasons: dict[str, int] = {}
    for skipped in terminal.stats.get("skipped", ()):
        reason = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else str(skipped.longrepr)
        if MARK in reason:
            reasons[reason.split(MARK)[1]] = reasons.get(reason.split(MARK)[1], 0) + 1
    if reasons:
        terminal.section("NOT TESTED ON THIS MACHINE", red=True, bold=True)
        for reason, number in reasons.items():
            terminal.write_line(f"{number} tests: {reason}", red=True)
