"""Reading: after a position, whole streams, and with the library's own recorder."""

from eventsourcing.persistence import StoredEvent

from domain.store import EventStore, StoredRow
from domain.store.store import Store
from tests.store.deliveries import deliveries, record


def test_events_after_a_position_come_in_their_order_and_no_more_than_asked_for(store: EventStore) -> None:
    record(store, *deliveries(range(10)))
    rows = store.read_after(0, 100)
    assert store.read_after(rows[3].position, 4) == rows[4:8]
    assert store.read_after(rows[-1].position, 4) == []
    assert store.head() == rows[-1].position


def test_events_are_read_until_their_states_come_to_so_many_bytes(store: EventStore) -> None:
    record(store, *deliveries(range(10)))
    rows = store.read_after(0, 100)
    one, two = len(rows[0].state), len(rows[0].state) + len(rows[1].state)
    for allowed, count in ((1, 1), (one, 1), (one + 1, 2), (two, 2), (two + 1, 3), (1 << 40, 10)):
        assert store.read_after(0, 100, allowed) == rows[:count]
    assert store.read_after(0, 4, 1 << 40) == rows[:4]
    assert store.read_after(rows[-1].position, 4, 1) == []


def test_a_row_has_names(store: EventStore) -> None:
    record(store, *deliveries(range(1)))
    (row,) = store.read_after(0, 1)
    assert type(row) is StoredRow
    assert (row.stream, row.version, row.topic) == ("application/A-0", 1, "hr.application.stage_changed.v1")
    assert type(row.state) is bytes


def test_whole_streams_are_read_at_once(store: EventStore) -> None:
    record(store, *deliveries(range(2_000), streams=500))
    wanted = [f"application/A-{number}" for number in range(0, 500, 3)]
    rows = store.read_streams([*wanted, "application/A-3", "application/none", "", 'a "quoted\\ one', "é/ü"])
    assert sorted(rows) == [row for row in store.read_after(0, 9_999) if row.stream in set(wanted)]
    assert store.read_streams([]) == []


def test_streams_can_be_read_up_to_a_position(store: EventStore) -> None:
    known_at = record(store, *deliveries(range(20))).position
    record(store, *deliveries(range(20, 40)))
    streams = [f"application/A-{number}" for number in range(7)]
    assert sorted(store.read_streams(streams, known_at)) == store.read_after(0, 20)
    assert store.read_streams(streams, 0) == []
    assert len(store.read_streams(streams)) == 40


def test_the_library_reads_what_was_written(store: EventStore) -> None:
    record(store, *deliveries(range(10)))
    assert isinstance(store, Store)
    recorder = store.backend.recorder  # type: ignore[attr-defined]
    rows = store.read_after(0, 100)
    notifications = recorder.select_notifications(rows[2].position, 5, inclusive_of_start=False)
    assert [(n.id, n.originator_id, n.originator_version, n.topic, n.state) for n in notifications] == rows[3:8]
    (first, *_) = recorder.select_events("application/A-1")
    assert (first.originator_id, first.originator_version) == ("application/A-1", 1)
    assert recorder.max_notification_id() == store.head()


def test_what_the_library_writes_is_read(store: EventStore) -> None:
    record(store, *deliveries(range(3)))
    assert isinstance(store, Store)
    told = store.read_after(0, 1)[0]
    event = StoredEvent("application/B-1", 1, told.topic, told.state)
    store.backend.recorder.insert_events([event])  # type: ignore[attr-defined]
    assert store.read_after(0, 9)[-1][1:] == ("application/B-1", 1, told.topic, told.state)
    assert record(store, *deliveries(range(3, 5))).recorded == 2
