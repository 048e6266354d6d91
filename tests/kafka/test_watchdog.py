"""The watchdog: a client that is stuck in a rebalance is given up and made anew."""

from typing import Any

import pytest
from kafka.structs import MemberState

from consumers.kafka.watchdog import Watchdog
from tests.kafka.producing import produce, structured
from tests.kafka.running import connecting, consuming, store_at
from tests.kafka.waiting import until
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess

STABLE, REBALANCING, UNJOINED = MemberState.STABLE, MemberState.REBALANCING, MemberState.UNJOINED


@pytest.mark.parametrize(
    ("states", "stuck_at"),
    [
        ([(0, STABLE), (100, STABLE)], None),
        ([(0, UNJOINED), (59, REBALANCING), (60, REBALANCING)], 60),
        ([(0, REBALANCING), (59, STABLE), (60, REBALANCING), (119, UNJOINED), (120, STABLE)], None),
        ([(0, REBALANCING), (59, STABLE), (60, REBALANCING), (121, UNJOINED)], 121),
    ],
)
def test_only_what_is_not_stable_for_a_minute_on_end_is_stuck(
    states: list[tuple[float, str]], stuck_at: float | None
) -> None:
    now = 0.0
    watchdog = Watchdog(60, lambda: now)
    found = None
    for now, state in states:
        if watchdog.is_stuck(state):
            found = now
            break
    assert found == stuck_at


def test_a_stuck_client_is_made_anew_and_loses_nothing(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str
) -> None:
    topic = new_topic(2)
    connect = connecting(kafka_broker.bootstrap, topic)
    lives: list[Any] = []

    def stuck_once() -> Any:
        lives.append(connect())
        if len(lives) == 1:  # as it is when the answer to its joining is lost: it gets nothing, and never notices
            lives[0].poll = lambda **_: {}
        return lives[-1]

    produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(20)])
    with store_at(sqlite_url) as store, consuming(store, topic, stuck_once, stuck_seconds=1) as status:
        until(lambda: status.recorded == 20, "the next client has consumed")
        assert (status.rebuilds, len(lives)) == (1, 2)
