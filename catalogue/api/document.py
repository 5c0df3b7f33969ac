"""The OpenAPI 3.1 description of the API, read from openapi.json beside it; it adds only this program's version."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.fees.frame import version


@cache
def openapi() -> dict[str, Any]:
    """The whole description."""
    description: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"))
    description["info"]["version"] = version()
    return description
