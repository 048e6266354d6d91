"""A fold that takes long holds up nobody, and what comes while it goes on is neither lost nor overwritten."""

import sys
from collections.abc import Sequence
from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from domain.rules.row import Row
from projections.bonuses.queries import BonusFilter, bonus_report, why
from projections.engine.deciding.decider import TRIES
from projections.engine.tables import BIG_FACTS, dirty
from tests.support.flat import differences, flat_content, held_content
from tests.support.held_folds import Hold, holding
from tests.support.houses import Event, House
from tests.support.story import applied, employed, fact, hired, opened, programme, recorded, referred
from tests.support.told import all_told
from tests.support.worker import workers

DAY = date(2026, 7, 1)
STORY = [programme(), employed("E-1"), opened(), *hired(1), *hired(2)]


def _withdrawn(number: int = 2) -> Event:
    return fact("referral.withdrawn", "2026-01-13", referral=f"R-{number}")


def _merged(losing: str, winning: str = "C-2") -> Event:
    return fact("candidate.merged", "2026-06-01", losing=losing, winning=winning)


def _row(house: House, number: int) -> Row | None:
    with house.engine(DAY).reader() as reader:
        return next(iter(bonus_report(reader, DAY, only=BonusFilter(referral=f"R-{number}"))), None)


def _entitlement(house: House, number: int) -> str | None:
    row = _row(house, number)
    return row.entitlement if row else None


def _marked(house: House) -> set[int]:
    with house.database.reading() as connection:
        return set(connection.execute(select(dirty.c.subject)).scalars())


def _check(house: House, events: Sequence[Event]) -> None:
    with house.engine(DAY).reader() as reader:
        held = held_content(house.models(), reader, DAY)
    assert differences(held, flat_content(house.models(), all_told(events), DAY, house.zone)) == {}


def _route_only(house: House, events: list[Event]) -> None:
    """Record and route events; nothing is folded, since a whole batch came."""
    house.push(events)
    house.engine(DAY, route_batch=len(events)).step_small()


