"""Test support: a Kafka cluster of one's own; its nodes can be killed, paused and started again."""

import base64
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from consumers.kafka.connecting import create_client
from tests.support.cluster import MEMORY, ROOM, free_port
from tests.support.kafka.archives import archives
from tests.support.kafka.configuration import Ports, configuration
from tests.support.kafka.login import Login, keystore
from tests.support.kafka.node import Node

READY_SECONDS = 60


class Broker:
    """Nodes that run, by their numbers from 1; `bootstrap` and, with a login, `secure` say where they listen."""

    def __init__(self, directory: Path, ports: dict[int, Ports], login: Login | None) -> None:
        self.directory = directory
        self.ports = ports
        self.login = login
        self.nodes = {number: Node(directory / f"node-{number}") for number in ports}

    @property
    def bootstrap(self) -> str:
        """Where the nodes listen, without TLS or login."""
        return ",".join(f"127.0.0.1:{each.plain}" for each in self.ports.values())

    @property
    def secure(self) -> str:
        """Where they listen with TLS and login."""
        return ",".join(f"127.0.0.1:{each.secure}" for each in self.ports.values())

    def kill(self, node: int = 1) -> None:
        """End a node as a power failure would."""
        self.nodes[node].kill()

    def pause(self, node: int = 1) -> None:
        """Let a node stand still."""
        self.nodes[node].pause()

    def resume(self, node: int = 1) -> None:
        """Let it go on."""
        self.nodes[node].resume()

    def start(self, node: int = 1) -> None:
        """Start a node that has ended; returns when the cluster has all its nodes."""
        self.nodes[node].start()
        self.await_ready()

    def await_ready(self) -> None:
        """Wait until every node answers for the cluster. RuntimeError with its log if one does not."""
        deadline = time.monotonic() + READY_SECONDS
        for number, node in self.nodes.items():
            while _members(f"127.0.0.1:{self.ports[number].plain}") < len(self.nodes):
                if not node.alive() or time.monotonic() > deadline:
                    raise RuntimeError(f"node {number} of Kafka did not start:\n{node.said()}")
                time.sleep(0.1)

    def remove(self) -> None:
        """End every node and leave nothing of them."""
        for node in self.nodes.values():
            node.kill()
        shutil.rmtree(self.directory, ignore_errors=True)


@contextmanager
def broker(*, nodes: int = 1, secured: bool = False, port: int | None = None) -> Iterator[Broker]:
    """A running cluster, gone at the end. KafkaMissingError where none can be started."""
    made = create(nodes=nodes, secured=secured, port=port)
    try:
        yield made
    finally:
        made.remove()


def create(*, nodes: int = 1, secured: bool = False, port: int | None = None) -> Broker:
    """A running cluster that whoever makes it has to remove."""
    archives()
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    directory = Path(tempfile.mkdtemp(prefix="vouch-kafka-", dir=MEMORY if roomy else None))
    first = free_port() if port is None else port
    ports = {1: Ports(first, free_port(), free_port())}
    ports |= {number: Ports(free_port(), free_port(), free_port()) for number in range(2, nodes + 1)}
    made = Broker(directory, ports, None)
    try:
        made.login = Login.create(directory) if secured else None
        _set_up(made, _identity())
        made.await_ready()
    except BaseException:
        made.remove()
        raise
    return made


def _identity() -> str:
    """The name of a new cluster: 16 bytes, as Kafka writes them (not beginning with a hyphen)."""
    return "v" + base64.urlsafe_b64encode(uuid4().bytes).decode()[1:22]


def _set_up(made: Broker, identity: str) -> None:
    login = made.login
    for number, node in made.nodes.items():
        node.directory.mkdir()
        store = None if login is None else keystore(made.directory)
        text = configuration(number, made.ports, node.directory / "data", store)
        (node.directory / "properties").write_text(text)
        node.format(identity, None if login is None else login.scram())
    for node in made.nodes.values():
        node.start()


def _members(bootstrap: str) -> int:
    """How many nodes say that they belong to the cluster."""
    try:
        admin = create_client(KafkaAdminClient, bootstrap_servers=bootstrap.split(","), bootstrap_timeout_ms=1_000)
    except (KafkaError, OSError):
        return 0
    try:
        return len(admin.describe_cluster()["brokers"])
    except KafkaError:
        return 0
    finally:
        admin.close()
