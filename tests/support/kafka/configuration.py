"""Test support: the configuration file of one node."""

from dataclasses import dataclass
from pathlib import Path

LARGEST = 16 << 20
"""Bytes of the largest record that a broker takes."""


@dataclass(frozen=True)
class Ports:
    """Where one node listens."""

    plain: int
    controller: int
    secure: int


def configuration(node: int, ports: dict[int, Ports], data: Path, keystore: Path | None) -> str:
    """The properties of a node among all nodes; with a keystore it also lets in by TLS and SCRAM."""
    own, copies = ports[node], min(3, len(ports))
    voters = ",".join(f"{number}@127.0.0.1:{each.controller}" for number, each in ports.items())
    advertised = f"PLAINTEXT://127.0.0.1:{own.plain}"
    if keystore is not None:
        advertised += f",SASL_SSL://127.0.0.1:{own.secure}"
    return f"""
process.roles=broker,controller
node.id={node}
controller.quorum.voters={voters}
controller.listener.names=CONTROLLER
listeners={advertised},CONTROLLER://127.0.0.1:{own.controller}
advertised.listeners={advertised}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
inter.broker.listener.name=PLAINTEXT
log.dirs={data}
log.index.size.max.bytes=1048576
log.cleaner.dedupe.buffer.size=8388608
num.network.threads=2
num.io.threads=4
message.max.bytes={LARGEST}
replica.fetch.max.bytes={LARGEST}
auto.create.topics.enable=false
default.replication.factor={copies}
min.insync.replicas={min(2, copies)}
offsets.topic.num.partitions=4
offsets.topic.replication.factor={copies}
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={min(2, copies)}
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor={copies}
share.coordinator.state.topic.min.isr={min(2, copies)}
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=500
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
{"" if keystore is None else _security(keystore)}
"""


def _security(keystore: Path) -> str:
    return f"""
ssl.keystore.type=PKCS12
ssl.keystore.location={keystore}
ssl.keystore.password=vouch-test
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\
org.apache.kafka.common.security.scram.ScramLoginModule required;
"""
