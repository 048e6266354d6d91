"""The frozen samples: what was once stored, by topic."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"
SAMPLES = {path.name.removesuffix(".json"): path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}


def data_of(topic: str) -> dict[str, Any]:
    """The data of the topic's sample, every field filled in; a copy to change at will."""
    data: dict[str, Any] = json.loads(SAMPLES[topic])["data"]
    return data
