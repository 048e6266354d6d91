"""Whatever was ever stored can be read, and says the same."""

import hashlib
import json

import pytest

from domain.facts.catalogue import CATALOGUE, UPCASTS, decode, encode
from tests.facts.frozen import FOLDER, FROZEN, SAMPLES, topic_of
from tests.support.feed_table import ONE_OF


def test_every_topic_has_a_sample_and_every_sample_a_topic() -> None:
    assert SAMPLES.keys() == CATALOGUE.keys() | UPCASTS.keys()


def test_no_sample_has_changed_since_it_was_frozen() -> None:
    now = [f"{hashlib.sha256(sample).hexdigest()}  {topic}.json" for topic, sample in FROZEN.items()]
    assert (FOLDER / "SHA256SUMS").read_text().splitlines() == now


@pytest.mark.parametrize("name", FROZEN)
def test_a_sample_is_read_as_its_class_and_written_again_as_it_was(name: str) -> None:
    topic = topic_of(name)
    recorded = decode(topic, FROZEN[name])
    assert type(recorded.data) is CATALOGUE[topic]
    assert json.loads(encode(recorded)) == json.loads(FROZEN[name])


@pytest.mark.parametrize("topic", CATALOGUE)
def test_a_sample_fills_in_every_field(topic: str) -> None:
    filled = json.loads(SAMPLES[topic])["data"].keys()
    choices = ONE_OF.get(topic, frozenset())
    assert filled | choices == set(CATALOGUE[topic].__struct_fields__)
    assert len(filled & choices) == bool(choices)


@pytest.mark.parametrize("topic", CATALOGUE)
def test_fields_that_a_class_does_not_know_are_passed_over(topic: str) -> None:
    stored = json.loads(SAMPLES[topic])
    stored["data"]["added_later"] = {"anything": [1.5]}
    assert decode(topic, json.dumps(stored).encode()) == decode(topic, SAMPLES[topic])
