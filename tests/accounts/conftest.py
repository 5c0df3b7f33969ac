"""What the tests of accounts share: a clock that can be moved."""

from datetime import datetime, timedelta

import pytest
from flask import Flask


class MovingClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **how: float) -> None:
        self.moment += timedelta(**how)


@pytest.fixture
def clock(own_app: Flask, now: datetime) -> MovingClock:
    """The clock of the test's own application."""
    moving = MovingClock(now)
    own_app.extensions["clock"] = moving
    return moving
