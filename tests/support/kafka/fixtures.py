"""Fixtures: the broker of a test run, a topic of a test's own on it, and clusters of one's own."""
# ruff: noqa: PLC0415 - the client takes half a second to import, which most tests can do without

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from tests.support.kafka.archives import KafkaMissingError, archives

if TYPE_CHECKING:
    from tests.support.kafka.broker import Broker
    from tests.support.kafka.shared_broker import KafkaAccess

NewTopic = Callable[..., str]
NewBroker = Callable[..., AbstractContextManager["Broker"]]


def refuse(missing: KafkaMissingError) -> None:
    """Skip with the reason; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(str(missing))
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def kafka_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator["KafkaAccess"]:
    """One running broker for the whole run: not to be stopped by anybody."""
    from tests.support.kafka.shared_broker import shared_broker

    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    try:
        with shared_broker(root) as access:
            yield access
    except KafkaMissingError as missing:
        refuse(missing)


@pytest.fixture
def new_topic(kafka_broker: "KafkaAccess") -> NewTopic:
    """Makes a topic of so many partitions at each call, with a name that nobody else has."""
    from tests.support.kafka.topics import create_topic

    def new(partitions: int = 1) -> str:
        return create_topic(kafka_broker.bootstrap, f"hr.{secrets.token_hex(6)}", partitions=partitions)

    return new


@pytest.fixture
def new_broker() -> NewBroker:
    """Starts a cluster of one's own (`nodes=3`), whose nodes may be killed; a context manager."""
    from tests.support.kafka.broker import broker

    try:
        archives()
    except KafkaMissingError as missing:
        refuse(missing)
    return broker
