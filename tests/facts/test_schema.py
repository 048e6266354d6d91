"""The generated JSON Schema describes what is really sent and stored."""

import json
from typing import Any

import jsonschema
import pytest

from domain.facts.catalogue import CATALOGUE
from domain.facts.schema import schemas
from tests.facts.frozen import SAMPLES, data_of

WHOLE = schemas()


def validator(topic: str) -> Any:
    return jsonschema.Draft202012Validator({**WHOLE["topics"][topic], "$defs": WHOLE["$defs"]})


def test_there_is_one_for_every_topic() -> None:
    assert WHOLE["topics"].keys() == CATALOGUE.keys()
    json.dumps(WHOLE)


def test_what_they_share_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema({"$defs": WHOLE["$defs"]})


@pytest.mark.parametrize("topic", CATALOGUE)
def test_it_is_valid_and_takes_the_sample(topic: str) -> None:
    jsonschema.Draft202012Validator.check_schema(WHOLE["topics"][topic])
    validator(topic).validate(json.loads(SAMPLES[topic])["data"])


@pytest.mark.parametrize(
    ("topic", "wrong"),
    [
        ("hr.offer.accepted.v1", {"offer": ""}),
        ("hr.offer.accepted.v1", {"offer": 5}),
        ("hr.offer.extended.v1", {"schedule": "any"}),
        ("hr.offer.extended.v1", {"expires_on": "soon"}),
        ("hr.requisition.opened.v1", {"schedules": []}),
        ("hr.requisition.opened.v1", {"bonus": {"amount": "many", "currency": "USD"}}),
        ("hr.requisition.opened.v1", {"bonus": {"amount": "5"}}),
        ("hr.requisition.updated.v1", {"agency_fee": {"currency": "USD"}}),
        ("hr.introduction.requested.v1", {"closeness": 6}),
        ("hr.bonus_program.published.v1", {"terms": {}}),
    ],
)
def test_it_refuses_what_the_feed_refuses(topic: str, wrong: dict[str, Any]) -> None:
    assert not validator(topic).is_valid(data_of(topic) | wrong)


@pytest.mark.parametrize("field", ["bonus", "agency_fee"])
def test_an_empty_object_clears_money(field: str) -> None:
    validator("hr.requisition.updated.v1").validate(data_of("hr.requisition.updated.v1") | {field: {}})
