"""Test support: making and removing topics."""

import time

from kafka import KafkaAdminClient
from kafka.admin import NewTopic
from kafka.errors import UnknownTopicOrPartitionError

PATIENCE = 30.0


def create_topic(bootstrap: str, name: str, *, partitions: int = 1, copies: int = -1) -> str:
    """Make a topic (`copies` -1: as many as the cluster does by itself); gives its name."""
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    try:
        admin.create_topics([NewTopic(name, num_partitions=partitions, replication_factor=copies)])
        _await_leaders(admin, name, partitions)
    finally:
        admin.close()
    return name


def delete_topic(bootstrap: str, name: str) -> None:
    """Remove a topic; returns when it is gone."""
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    deadline = time.monotonic() + PATIENCE
    try:
        admin.delete_topics([name])
        while name in admin.list_topics() and time.monotonic() < deadline:
            time.sleep(0.05)
    except UnknownTopicOrPartitionError:
        pass
    finally:
        admin.close()


def _await_leaders(admin: KafkaAdminClient, name: str, partitions: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        (described,) = admin.describe_topics([name])
        leaders = [each for each in described["partitions"] if each["leader_id"] >= 0 and not each["error_code"]]
        if not described["error_code"] and len(leaders) == partitions:
            return
        time.sleep(0.05)
    raise RuntimeError(f"the topic {name} has no leaders")
