"""The guide to the API tells the truth: what it shows can be asked, and what can be asked it shows."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.settings import ROOT

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"`GET (/[^`]+)`", GUIDE)


@pytest.mark.parametrize("address", SHOWN)
def test_what_the_guide_shows_is_answered(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_the_charge_of_the_guide_is_judged(client: FlaskClient) -> None:
    (body,) = re.findall(r"-d '(.*)'", GUIDE)
    assert client.post("/api/v1/checks", json=json.loads(body)).get_json()["verdict"] == "over_standard"


def test_every_address_stands_in_the_guide(app: Flask) -> None:
    rooms = ("api.", "files.", "downloads.")
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(rooms)]
    for rule in rules:
        pattern = re.sub(r"<[^>]+>", "[^/`?]+", rule.rule)
        assert re.search(f"{pattern}[`?]", GUIDE) or rule.endpoint == "files.security", rule.rule
