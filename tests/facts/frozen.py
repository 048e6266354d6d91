"""The frozen samples: what was once stored, by topic."""

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"
FROZEN = dict(sorted((path.name.removesuffix(".json"), path.read_bytes()) for path in FOLDER.glob("*.json")))
"""Every sample, by its name: the topic, and from the second sample of a topic on a number."""


def topic_of(name: str) -> str:
    """The topic of a sample."""
    return re.sub(r"\.\d+$", "", name)


SAMPLES = {topic_of(name): sample for name, sample in FROZEN.items()}
"""The newest sample of each topic: it has all the fields that there are."""


def data_of(topic: str) -> dict[str, Any]:
    """The data of the topic's newest sample, every field filled in; a copy to change at will."""
    data: dict[str, Any] = json.loads(SAMPLES[topic])["data"]
    return data
