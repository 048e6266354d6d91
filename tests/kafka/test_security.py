"""TLS and SCRAM against the real broker; what is wrong is told in a sentence, and a secret never."""

import signal

import pytest

from tests.kafka.processes import consumer
from tests.kafka.producing import produce, structured
from tests.kafka.waiting import until
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess

WRONG = "canary-4711-secret"


def secured(broker: KafkaAccess, **changes: str) -> dict[str, str]:
    login = broker.login
    return {
        "VOUCH_KAFKA_PROTOCOL": "SASL_SSL",
        "VOUCH_KAFKA_USERNAME": login.username,
        "VOUCH_KAFKA_PASSWORD": login.password,
        "VOUCH_KAFKA_CA_FILE": login.ca_file,
        "VOUCH_LOG_LEVEL": "debug",
    } | changes


def test_it_gets_in_by_tls_and_scram(kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str) -> None:
    topic = new_topic()
    produce(kafka_broker.bootstrap, topic, [structured(1)])
    with consumer(sqlite_url, kafka_broker.secure, topic, secured(kafka_broker)) as running:
        until(lambda: running.metric("vouch_consumer_records_total") == 1, "it has consumed")
        running.send(signal.SIGTERM)
        running.process.wait(10)
        assert kafka_broker.login.password not in running.said()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"VOUCH_KAFKA_PASSWORD": WRONG}, "the user name or the password is wrong"),
        ({"VOUCH_KAFKA_PROTOCOL": "PLAINTEXT"}, "expects TLS or a login"),
    ],
    ids=["wrong password", "no TLS"],
)
def test_what_keeps_it_out_is_told(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str, changes: dict[str, str], says: str
) -> None:
    settings = secured(kafka_broker) | changes
    with consumer(sqlite_url, kafka_broker.secure, new_topic(), settings) as running:
        until(lambda: says in running.readiness()[1].get("kafka", ""), f"it is told: {says}")
        running.send(signal.SIGTERM)
        assert running.process.wait(6) == 0
        said = running.said()
    assert says in said
    assert kafka_broker.login.password not in said
    assert WRONG not in said
