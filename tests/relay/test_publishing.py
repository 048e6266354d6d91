"""The relay against a real broker: every public event once to a reader that passes over known ids, in stream order."""

import json
import signal
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource

from consumers.kafka.security import Brokers
from consumers.relay.checkpoints import KEY, TYPE
from consumers.relay.producing import connect_producer
from consumers.relay.publisher import Relay
from consumers.relay.status import STANDING_BY, RelayStatus
from domain.facts.application import ApplicationStageChanged
from domain.store.port import EventStore
from tests.relay.running import LEASE, published, ready, relays, settings, start, until
from tests.relay.told import all_of, by_stream, everything_of, filled, once_each, public_ids
from tests.support.cluster import free_port
from tests.support.kafka.topics import create_topic

MUCH = 20_000


def _relay(store: EventStore, bootstrap: str, topic: str, name: str = "one") -> Relay:
    brokers = Brokers(bootstrap=(bootstrap,))
    return Relay(store, topic, name, lambda: connect_producer(brokers, topic), RelayStatus(), lease_seconds=LEASE)


def test_everything_public_is_published_and_what_comes_later_too(
    store_url: str, kafka_broker: Any, new_topic: Callable[..., str]
) -> None:
    topic, stop = new_topic(3), Event()
    store = filled(store_url, 500)
    relay = _relay(store, kafka_broker.bootstrap, topic)
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        published(store, topic)
        until(lambda: store.published_up_to(f"{topic} checkpoints") > 0)
        filled(store_url, 1_000).close()
        published(store, topic)
    finally:
        stop.set()
        thread.join(10)
    everything = everything_of(kafka_broker.bootstrap, topic)
    checkpoints = [each for each in everything if each.type == TYPE]
    told = [each for each in everything if each.type != TYPE]
    assert [each.key for each in checkpoints] == [KEY]
    kept = store.read_checkpoint(json.loads(checkpoints[0].value)["checkpoint"])
    assert checkpoints[0].id == f"checkpoint/{kept.size}"
    assert kept.root == store.root_at(kept.size)
    assert len(told) == relay.status.published == len(public_ids(store))
    assert once_each(told) == by_stream(public_ids(store))
    assert store.acquire_relay_lease(topic, "another", 1) == store.head()
    store.close()


def test_relays_that_are_killed_lose_nothing(sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str]) -> None:
    topic = new_topic(3)
    store = filled(sqlite_url, MUCH)
    given = settings(kafka_broker.bootstrap, topic)
    with relays(sqlite_url, given) as running:
        for kill_at in (1, 6_000, 12_000):
            published(store, topic, kill_at)
            running[-1].kill()
            running.append(start(sqlite_url, given))
        published(store, topic)
    told = all_of(kafka_broker.bootstrap, topic)
    assert once_each(told) == by_stream(public_ids(store))
    store.close()


def test_two_relays_at_once_one_of_which_was_held_up_keep_the_order(
    sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str]
) -> None:
    topic = new_topic(3)
    store = filled(sqlite_url, MUCH)
    with relays(sqlite_url, settings(kafka_broker.bootstrap, topic), 2) as running:
        for number, stop_at in enumerate((1, 5_000, 10_000)):
            published(store, topic, stop_at)
            turn = running[number % 2]
            turn.send_signal(signal.SIGSTOP)
            time.sleep(LEASE * 1.2)  # longer than its turn lasts
            turn.send_signal(signal.SIGCONT)
        published(store, topic)
    assert once_each(all_of(kafka_broker.bootstrap, topic)) == by_stream(public_ids(store))
    store.close()


def test_a_second_relay_stands_by_and_takes_over(
    sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str]
) -> None:
    topic, stop = new_topic(), Event()
    store = filled(sqlite_url, 10)
    assert store.acquire_relay_lease(topic, "another", 60) == 0
    relay = _relay(store, kafka_broker.bootstrap, topic)
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        until(lambda: relay.status.says == STANDING_BY)
        assert relay.status.trouble is None
        store.release_relay_lease(topic, "another")
        published(store, topic)
    finally:
        stop.set()
        thread.join(10)
    store.close()


