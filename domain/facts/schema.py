"""JSON Schema of every fact and event, generated from the classes."""

from typing import Any

import msgspec

from domain.facts.catalogue import CATALOGUE


def schemas() -> dict[str, Any]:
    """One JSON Schema (draft 2020-12) document: `data` of each topic under `topics`, what they share under `$defs`."""
    references, shared = msgspec.json.schema_components(CATALOGUE.values())
    topics = {
        topic: {"$ref": "#/$defs/" + each["$ref"].rsplit("/", 1)[1]}
        for topic, each in zip(CATALOGUE, references, strict=True)
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "topics": topics, "$defs": shared}
