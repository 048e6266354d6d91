"""What the read models hold is what `decide` says of the flat list of all facts: after any order, split and restart."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, strategies

from domain.facts.base import Recorded
from domain.rules.decide import decide, recorded_by
from domain.rules.row import Row
from projections.bonuses.queries import bonus_report
from tests.support.budget import examples
from tests.support.flat import Content, differences, flat_content, held_content
from tests.support.histories import TIMEZONES, asks, random_history, split_into_pushes
from tests.support.houses import Event, House, Houses
from tests.support.told import all_told

FIRST_RECORDED = datetime(2026, 8, 1, 12, tzinfo=UTC)
BATCHES = (1, 3, 7, 1_000)


class Ask(NamedTuple):
    """A question: as of which day, and what had been recorded by which instant counts (None: everything)."""

    as_of: date
    known_at: datetime | None


class Told(NamedTuple):
    """What was pushed: the flat list of facts, each with its instant, and the questions about them."""

    facts: list[Recorded[Any]]
    asks: list[Ask]


Answers = dict[Ask, tuple[list[Row], Content]]


def _any_order(rng: Random, history: list[Event]) -> list[Event]:
    order = rng.choice(("as it was", "reversed", "shuffled", "shuffled"))
    return {"as it was": history, "reversed": history[::-1], "shuffled": rng.sample(history, len(history))}[order]


def _tell(house: House, rng: Random) -> Told:
    """Push a random history in any order and any batches, with repeats; engines of all kinds come and go meanwhile."""
    history = _any_order(rng, random_history(rng, timezone=house.zone.key))
    questions = asks(history, rng, count=6)
    recorded_at, ends = FIRST_RECORDED, {0: FIRST_RECORDED - timedelta(hours=1)}
    facts: list[Recorded[Any]] = []
    days = [day for day, _ in questions]
    for push in split_into_pushes(history, rng, [known for _, known in questions]):
        recorded_at += timedelta(minutes=rng.choice((0, 1, 90)))
        again = rng.choices(history[: len(facts)], k=rng.randint(0, 3)) if facts else []
        house.push(rng.sample([*push, *again], len(push) + len(again)), recorded_at)
        facts += all_told(push, recorded_at)
        ends[len(facts)] = recorded_at
        _work(house, rng, days)
    return Told(facts, [Ask(day, None if known is None else ends[known]) for day, known in questions])


def _work(house: House, rng: Random, days: Sequence[date]) -> None:
    """An engine, on any day and with any batches, does all there is to do, a part of it, or nothing, and is gone."""
    engine = house.engine(rng.choice(days), route_batch=rng.choice(BATCHES), decide_batch=rng.choice(BATCHES))
    if rng.random() < 0.4:
        engine.catch_up()
    else:
        for _ in range(rng.choice((0, 1, 2, 5))):
            engine.step()


def _answers(house: House, facts: Sequence[Recorded[Any]], asks: Sequence[Ask]) -> Answers:
    """What the flat list says to each question: the bonus report, and what the read models must hold."""
    models, zone = house.models(), house.zone
    return {
        ask: (
            decide(facts, ask.as_of, ask.known_at, zone),
            flat_content(models, recorded_by(facts, ask.known_at), ask.as_of, zone),
        )
        for ask in asks
    }


def _wrong(house: House, answers: Answers) -> list[tuple[Ask, Any]]:
    """The questions that are not answered as the flat list says, with what is wrong."""
    models = house.models()
    found: list[tuple[Ask, Any]] = []
    for ask, (report, must) in answers.items():
        at = None if ask.known_at is None else house.store.position_at(ask.known_at)
        with house.engine().reader() as reader:
            if bonus_report(reader, ask.as_of, at) != report:
                found.append((ask, "bonus report"))
            held = held_content(models, reader, ask.as_of, at)
        if held != must:
            found.append((ask, differences(held, must)))
    return found


@given(strategies.integers(0, 2**48))
@examples(1 / 10)
def test_read_models_hold_what_the_flat_list_of_facts_says(houses: Houses, seed: int) -> None:
    rng = Random(seed)
    house = houses(rng.choice(TIMEZONES))
    told = _tell(house, rng)
    # On the day of a question its rows are read as they are kept; a day later they may turn, and are decided again.
    answers = _answers(house, told.facts, told.asks)
    for today in (rng.choice(told.asks).as_of, rng.choice(told.asks).as_of - timedelta(1)):
        house.engine(today).catch_up()
        assert _wrong(house, answers) == []
    # Everything known: the same questions, so that rows as they are kept are read for days in between as well.
    assert _wrong(house, _answers(house, told.facts, [Ask(ask.as_of, None) for ask in told.asks])) == []
