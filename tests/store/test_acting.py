"""Acting: decided on all that is recorded, in the transaction that records it, once for a key of a principal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from domain.facts.application import ApplicationStageChanged
from domain.facts.base import Actor
from domain.feed.delivery import Delivery
from domain.feed.reading import read_event
from domain.store import Act, Addition, Done, Effect, EventStore, KeyReused, Outcome, Refused, Sight, open_store
from domain.store import links as index
from tests.store.agreeing import session
from tests.store.deliveries import SOURCE, delivery, record
from tests.store.test_appending import CLOCK, STREAM, reached

ANN = Actor("employee/E-1", acknowledged=("new_stage",))
LATER = datetime(2026, 11, 1, 9, tzinfo=UTC)


def admitted(_: Sight) -> None:
    """Nobody is refused for rights."""


def moving(key: str, stage: str = "interview", *, who: str = "E-1", request: str = "") -> Act:
    """Move A-1 to a stage unless it was ever in it; the answer tells how many facts it then has."""

    def decide(sight: Sight) -> Effect | Refused:
        facts = sight.read_streams(["application/A-1"])["application/A-1"]
        if any(fact.data.stage == stage for fact in facts):
            return Refused("already_there")
        fact = ApplicationStageChanged(application="A-1", stage=stage)
        named = key if who == "E-1" else f"{who}.{key}"
        moved = Delivery("/vouch", named, sight.instant, "1", b"0" * 16, fact, b"", ANN)
        return Effect(lambda position: (200, f"{position}: {len(facts) + 1}".encode()), facts=[moved])

    return Act(who, key, request or stage, admitted, decide)


def tell(outcomes: list[Outcome]) -> list[str]:
    """Name each outcome."""
    return [
        f"{each.answer.decode()}{' again' * each.replayed}" if isinstance(each, Done) else type(each).__name__
        for each in outcomes
    ]


def test_an_act_is_recorded_with_its_actor(store: EventStore) -> None:
    record(store, delivery(1))
    assert tell(store.act([moving("k1")], at=LATER)) == ["2: 2"]
    fact = store.decode_rows(store.read_after(1, 9))[0]
    assert (fact.ref, fact.time, fact.sequence, fact.actor) == ("/vouch#k1", LATER, "1", ANN)
    assert store.examine(full=True)[1:4] == (2, 2, [])


def test_the_same_key_has_the_first_answer_whatever_has_happened_since(store: EventStore) -> None:
    store.act([moving("k1")])
    record(store, delivery(1))
    again = store.act([moving("k1")], at=LATER + timedelta(days=400))
    assert tell(again) == ["1: 1 again"]
    assert store.act([moving("k1", "onsite")]) == [KeyReused()]
    assert tell(store.act([moving("k1", "onsite", who="E-2")])) == ["3: 3"]


def test_what_is_refused_is_decided_anew(store: EventStore) -> None:
    record(store, delivery(1, stage="interview"))
    assert store.act([moving("k1")]) == [Refused("already_there")]
    assert tell(store.act([moving("k1", "onsite")])) == ["2: 2"]


def test_acts_together_are_decided_one_after_another(store: EventStore) -> None:
    acts = [moving("k1"), moving("k2"), moving("k1"), moving("k1", "onsite"), moving("k3", "onsite")]
    assert tell(store.act(acts)) == ["2: 1", "Refused", "2: 1 again", "KeyReused", "2: 2"]
    assert tell(store.act(acts)) == ["2: 1 again", "Refused", "2: 1 again", "KeyReused", "2: 2 again"]


def test_rights_are_looked_at_before_the_key(store: EventStore) -> None:
    store.act([moving("k1")])
    barred = moving("k1")._replace(admit=lambda _: Refused("not_yours"))
    assert store.act([barred]) == [Refused("not_yours")]


def test_each_act_has_an_instant_of_its_own_that_never_falls_back(store: EventStore) -> None:
    store.act([moving("k1"), moving("k2", "onsite")], at=LATER)
    store.act([moving("k3", "offer talk")], at=LATER - timedelta(hours=1))
    times = [fact.time - LATER for fact in store.decode_rows(store.read_after(0, 9))]
    assert times == [timedelta(microseconds=number) for number in range(3)]


def test_own_events_and_facts_are_one_effect(store: EventStore) -> None:
    def decide(sight: Sight) -> Effect:
        version = len(sight.read_streams([STREAM])[STREAM])
        return Effect(
            lambda position: (201, str(position).encode()),
            additions=[Addition(STREAM, [reached()], version)],
            source=CLOCK,
            actor=ANN,
        )

    acts = [Act("E-1", key, key, admitted, decide) for key in ("a", "b")]
    assert tell(store.act(acts, at=LATER)) == ["2", "2"]
    facts = store.decode_rows(store.read_streams([STREAM]))
    assert [(each.id, each.actor, each.source) for each in sorted(facts, key=lambda each: each.id)] == [
        (f"{STREAM}/1", ANN, CLOCK),
        (f"{STREAM}/2", ANN, CLOCK),
    ]


def test_a_dead_letter_is_settled_with_its_act(store: EventStore) -> None:
    record(store, read_event(b"broken"))

    def drop(sight: Sight) -> Effect | Refused:
        letter = sight.find_letter(1)
        assert letter is not None
        return (
            Refused(letter.status)
            if letter.status != "open"
            else Effect(lambda _: (200, b"{}"), settled={1: "dropped"})
        )

    acts = [Act("E-1", key, key, admitted, drop) for key in ("a", "b")]
    assert store.act(acts) == [Done(200, b"{}"), Refused("dropped")]
    assert store.act([acts[1]]) == [Refused("dropped")]
    assert store.head() == 0


def find_linked(store: EventStore, thing: str) -> list[str]:
    outcomes = store.act([Act("E-1", "look", "", admitted, lambda sight: Refused(sight.find_linked([thing])[thing]))])
    assert isinstance(outcomes[0], Refused)
    found: list[str] = outcomes[0].why
    return found


def submitted(number: int) -> Delivery:
    raw = (
        b'{"specversion":"1.0","id":"s%d","source":"/ats","type":"hr.application.submitted.v1",'
        b'"time":"2026-03-02T09:00:00Z","data":{"application":"A-%d","candidate":"C-1","requisition":"Q-1"}}'
    )
    read = read_event(raw % (number, number))
    assert isinstance(read, Delivery)
    return read


def test_streams_are_found_by_the_things_they_speak_of(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAGE", 2)
    record(store, *[submitted(number) for number in range(5)])
    assert find_linked(store, "candidate/C-1") == [f"application/A-{number}" for number in range(5)]
    record(store, submitted(5), submitted(5))
    assert find_linked(store, "requisition/Q-1")[-1] == "application/A-5"
    assert find_linked(store, "candidate/C-2") == []


def test_acts_see_the_links_of_those_before_them(store: EventStore) -> None:
    seen: list[list[str]] = []

    def submit(sight: Sight) -> Effect:
        seen.append(sight.find_linked(["candidate/C-1"])["candidate/C-1"])
        return Effect(lambda _: (200, b""), facts=[submitted(len(seen))])

    store.act([Act("E-1", str(number), "", admitted, submit) for number in range(3)])
    store.act([Act("E-1", "3", "", admitted, submit)])
    assert seen == [[f"application/A-{each}" for each in range(1, number + 1)] for number in range(4)]


def test_a_recorded_delivery_is_known_by_its_content(store: EventStore) -> None:
    first = submitted(1)
    found: list[bytes | None] = []

    def look(sight: Sight) -> Effect:
        found.append(sight.find_recorded(first))
        return Effect(lambda _: (200, b""), facts=[] if found[-1] else [first])

    store.act([Act("E-1", str(number), "", admitted, look) for number in range(2)])
    store.act([Act("E-1", "2", "", admitted, look)])
    assert found == [None, first.content, first.content]
    assert first.source == SOURCE


def at_once(store: EventStore, acts: list[Act]) -> list[Outcome]:
    """Each from a thread of its own."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> Outcome:
        barrier.wait()
        return store.act([act])[0]

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.mark.parametrize("keys", [1, 16])
def test_sixteen_alike_at_once_have_one_effect(store: EventStore, keys: int) -> None:
    outcomes = at_once(store, [moving(f"k{number % keys}") for number in range(16)])
    assert store.head() == 1
    first: Callable[[Outcome], bool] = lambda each: isinstance(each, Done) and not each.replayed  # noqa: E731
    assert sum(map(first, outcomes)) == 1
    rest = {type(each) for each in outcomes if not first(each)}
    assert rest == ({Done} if keys == 1 else {Refused})


def test_each_store_has_an_id_of_its_own(store: EventStore, store_url: str, new_sqlite_url: Callable[[], str]) -> None:
    again, other = open_store(store_url), open_store(new_sqlite_url())
    assert store.store_id == again.store_id != other.store_id
    assert len(store.store_id) == len(bytes.fromhex(store.store_id)) * 2 == 32
    again.close()
    other.close()


def test_what_is_kept_holds_nothing_of_a_request(store: EventStore) -> None:
    store.act([moving("k1", request="digest")])
    with session(store) as look:
        assert look.rows("SELECT principal, key, request, status FROM acts") == [("E-1", "k1", "digest", 200)]
