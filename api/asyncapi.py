"""The AsyncAPI 3.0 document of both directions, generated from the classes of facts: the feed in, messages out."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from msgspec import Struct
from msgspec.json import schema

from api.settings import Settings
from consumers.relay.checkpoints import TYPE, PublicCheckpoint
from consumers.relay.public import SOURCE, public_fields
from domain.facts.base import Fact
from domain.facts.catalogue import CATALOGUE, FACTS, PUBLIC
from domain.facts.schema import schemas

Json = dict[str, Any]

_SCHEMA = "#/components/schemas/"
_ENVELOPE = "CloudEvent"
_STRUCTURED = "cloudevent"
_KAFKA = "0.5.0"
"""Version of the Kafka bindings."""
_TEXT = {"type": "string", "minLength": 1}
_STREAM = {"type": "string", "description": "The stream of the thing, such as `referral/R-1`."}
_INSTANT = {"type": "string", "format": "date-time"}
_INFO = """\
Vouch reads facts of hiring from the feed and publishes what has happened. Every message is a CloudEvent. Whoever reads
the outbound channel passes over ids that it has seen: messages come at least once, those of one key in their order.
No outbound message holds personal data."""


def write_document(settings: Settings) -> Json:
    """Write the document, with the topics of the settings."""
    inbound = {topic: _feed_message(topic, fact) for topic, fact in FACTS.items()}
    outbound = {name: _public_message(name, CATALOGUE[topic]) for topic, name in PUBLIC.items()}
    topics = dict.fromkeys(topic.strip() for topic in settings.kafka_topics.split(",") if topic.strip())
    feeds = {f"feed-{number}" if number else "feed": topic for number, topic in enumerate(topics)}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Vouch", "version": version("vouch"), "description": _INFO},
        "defaultContentType": "application/json",
        "channels": {
            **{name: _channel(topic, "Facts of hiring.", [*inbound, _STRUCTURED]) for name, topic in feeds.items()},
            "events": _channel(settings.kafka_events_topic, "What has happened, for other systems.", [*outbound, TYPE]),
        },
        "operations": {
            **{f"read-{name}": _operation("receive", name, "Vouch reads the feed.") for name in feeds},
            "publish-events": _operation("send", "events", "Vouch publishes what has happened."),
        },
        "components": {
            "messages": {**inbound, _STRUCTURED: _structured_message(), **outbound, TYPE: _checkpoint_message()},
            "schemas": _schemas(),
        },
    }


def _channel(topic: str, says: str, messages: Iterable[str]) -> Json:
    return {
        "address": topic,
        "description": says,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {"kafka": {"topic": topic, "bindingVersion": _KAFKA}},
    }


def _operation(action: str, channel: str, says: str) -> Json:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}, "summary": says}


def _feed_message(topic: str, fact: type[Fact]) -> Json:
    """Describe a fact in binary mode; any key will do, since `time` and `sequence` tell the order."""
    headers = {"ce_source": _TEXT, "ce_time": _INSTANT, "ce_sequence": {"type": "string"}}
    key = {"type": "string", "description": "Best the id of the thing that the fact is about; any will do."}
    return _message(topic, fact, f"{_SCHEMA}{fact.__name__}", headers, key)


def _public_message(name: str, fact: type[Fact]) -> Json:
    return _message(name, fact, f"{_SCHEMA}{_public_name(fact)}", _public_headers(), _STREAM)


def _public_headers() -> Json:
    return {
        "ce_source": {"const": SOURCE.decode()},
        "ce_time": _INSTANT,
        "ce_subject": _STREAM,
        "ce_partitionkey": _STREAM,
    }


def _message(name: str, fact: type[Struct], payload: str, headers: Json, key: Json) -> Json:
    attributes = {"ce_specversion": {"const": "1.0"}, "ce_id": _TEXT, "ce_type": {"const": name}, **headers}
    required = [attribute for attribute in attributes if attribute != "ce_sequence"]
    return {
        "name": name,
        "summary": fact.__doc__,
        "contentType": "application/json",
        "headers": {"type": "object", "required": required, "properties": attributes},
        "payload": {"$ref": payload},
        "bindings": {"kafka": {"key": key, "bindingVersion": _KAFKA}},
    }


def _checkpoint_message() -> Json:
    return _message(TYPE, PublicCheckpoint, _SCHEMA + PublicCheckpoint.__name__, _public_headers(), _STREAM)


def _structured_message() -> Json:
    return {
        "name": _STRUCTURED,
        "summary": "Any fact in structured mode: the whole event is the value.",
        "contentType": "application/cloudevents+json",
        "payload": {"$ref": _SCHEMA + _ENVELOPE},
    }


def _schemas() -> Json:
    shared: Json = _move_references(schemas()["$defs"])
    public = {
        _public_name(fact): _drop_personal(shared[fact.__name__], fact)
        for topic, fact in CATALOGUE.items()
        if topic in PUBLIC
    }
    checkpoint = _move_references(schema(PublicCheckpoint)["$defs"])
    return {_ENVELOPE: _envelope(), **shared, **public, **checkpoint}


def _envelope() -> Json:
    attributes = {
        "specversion": {"const": "1.0"},
        "id": _TEXT,
        "source": _TEXT,
        "type": {"enum": list(FACTS)},
        "time": _INSTANT,
        "sequence": {"type": "string"},
        "data": {"type": "object"},
    }
    facts = [
        {"properties": {"type": {"const": topic}, "data": {"$ref": _SCHEMA + fact.__name__}}}
        for topic, fact in FACTS.items()
    ]
    required = [name for name in attributes if name != "sequence"]
    return {"type": "object", "required": required, "properties": attributes, "oneOf": facts}


def _public_name(fact: type[Fact]) -> str:
    return f"Public{fact.__name__}" if fact.PERSONAL | fact.WITHHELD else fact.__name__


def _drop_personal(schema: Json, fact: type[Fact]) -> Json:
    told = {name: schema["properties"][name] for name in public_fields(fact)}
    required = [name for name in schema.get("required", ()) if name in told]
    return {**schema, "title": _public_name(fact), "properties": told, "required": required}


def _move_references(schema: Any) -> Any:
    """Let the references of a schema point to where AsyncAPI keeps schemas."""
    if isinstance(schema, dict):
        return {name: _point(value) if name == "$ref" else _move_references(value) for name, value in schema.items()}
    return [_move_references(each) for each in schema] if isinstance(schema, list) else schema


def _point(reference: Any) -> Any:
    return reference.replace("#/$defs/", _SCHEMA) if isinstance(reference, str) else _move_references(reference)
