"""The description of the API is valid, complete, and true: generated calls find no failure and no other shape."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import validate
from schemathesis.checks import CHECKS
from schemathesis.schemas import BaseSchema

from catalogue.checks.verdict import Bearing, Code, NextStep, Sureness
from catalogue.fees.kinds import BusinessRelated, ChangeKind, Confidence, FeeKind, Level, PayerKind, State
from catalogue.search.port import Found, Match

# A code, day or region may be well written and yet not exist: only what is refused by its form is generated.
NOT_CHECKED = "positive_data_acceptance"


@pytest.fixture(scope="session")
def description(app: Flask) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").get_json()


@pytest.fixture(scope="session")
def described(app: Flask) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def test_the_description_is_valid(description: dict[str, Any]) -> None:
    validate(description)


def test_every_address_of_the_api_is_described(app: Flask, description: dict[str, Any]) -> None:
    served = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and not rule.rule.endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {(path, method) for path, methods in description["paths"].items() for method in methods}


@pytest.mark.parametrize(
    ("schema", "field", "words"),
    [
        ("Item", "kind", FeeKind),
        ("Item", "level", Level),
        ("Item", "status", State),
        ("Item", "matched", Found),
        ("SearchAnswer", "match", Match),
        ("Fee", "business_related", BusinessRelated),
        ("Fee", "confidence", Confidence),
        ("Change", "change", ChangeKind),
        ("Verdict", "verdict", Code),
        ("Verdict", "confidence", Sureness),
        ("Verdict", "next_step", NextStep),
    ],
)
def test_lists_of_codes_are_those_of_the_program(
    description: dict[str, Any], schema: str, field: str, words: type[Any]
) -> None:
    assert description["components"]["schemas"][schema]["properties"][field]["enum"] == list(words)


def test_codes_of_verdicts_payers_and_reliefs_are_a_promise(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    assert list(Code) == [
        "listed_ok",
        "over_standard",
        "listed_amount_unchecked",
        "not_yet_in_force",
        "ended",
        "exempt",
        "wrong_collector",
        "not_listed",
        "outside_lists",
        "ambiguous",
    ]
    assert schemas["Charge"]["properties"]["payer_kind"]["enum"] == [*PayerKind, None]
    bearing = schemas["Verdict"]["properties"]["reliefs"]["items"]["properties"]["bearing"]
    assert bearing["enum"] == list(Bearing)


def try_out(described: BaseSchema, examples: int) -> int:
    """Call every operation with that many generated requests of each sort, right and wrong; how many operations."""
    operations = [result.ok() for result in described.get_all_operations()]
    for operation in operations:
        for mode in schemathesis.GenerationMode:
            _call(operation, mode, examples)
    return len(operations)


def _call(operation: Any, mode: schemathesis.GenerationMode, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=[CHECKS.get_one(NOT_CHECKED)])

    try:
        call()
    except Unsatisfiable:
        # An operation without anything to get wrong has no wrong requests.
        assert mode.is_negative


def test_generated_calls_are_answered_as_described(described: BaseSchema) -> None:
    assert try_out(described, 8) > 8


@pytest.mark.nightly
def test_many_generated_calls_are_answered_as_described(described: BaseSchema) -> None:
    assert try_out(described, 300) > 8


def test_the_description_names_the_version_of_the_program(client: FlaskClient, description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert description["info"]["version"] not in ("", "0")
