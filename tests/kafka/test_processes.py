"""The command in a process of its own: stopping, rewinding, standing still past its session, and what it may not do."""

import signal
import time

import pytest

from tests.kafka.processes import consumer
from tests.kafka.producing import produce, structured
from tests.kafka.running import store_at
from tests.kafka.waiting import until
from tests.support.command import run_vouch
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess

RECORDED = "vouch_consumer_records_total"
LEAVES_WITHIN = 5.0


def test_it_leaves_within_five_seconds_and_goes_on_later(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str
) -> None:
    topic = new_topic(2)
    produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(20_000)])
    with consumer(sqlite_url, kafka_broker.bootstrap, topic) as first:
        until(lambda: first.metric(RECORDED) > 0, "it has begun")
        began = time.monotonic()
        first.send(signal.SIGTERM)
        assert first.process.wait(LEAVES_WITHIN) == 0
        assert time.monotonic() - began < LEAVES_WITHIN
        assert '"consumer_ends"' in first.said()
    with consumer(sqlite_url, kafka_broker.bootstrap, topic) as second, store_at(sqlite_url) as store:
        until(lambda: store.count_after(0) == 20_000, "the next one has recorded the rest")
        assert second.metric(f'{RECORDED}{{outcome="repeated"}}') <= 0
        second.send(signal.SIGTERM)
        second.process.wait(LEAVES_WITHIN)
    with consumer(sqlite_url, kafka_broker.bootstrap, topic, {}, "--rewind") as third:
        until(lambda: third.metric(RECORDED) == 20_000, "all have come again")
    with store_at(sqlite_url) as store:
        assert store.count_after(0) == 20_000


def test_a_consumer_that_stood_still_past_its_session_writes_nothing_old(
    kafka_broker: KafkaAccess, new_topic: NewTopic, store_url: str
) -> None:
    topic = new_topic(2)
    run_vouch("migrate", store=store_url)
    with (
        store_at(store_url) as store,
        consumer(store_url, kafka_broker.bootstrap, topic, {"VOUCH_KAFKA_SESSION_SECONDS": "1"}) as sleeper,
        consumer(store_url, kafka_broker.bootstrap, topic, {"VOUCH_KAFKA_SESSION_SECONDS": "1"}) as other,
    ):
        sleeper.await_ready()
        other.await_ready()
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(100)])
        until(lambda: store.count_after(0) == 100, "both record")
        sleeper.send(signal.SIGSTOP)
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(100, 4_000)])
        until(lambda: store.count_after(0) == 4_000, "the other has taken all of it")
        sleeper.send(signal.SIGCONT)
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(4_000, 5_000)])
        until(lambda: store.count_after(0) == 5_000, "they go on together")
        assert store.count_dead_letters() == 0
        until(lambda: sleeper.readiness()[0] == 200, "the sleeper is in order again")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "VOUCH_KAFKA_BOOTSTRAP names no broker"),
        ({"VOUCH_KAFKA_BOOTSTRAP": "localhost:9", "VOUCH_KAFKA_TOPICS": " , "}, "VOUCH_KAFKA_TOPICS names no topic"),
        ({"VOUCH_KAFKA_BOOTSTRAP": "localhost:9", "VOUCH_KAFKA_PROTOCOL": "SASL_SSL"}, "VOUCH_KAFKA_USERNAME"),
        ({"VOUCH_KAFKA_BOOTSTRAP": "localhost:9", "VOUCH_KAFKA_CA_FILE": "none.pem"}, "VOUCH_KAFKA_CA_FILE"),
        ({"VOUCH_KAFKA_PROTOCOL": "TLS"}, "VOUCH_KAFKA_PROTOCOL is not understood"),
    ],
)
def test_settings_that_do_not_go_together_are_told(sqlite_url: str, settings: dict[str, str], says: str) -> None:
    done = run_vouch("consume", store=sqlite_url, settings=settings)
    assert (done.returncode, done.stdout) == (1, b"")
    assert says in done.stderr.decode()
