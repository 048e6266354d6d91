"""`vouch relay`: what it refuses, and its health and metrics."""

from api.processes.relay_metrics import RelayMetrics
from consumers.relay.status import STANDING_BY, RelayStatus
from tests.relay.told import filled
from tests.support.command import run_vouch


def test_it_says_which_setting_is_missing(sqlite_url: str) -> None:
    done = run_vouch("relay", store=sqlite_url)
    assert done.returncode == 1
    assert b"VOUCH_KAFKA_BOOTSTRAP names no broker" in done.stderr


def test_it_needs_a_store() -> None:
    done = run_vouch("relay", store="mysql://x", settings={"VOUCH_KAFKA_BOOTSTRAP": "127.0.0.1:1"})
    assert (done.returncode, done.stdout) == (1, b"")


def test_metrics_tell_of_the_lag_and_of_whose_turn_it_is(sqlite_url: str) -> None:
    store, status = filled(sqlite_url, 20), RelayStatus()
    assert store.acquire_relay_lease("out", "one", 60) == 0
    assert store.record_published("out", "one", 5, 60)
    status.note_published(4, 5)
    status.set_state(STANDING_BY)
    found = {family.name: family.samples[0].value for family in RelayMetrics(store, "out", status).collect()}
    assert found["vouch_relay_lag_events"] == 15
    assert found["vouch_relay_lag_seconds"] >= 0
    assert found["vouch_relay_messages"] == 4
    assert (found["vouch_relay_publishing"], found["vouch_relay_in_trouble"], found["vouch_store_up"]) == (0, 0, 1)
    store.close()