def test_recording_and_answers_go_on_while_a_subject_is_folded(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    before, hold, withdrawn = house.store.head(), Hold(), _withdrawn()
    house.push([withdrawn])
    with hold.while_held(house.engine(DAY, models=holding(house.models(), "referral/R-2", hold))):
        more = [referred(3), applied(3)]
        house.push(more)
        assert _entitlement(house, 1) == "earned"
        # The subject that is folded reads as it did before, and that is told.
        assert _entitlement(house, 2) == "earned"
        assert house.engine(DAY).find_reached() == before
        with house.engine(DAY).reader() as reader:
            assert why(reader, "R-1", DAY)
            assert not reader.settled()
        assert house.engine(DAY, decide_batch=1).step_small() > 0
    house.engine(DAY).catch_up()
    assert _entitlement(house, 2) == "ineligible"
    assert house.engine(DAY).find_reached() == house.store.head()
    _check(house, [*STORY, withdrawn, *more])


def test_what_is_marked_while_it_is_folded_is_folded_again(house: House) -> None:
    house.push(STORY)
    hold, engine = Hold(), house.engine(DAY)
    slow = house.engine(DAY, models=holding(house.models(), "referral/R-2", hold))
    with hold.while_held(slow):
        withdrawn = _withdrawn()
        _route_only(house, [withdrawn])
    # What was folded is kept, as of before: but the mark stands, for what came after.
    assert _entitlement(house, 2) == "earned"
    assert len(_marked(house)) == 1
    assert engine.find_reached() == house.store.head() - 1
    engine.catch_up()
    assert _marked(house) == set()
    _check(house, [*STORY, withdrawn])


def test_a_slow_fold_does_not_undo_a_newer_one(house: House) -> None:
    house.push(STORY)
    hold = Hold()
    withdrawn = _withdrawn()
    with hold.while_held(house.engine(DAY, models=holding(house.models(), "referral/R-2", hold))):
        house.push([withdrawn])
        house.engine(DAY).catch_up()
        assert _entitlement(house, 2) == "ineligible"
    assert _entitlement(house, 2) == "ineligible"
    house.engine(DAY).catch_up()
    _check(house, [*STORY, withdrawn])


def test_a_slow_fold_does_not_undo_a_merge(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    hold, told = Hold(), [_withdrawn(), _merged("C-1")]
    house.push(told[:1])
    with hold.while_held(house.engine(DAY, models=holding(house.models(), "referral/R-2", hold))):
        _route_only(house, told[1:])
        # Both stand as they did, under one subject.
        assert [_entitlement(house, 1), _entitlement(house, 2)] == ["earned", "earned"]
    assert [_entitlement(house, 1), _entitlement(house, 2)] == ["earned", "earned"]
    house.engine(DAY).catch_up()
    _check(house, [*STORY, *told])


def test_a_subject_that_keeps_taking_in_others_is_decided_all_the_same(house: House) -> None:
    house.push(STORY)
    told: list[Event] = []

    def take_in_another() -> None:
        if len(told) < TRIES:
            told.append(_merged(f"X-{len(told)}"))
            _route_only(house, [_named(len(told) - 1), told[-1]])

    def _named(number: int) -> Event:
        named.append(fact("candidate.identified", "2026-01-02", candidate=f"X-{number}", name="N"))
        return named[-1]

    named: list[Event] = []
    engine = house.engine(DAY, models=holding(house.models(), "referral/R-2", take_in_another))
    for _ in range(TRIES):
        engine.step()
    assert len(told) == TRIES
    house.engine(DAY).catch_up()
    _check(house, [*STORY, *told, *named])


def test_killed_between_fold_and_write_nothing_is_lost(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    house.push([_withdrawn(1)])
    before = house.store.head() - 1
    with workers("hang", house, DAY) as [worker]:
        assert worker.hear() == "folding"
    assert house.engine(DAY).find_reached() == before
    assert _entitlement(house, 1) == "earned"
    house.engine(DAY).catch_up()
    assert _entitlement(house, 1) == "ineligible"


def test_engines_that_race_lose_no_mark(house: House) -> None:
    told = [programme(), employed("E-1"), opened(), *(event for number in range(1, 9) for event in hired(number))]
    told += [_merged("C-3", "C-2"), _merged("C-2", "C-8"), recorded("E-1", "2026-01-01", roles=["recruiter"])]
    start = Barrier(4)
    failed: list[BaseException] = []

    def work(batch: int) -> None:
        engine = house.engine(DAY, route_batch=batch, decide_batch=batch)
        start.wait()
        try:
            while house.store.head() < len(told) or engine.count_waiting():
                engine.step()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [Thread(target=work, args=(batch,)) for batch in (1, 2, 3)]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        for thread in threads:
            thread.start()
        start.wait()
        for event in told:
            house.push([event])
        for thread in threads:
            thread.join(120)
    finally:
        sys.setswitchinterval(switching)
    assert failed == []
    assert _marked(house) == set()
    _check(house, told)


@pytest.mark.parametrize("more", [-1, 0], ids=["below", "at"])
def test_a_big_subject_has_a_turn_of_its_own(house: House, more: int) -> None:
    facts = len(hired(1))
    moves = [
        fact("interview.completed", "2026-02-01", interview=f"I-{number}", application="A-1")
        for number in range(BIG_FACTS - facts + more)
    ]
    told = [*STORY, *moves]
    house.push(told)
    engine = house.engine(DAY)
    while engine.step_small():
        pass
    assert _entitlement(house, 2) == "earned"
    assert _entitlement(house, 1) == (None if more == 0 else "earned")
    assert (engine.find_reached() < house.store.head()) == (more == 0)
    assert engine.step_big() == (more == 0)
    assert engine.step_big() == 0
    _check(house, told)
