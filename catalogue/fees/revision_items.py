"""New rows of a revision with everything that is not said about them; it refuses to decide anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.fees.draft_matching import Match
from catalogue.fees.revision_models import RevisionRow
from catalogue.fees.revisions import LISTED

BLANK: Mapping[str, Any] = {
    "score": 100,
    "code": None,
    "offered": None,
    "parent_code": None,
    "parent_position": None,
    "parent_named": "",
    "above": "",
    "original": None,
    "published": None,
    "edited": False,
    "effective_from": None,
    "correction": False,
    "end_status": "cancelled",
    "successor_code": None,
    "note": "",
    "document": "",
    "confirmed": [],
    "sort": "",
    "changes": [],
    "findings": [],
    "stops": 0,
    "asks": 0,
}


def existing(
    revision: RevisionRow, position: int, newest: Mapping[str, Any], match: Match, decision: str
) -> dict[str, Any]:
    """An item about a fee that is on the lists, saying what they say."""
    return {
        **BLANK,
        "revision_id": revision.id,
        "position": position,
        "match": match.value,
        "decision": decision,
        "code": newest["code"],
        "parent_code": newest["parent_code"],
        "kind": newest["kind"],
        "level": newest["level"],
        "region_code": newest["region_code"],
        "name": newest["name"],
        "values": {name: newest[name] for name in LISTED},
        "edited": True,
    }
