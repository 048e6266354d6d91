"""JSON Schema of every fact and event, generated from the classes."""

from typing import Any

import msgspec

from domain.facts.catalogue import CATALOGUE
from domain.facts.fields import Money


def schemas() -> dict[str, Any]:
    """Generate one JSON Schema (draft 2020-12): `data` of each topic in `topics`, what they share in `$defs`."""
    references, shared = msgspec.json.schema_components(CATALOGUE.values())
    topics = {
        topic: {"$ref": "#/$defs/" + each["$ref"].rsplit("/", 1)[1]}
        for topic, each in zip(CATALOGUE, references, strict=True)
    }
    _require_all_or_none(shared[Money.__name__])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "topics": topics, "$defs": shared}


def _require_all_or_none(schema: dict[str, Any]) -> None:
    """Say in the schema of an object that `{}` clears it: without defaults, each field requires the others."""
    fields: dict[str, dict[str, Any]] = schema["properties"]
    for field in fields.values():
        field.pop("default", None)
    schema["dependentRequired"] = {name: [other for other in fields if other != name] for name in fields}
