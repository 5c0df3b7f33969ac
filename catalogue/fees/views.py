"""Pages of the lists: one fee, the changes, the releases, about the data; it parses, asks one function and renders."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from catalogue.fees import reading

fees = Blueprint("fees", __name__)


@fees.app_context_processor
def shared() -> dict[str, Any]:
    """What the frame of every page speaks of; callables, so that a page that cannot answer does not ask."""
    return {"viewpoint": reading.viewpoint, "edition": reading.edition, "home_region": reading.home_region}


@fees.get("/healthz")
def health() -> dict[str, str]:
    """Whether the lists can be read."""
    return {"status": "ok", "release": str(reading.default_viewpoint().release)}
