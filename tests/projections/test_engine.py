"""The engine: rebuilt, behind, with tables of another Vouch: what it holds is the same, and its lag is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from projections.bonuses.queries import bonus_report
from projections.database import METADATA
from projections.engine.refilling import BeingFilled
from projections.engine.tables import dirty, members, progress, subjects
from tests.support.houses import Event, House
from tests.support.story import applied, employed, fact, hired, opened, programme, referred, started

DAY = date(2026, 7, 1)
DAYS = (date(2026, 2, 3), date(2026, 5, 30), date(2026, 5, 31), DAY)
STORY = [programme(), employed("E-1"), opened(), *hired(1), *hired(2), *hired(3)]


def _rows(house: House, day: date = DAY) -> list[Any]:
    with house.engine().reader() as reader:
        return bonus_report(reader, day)


@pytest.mark.parametrize(
    "name", [None, "pipeline", "bonuses", "referrals", "timeline", "requisitions", "deadlines", "exceptions"]
)
def test_what_is_rebuilt_says_the_same(house: House, name: str | None) -> None:
    engine = house.engine(DAY, route_batch=5, decide_batch=1)
    house.push(STORY)
    engine.catch_up()
    before = house.digests(DAYS)
    tables = [table for model in house.models() if name in (None, model.name) for table in model.tables]
    with house.database.writing() as connection:
        for table in tables:
            connection.execute(table.delete())
    assert house.digests([DAY]) != {DAY: before[DAY]}
    engine.rebuild(name)
    assert house.digests(DAYS) == before


def test_one_model_rebuilt_on_a_later_day_leaves_the_others_right(house: House) -> None:
    house.push(STORY)
    house.engine(date(2026, 5, 30)).catch_up()
    house.engine(DAY).rebuild("pipeline")
    assert {row.entitlement for row in _rows(house)} == {"earned"}


def test_lag_is_told_in_events_and_in_seconds_of_the_oldest(house: House) -> None:
    engine = house.engine(DAY)
    at = datetime(2026, 8, 1, tzinfo=UTC)
    house.push(STORY[:3], at)
    engine.catch_up()
    assert {(lag.events, lag.seconds) for lag in engine.lag(at)} == {(0, 0.0)}
    house.push(STORY[3:8], at + timedelta(seconds=10))
    house.push(STORY[8:], at + timedelta(seconds=20))
    assert engine.count_waiting() == len(STORY) - 3
    assert {(lag.events, lag.seconds) for lag in engine.lag(at + timedelta(seconds=30))} == {(len(STORY) - 3, 20.0)}
    engine.catch_up()
    assert engine.find_reached() == house.store.head()
    assert {(lag.events, lag.seconds) for lag in engine.lag(at + timedelta(seconds=30))} == {(0, 0.0)}


def test_what_is_routed_and_not_folded_still_lags(house: House) -> None:
    house.push(STORY)
    slow = house.engine(DAY, route_batch=len(STORY))
    slow.step()
    assert slow.find_reached() < house.store.head()
    assert slow.lag(datetime.now(UTC))[0].events > 0


def test_progress_is_told_to_the_end(house: House) -> None:
    told: list[tuple[int, int]] = []
    house.push(STORY)
    house.engine(DAY, route_batch=4, decide_batch=1).catch_up(lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    assert len(told) > 3


def test_a_subject_taken_in_by_another_leaves_nothing_behind(house: House) -> None:
    engine = house.engine(DAY)
    house.push(STORY)
    engine.catch_up()
    house.push([fact("candidate.merged", "2026-06-01", losing="C-3", winning="C-2"), started(4, employee="H-3")])
    house.push([fact("candidate.merged", "2026-06-01", losing="C-4", winning="C-1")])
    engine.catch_up()
    with house.database.reading() as connection:
        living = set(connection.execute(select(members.c.subject)).scalars())
        known = set(connection.execute(select(subjects.c.subject)).scalars())
        named = {
            table.name: set(connection.execute(select(table.c.subject)).scalars())
            for model in house.models()
            for table in model.tables
        }
    assert known == living
    assert all(found <= living for found in named.values())
    assert len({_subject(house, f"referral/R-{number}") for number in (1, 2, 3)}) == 1


def _subject(house: House, node: str) -> int | None:
    with house.database.reading() as connection:
        return connection.execute(select(members.c.subject).where(members.c.node == node)).scalar()


def test_tables_of_an_older_vouch_are_made_anew_and_filled(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    before = house.digests(DAYS)
    with house.database.writing() as connection:
        connection.execute(update(progress).values(layout="0-older"))
        connection.execute(text("DROP TABLE read_bonuses"))
        connection.execute(text("CREATE TABLE read_bonuses (quite_another integer)"))
    house.engine(DAY).prepare()
    with pytest.raises(BeingFilled):
        _rows(house)
    house.engine(DAY).catch_up()
    assert house.digests(DAYS) == before


def test_tables_that_are_not_ours_are_made_anew(house: House) -> None:
    with house.database.writing() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("CREATE TABLE read_progress (quite_another integer)"))
    house.engine(DAY).prepare()
    house.push(STORY)
    house.engine(DAY).catch_up()
    assert len(_rows(house)) == 3


def test_prepared_once_nothing_is_made_anew(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    house.engine(DAY).prepare()
    assert len(_rows(house)) == 3


def test_nothing_stays_marked(house: House) -> None:
    house.push([*STORY, referred(9), applied(9)])
    house.engine(DAY, route_batch=2, decide_batch=1).catch_up()
    with house.database.reading() as connection:
        assert connection.execute(select(dirty)).all() == []


def test_an_event_of_nobody_is_taken_note_of(house: House) -> None:
    alone: list[Event] = [fact("introduction.held", "2026-01-05", introduction="IN-1", on="2026-01-05")]
    house.push(alone)
    engine = house.engine(DAY)
    engine.catch_up()
    assert engine.find_reached() == house.store.head()