def test_a_missing_topic_is_told_of_and_not_made(sqlite_url: str, kafka_broker: Any) -> None:
    store, port = filled(sqlite_url, 50), free_port()
    topic, url = f"vouch.missing.{port}", f"http://127.0.0.1:{port}"
    with relays(sqlite_url, settings(kafka_broker.bootstrap, topic, health_port=str(port))):
        says = f"There is no topic {topic}: make it first, with its partitions."
        until(lambda: ready(url) == (503, says))
        create_topic(kafka_broker.bootstrap, topic)
        published(store, topic)
        assert ready(url) == (200, "ok")
    store.close()


def test_a_cluster_that_loses_a_node_and_then_all_loses_nothing(sqlite_url: str, new_broker: Any) -> None:
    store, port = filled(sqlite_url, MUCH), free_port()
    with new_broker(nodes=3) as cluster:
        topic = create_topic(cluster.bootstrap, "vouch.events.v1", partitions=3)
        given = settings(cluster.bootstrap, topic, health_port=str(port))
        with relays(sqlite_url, given) as running:
            published(store, topic, 1)
            cluster.kill(1)
            published(store, topic, store.published_up_to(topic) + 4_000)
            for node in (2, 3):
                cluster.pause(node)
            until(lambda: ready(f"http://127.0.0.1:{port}")[0] == 503)
            for node in (2, 3):
                cluster.resume(node)
            cluster.start(1)
            published(store, topic)
            running[0].terminate()
            assert running[0].wait(5) == 0
        assert once_each(all_of(cluster.bootstrap, topic)) == by_stream(public_ids(store))
    store.close()


def test_a_message_that_the_topic_does_not_take_holds_up_what_follows_until_it_does(
    sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str]
) -> None:
    topic, stop = new_topic(), Event()
    _limit(kafka_broker.bootstrap, topic, 3_000)
    store = filled(sqlite_url, 0)
    stages = ["applied", "x" * 5_000, "offer"]
    changes = [ApplicationStageChanged(application="A-1", stage=stage) for stage in stages]
    store.append("application/A-1", changes, expected_version=0, source="/test")
    relay = _relay(store, kafka_broker.bootstrap, topic)
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        until(lambda: "position 2 (MessageSizeTooLargeError)" in (relay.status.trouble or ""))
        assert {told.id for told in all_of(kafka_broker.bootstrap, topic)} == {"application/A-1/1"}
        _limit(kafka_broker.bootstrap, topic, 30_000)
        published(store, topic)
    finally:
        stop.set()
        thread.join(10)
    assert once_each(all_of(kafka_broker.bootstrap, topic)) == by_stream(public_ids(store))
    store.close()


def _limit(bootstrap: str, topic: str, size: int) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    admin.alter_configs([ConfigResource("TOPIC", topic, {"max.message.bytes": str(size)})])
    admin.close()


@pytest.mark.parametrize("answering", [True, False])
def test_a_relay_that_is_asked_to_stop_does_so_within_five_seconds(
    sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str], answering: bool
) -> None:
    topic, port = new_topic(), free_port()
    store = filled(sqlite_url, 5_000)
    bootstrap = kafka_broker.bootstrap if answering else f"127.0.0.1:{free_port()}"
    with relays(sqlite_url, settings(bootstrap, topic, health_port=str(port))) as (process,):
        if answering:
            published(store, topic, 1)
        else:
            until(lambda: ready(f"http://127.0.0.1:{port}")[0] == 503)
        process.terminate()
        assert process.wait(5) == 0
    store.close()


def test_it_publishes_over_tls_with_a_login_and_says_what_a_wrong_one_can_mean(
    sqlite_url: str, kafka_broker: Any, new_topic: Callable[..., str]
) -> None:
    store, port, topic = filled(sqlite_url, 100), free_port(), new_topic()
    login = kafka_broker.login
    secure = {
        "kafka_protocol": "SASL_SSL",
        "kafka_username": login.username,
        "kafka_password": login.password,
        "kafka_ca_file": login.ca_file,
        "health_port": str(port),
    }
    with relays(sqlite_url, settings(kafka_broker.secure, topic, **secure | {"kafka_password": "not-this"})) as (one,):
        until(lambda: "the user name or the password is wrong" in ready(f"http://127.0.0.1:{port}")[1])
        one.terminate()
        _, said = one.communicate(timeout=10)
        assert b"not-this" not in said
    with relays(sqlite_url, settings(kafka_broker.secure, topic, **secure)):
        published(store, topic)
    assert once_each(all_of(kafka_broker.bootstrap, topic)) == by_stream(public_ids(store))
    store.close()
