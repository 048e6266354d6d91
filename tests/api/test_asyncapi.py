"""The AsyncAPI document is valid by the official schema, and describes what is really sent and read."""

import json
import os
from typing import Any

import jsonschema
import pytest
from msgspec.json import encode

from api.asyncapi import write_document
from api.settings import Settings
from consumers.relay.checkpoints import PublicCheckpoint
from consumers.relay.public import public_message
from domain.facts.catalogue import CATALOGUE, FACTS, PUBLIC, decode
from domain.store.values import StoredRow
from tests.facts.frozen import SAMPLES, data_of
from tests.support.asyncapi import SchemaMissingError, official_schema
from tests.support.command import run_vouch

DOCUMENT = write_document(Settings())


@pytest.fixture(scope="module")
def official() -> Any:
    """The official schema; skipped where it cannot be had, in CI a failure."""
    try:
        return jsonschema.Draft7Validator(official_schema())
    except SchemaMissingError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def resolved(reference: str) -> Any:
    found: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(references(each) for each in part.values()))
    return set().union(*(references(each) for each in part)) if isinstance(part, list) else set()


def validator(schema: Any) -> Any:
    return jsonschema.Draft7Validator({**schema, "components": DOCUMENT["components"]})


def test_the_document_is_valid(official: Any) -> None:
    assert [(list(error.path), error.message) for error in official.iter_errors(DOCUMENT)] == []


def test_the_official_schema_really_looks_at_it(official: Any) -> None:
    wrong = json.loads(json.dumps(DOCUMENT))
    wrong["components"]["messages"]["vouch.offer.extended"]["payload"] = {"type": "nonsense"}
    assert not official.is_valid(wrong)


def test_every_reference_leads_somewhere() -> None:
    assert all(resolved(reference) for reference in references(DOCUMENT))


def test_both_directions_are_described() -> None:
    channels = DOCUMENT["channels"]
    assert channels["feed"]["address"] == "hr.events"
    assert channels["feed"]["messages"].keys() == FACTS.keys() | {"cloudevent"}
    assert channels["events"]["address"] == "vouch.events.v1"
    assert channels["events"]["messages"].keys() == {*PUBLIC.values(), "vouch.checkpoint"}
    operations = {name: (each["action"], each["channel"]["$ref"]) for name, each in DOCUMENT["operations"].items()}
    assert operations == {
        "read-feed": ("receive", "#/channels/feed"),
        "publish-events": ("send", "#/channels/events"),
    }


def test_the_topics_are_those_of_the_settings() -> None:
    channels = write_document(Settings(kafka_topics="a, b", kafka_events_topic="out"))["channels"]
    assert {name: channel["address"] for name, channel in channels.items()} == {
        "feed": "a",
        "feed-1": "b",
        "events": "out",
    }


@pytest.mark.parametrize("topic", FACTS)
def test_what_the_feed_brings_is_as_described(topic: str) -> None:
    payload = resolved(f"#/components/messages/{topic}")["payload"]
    validator(payload).validate(data_of(topic))
    assert not validator(payload).is_valid({})


@pytest.mark.parametrize("topic", FACTS)
def test_a_structured_event_is_as_described(topic: str) -> None:
    envelope = {"specversion": "1.0", "id": "1", "source": "/ats", "type": topic, "time": "2026-01-12T09:00:00Z"}
    check = validator(resolved("#/components/messages/cloudevent")["payload"])
    check.validate({**envelope, "data": data_of(topic)})
    assert not check.is_valid({**envelope, "data": {}})
    assert not check.is_valid({**envelope, "type": "hr.other.v1", "data": data_of(topic)})


@pytest.mark.parametrize("topic", PUBLIC)
def test_what_is_published_is_as_described(topic: str) -> None:
    recorded = decode(topic, SAMPLES[topic])
    sent = public_message(StoredRow(1, recorded.data.stream, 1, topic, SAMPLES[topic]), recorded)
    described = resolved(f"#/components/messages/{PUBLIC[topic]}")
    validator(described["payload"]).validate(json.loads(sent.value))
    headers = {name: value.decode() for name, value in sent.headers if name.startswith("ce_")}
    validator(described["headers"]).validate(headers)
    assert headers.keys() == set(described["headers"]["required"])


@pytest.mark.parametrize("topic", PUBLIC)
def test_no_personal_field_is_described_as_published(topic: str) -> None:
    described = resolved(resolved(f"#/components/messages/{PUBLIC[topic]}")["payload"]["$ref"])
    assert not CATALOGUE[topic].PERSONAL & described["properties"].keys()
    assert set(described["required"]) <= described["properties"].keys()


def test_a_checkpoint_is_as_described() -> None:
    described = resolved("#/components/messages/vouch.checkpoint")
    validator(described["payload"]).validate(json.loads(encode(PublicCheckpoint(7, "vouch/..."))))
    assert not validator(described["payload"]).is_valid({"recordings": 7})


def test_the_command_prints_it() -> None:
    done = run_vouch("asyncapi")
    assert (done.returncode, json.loads(done.stdout)) == (0, json.loads(json.dumps(DOCUMENT)))
