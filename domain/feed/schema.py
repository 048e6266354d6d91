"""The JSON Schema of one event of the feed, envelope and data: of any type that it knows, and of no other."""

from typing import Any

from domain.facts.catalogue import FACTS
from domain.facts.kinds import LONGEST_ID
from domain.facts.schema import schemas
from domain.feed.careful import LONGEST_SEQUENCE, LONGEST_SOURCE
from domain.feed.own import SOURCE

_TIME = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"([.][0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
_JSON_MEDIA = r"^\s*([^/;]+/([^/;]+[+])?[Jj][Ss][Oo][Nn])?\s*(;.*)?$"
_REQUIRED = ("specversion", "id", "source", "type", "time")

Schema = dict[str, Any]


def event_schema() -> Schema:
    """Make the schema (draft 2020-12). Unknown attributes and fields are allowed, as the feed passes over them."""
    known = schemas()
    return {
        "$schema": known["$schema"],
        "title": "One event of the HR feed",
        "type": "object",
        "required": list(_REQUIRED),
        "properties": _attributes(),
        "oneOf": [_carried("data", "data_base64"), _carried("data_base64", "data")],
        "allOf": [_data_of(topic) for topic in FACTS],
        "$defs": {**known["$defs"], **{topic: known["topics"][topic] for topic in FACTS}},
    }


def _attributes() -> Schema:
    optional = {"type": ["string", "null"]}
    return {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
        "source": {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_SOURCE,
            "not": {"pattern": f"^{SOURCE}(/|$)"},
        },
        "type": {"enum": list(FACTS)},
        "time": {"type": "string", "format": "date-time", "pattern": _TIME},
        "sequence": {**optional, "maxLength": LONGEST_SEQUENCE},
        "subject": optional,
        "partitionkey": optional,
        "datacontenttype": {**optional, "pattern": _JSON_MEDIA},
    }


def _carried(member: str, other: str) -> Schema:
    """Say that the event carries its data in one member, and has no other."""
    kind = "object" if member == "data" else "string"
    return {"required": [member], "properties": {member: {"type": kind}, other: {"type": "null"}}}


def _data_of(topic: str) -> Schema:
    """Say what the data of a type are; in base64 no schema can look at them."""
    carried = {"data": {"anyOf": [{"$ref": f"#/$defs/{topic}"}, {"type": "null"}]}}
    return {"if": {"properties": {"type": {"const": topic}}}, "then": {"properties": carried}}
