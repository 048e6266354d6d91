"""Outages: a database that refuses, a broker that is away. Nothing is parked for it, and all of it comes in the end."""

import time
from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest

from tests.kafka.processes import Consumer, consumer
from tests.kafka.producing import produce, structured
from tests.kafka.running import store_at
from tests.kafka.waiting import until
from tests.support.cluster import Cluster, PostgresMissingError
from tests.support.command import run_vouch
from tests.support.kafka.fixtures import NewBroker, NewTopic
from tests.support.kafka.shared_broker import KafkaAccess
from tests.support.kafka.topics import create_topic

SECONDS = 20


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test's own."""
    try:
        cluster = Cluster.create()
    except PostgresMissingError as missing:
        pytest.skip(str(missing))
    yield cluster
    cluster.remove()


def test_a_database_that_refuses_for_a_while_parks_nothing(
    kafka_broker: KafkaAccess, new_topic: NewTopic, cluster: Cluster
) -> None:
    topic = new_topic(2)
    run_vouch("migrate", store=cluster.url())
    with consumer(cluster.url(), kafka_broker.bootstrap, topic) as running:
        running.await_ready()
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(100)])
        until(lambda: running.metric("vouch_consumer_records_total") == 100, "the first are recorded")
        cluster.stop("immediate")
        began = time.monotonic()
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(100, 400)])
        until(lambda: "PostgreSQL does not answer" in store_check(running), "it says that the database is away")
        until(lambda: running.metric("vouch_consumer_lag_records") == 300, "it says how many wait")
        until(lambda: time.monotonic() - began > SECONDS, "the outage lasts", SECONDS + 1)
        assert running.readiness()[0] == 503
        cluster.start()
        until(lambda: running.metric("vouch_consumer_records_total") == 400, "it has caught up")
        running.await_ready()
    with store_at(cluster.url()) as store:
        assert (store.count_after(0), store.count_dead_letters()) == (400, 0)


def store_check(running: Consumer) -> str:
    return running.readiness()[1].get("store", "")


def test_a_database_that_lets_nobody_in_parks_nothing(
    kafka_broker: KafkaAccess, new_topic: NewTopic, cluster: Cluster
) -> None:
    """It answers, but not us: connections are ended, and a user that is no superuser gets no new one."""
    topic = new_topic(2)
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        admin.execute("CREATE ROLE consumer LOGIN PASSWORD 'consumer'")
        admin.execute("CREATE DATABASE hiring OWNER consumer")
        url = cluster.url("hiring").replace(f"vouch:{cluster.password}", "consumer:consumer")
        run_vouch("migrate", store=url)
        with consumer(url, kafka_broker.bootstrap, topic) as running:
            running.await_ready()
            admin.execute("ALTER ROLE consumer CONNECTION LIMIT 0")
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consumer'")
            produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(50)])
            until(lambda: store_check(running) not in ("", "ok"), "it says that the database is away")
            admin.execute("ALTER ROLE consumer CONNECTION LIMIT -1")
            until(lambda: running.metric('vouch_consumer_records_total{outcome="recorded"}') == 50, "it catches up")
            assert running.metric('vouch_consumer_records_total{outcome="parked"}') == 0


def test_a_broker_that_is_away_for_a_while(new_broker: NewBroker, sqlite_url: str) -> None:
    with new_broker() as own, consumer(sqlite_url, own.bootstrap, create_topic(own.bootstrap, "hr")) as running:
        running.await_ready()
        produce(own.bootstrap, "hr", [structured(number) for number in range(100)])
        until(lambda: running.metric("vouch_consumer_records_total") == 100, "the first are recorded")
        own.kill()
        until(lambda: "Kafka" in running.readiness()[1].get("kafka", ""), "it says that the broker is away")
        own.start()
        sending = Thread(target=produce, args=(own.bootstrap, "hr", [structured(n) for n in range(100, 200)]))
        sending.start()
        until(lambda: running.metric("vouch_consumer_records_total") == 200, "it goes on", 60)
        sending.join()
        running.await_ready()
    with store_at(sqlite_url) as store:
        assert (store.count_after(0), store.count_dead_letters()) == (200, 0)
