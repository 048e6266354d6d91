"""The doctor looks at Kafka where it is set up: lag by partition, and what keeps it out."""

import json

from tests.kafka.producing import produce, structured
from tests.kafka.running import connecting, consume_all, store_at
from tests.support.command import run_vouch
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess


def examined(url: str, **settings: str) -> tuple[bool, str]:
    done = run_vouch(
        "doctor", "--json", store=url, settings={f"VOUCH_KAFKA_{k.upper()}": v for k, v in settings.items()}
    )
    (found,) = [each for each in json.loads(done.stdout) if each["check"] == "kafka"]
    return found["ok"], found["says"]


def test_it_counts_what_waits(kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str) -> None:
    topic = new_topic()
    connect = connecting(kafka_broker.bootstrap, topic)
    settings = {"bootstrap": kafka_broker.bootstrap, "topics": topic}
    produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(7)])
    with store_at(sqlite_url) as store:
        ok, says = examined(sqlite_url, **settings)
        assert (ok, f"7 records in {topic}[0]" in says) == (True, True), says
        consume_all(store, topic, connect, 7)
        assert examined(sqlite_url, **settings) == (True, f"1 partition of {topic}, read to their ends.")


def test_it_says_what_is_wrong(kafka_broker: KafkaAccess, sqlite_url: str) -> None:
    with store_at(sqlite_url):
        found = examined(sqlite_url, bootstrap=kafka_broker.bootstrap, topics="not.there")
        assert found == (False, "There is no topic not.there: make it first, with its partitions.")
