"""The lists described as a dataset for catalogues and search engines; it refuses to name what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.fees.entries import Coverage
from catalogue.fees.exporting.extract import LICENCE, Extract
from catalogue.messages import say

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "release": "application/json",
    "atom": "application/atom+xml",
}


def description(extract: Extract, coverage: Iterable[Coverage], addresses: Mapping[str, str]) -> dict[str, Any]:
    """JSON-LD that is a schema.org Dataset and a DCAT Dataset at once.

    `addresses` are whole ones of the page, the self, the files (as in _TYPES) and the description of the API.
    """
    edition, tell = extract.edition, extract.tell
    title = tell(say("%(place)s收费目录：行政事业性收费、政府性基金、政府定价经营服务性收费", place=extract.place))
    text = tell(say("哪些费可以收、收多少、依据什么文件，按日期和期号可查；逐条注明来源和可信程度。"))
    published = {"@value": edition.published_at.isoformat(), "@type": "xsd:dateTime"}
    return {
        "@context": _CONTEXT,
        "@id": addresses["self"],
        "@type": ["Dataset", "dcat:Dataset"],
        "name": title,
        "dct:title": title,
        "description": text,
        "dct:description": text,
        "inLanguage": "zh-CN",
        "dct:language": "zh-CN",
        "url": addresses["page"],
        "dcat:landingPage": {"@id": addresses["page"]},
        "version": str(edition.number),
        "dcat:version": str(edition.number),
        "dateModified": edition.published_at.isoformat(),
        "dct:modified": published,
        "creator": {"@type": "Organization", "name": edition.author},
        "license": LICENCE,
        "dct:license": {"@id": LICENCE},
        "isAccessibleForFree": True,
        "spatialCoverage": _place(extract),
        "keywords": [tell(say("收费")), tell(say("行政事业性收费")), tell(say("政府性基金")), tell(say("收费标准"))],
        "isBasedOn": sorted({row.source for row in coverage if row.source}),
        "distribution": [_file(kind, addresses, extract) for kind in _TYPES],
        "dcat:distribution": [{"@id": addresses[kind]} for kind in _TYPES],
        "dcat:service": {
            "@type": ["WebAPI", "dcat:DataService"],
            "documentation": addresses["api"],
            "dcat:endpointDescription": {"@id": addresses["api"]},
        },
    }


def _place(extract: Extract) -> dict[str, Any]:
    code = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": extract.view.region}
    return {"@type": "AdministrativeArea", "name": extract.place, "identifier": code}


def _file(kind: str, addresses: Mapping[str, str], extract: Extract) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@id": addresses[kind],
        "@type": ["DataDownload", "dcat:Distribution"],
        "contentUrl": addresses[kind],
        "dcat:downloadURL": {"@id": addresses[kind]},
        "encodingFormat": _TYPES[kind],
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_TYPES[kind]}"},
        "dct:license": {"@id": LICENCE},
    }
    if kind == "release":
        found["name"] = extract.tell(say("第%(number)s期原文，附校验值", number=extract.edition.number))
        found["sha256"] = extract.edition.sha256
    return found
