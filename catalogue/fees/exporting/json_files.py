"""Fees as one JSON document with what it says of itself; it refuses to hold more than a record in memory."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from catalogue.fees.entries import Entry
from catalogue.fees.exporting.extract import Extract
from catalogue.fees.exporting.records import record


def json_pieces(entries: Iterable[Entry], extract: Extract, more: dict[str, Any]) -> Iterator[bytes]:
    """The document piece by piece: metadata, `more`, `fees`, then `sources` with how many records rest on each."""
    opening = _json({**extract.metadata(), **more}).removesuffix("}")
    yield (opening + ',"fees":[').encode()
    sources: Counter[str] = Counter()
    for position, entry in enumerate(entries):
        sources[entry.source] += 1
        yield (("," if position else "") + "\n" + _json(record(entry, extract.on))).encode()
    counted = [{"source": source, "records": count} for source, count in sorted(sources.items())]
    yield ('\n],"sources":' + _json(counted) + "}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
