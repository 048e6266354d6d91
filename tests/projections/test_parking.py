"""What a read model cannot digest is parked, seen, left out and tried again; it stops nobody else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from consumers.clock.tick import tick
from projections.bonuses.queries import bonus_report
from projections.engine.asking.subject_lookup import find_subject
from projections.engine.loader import PROGRAMME
from projections.engine.model import ReadModel, Rows
from projections.engine.slice import Slice
from projections.engine.tables import parked
from tests.support.houses import House
from tests.support.story import employed, fact, hired, opened, programme

DAY = date(2026, 7, 1)
DAYS = (date(2026, 2, 3), date(2026, 5, 30), date(2026, 5, 31), DAY)
STORY = [programme(), employed("E-1"), opened(), *hired(1), *hired(2), *hired(3)]


def _rows(house: House, day: date = DAY) -> list[Any]:
    with house.engine().reader() as reader:
        return bonus_report(reader, day)


class Stumbling:
    """A read model that cannot digest one subject while the test says so."""

    def __init__(self, model: ReadModel, stream: str) -> None:
        self.name, self.tables, self.content = model.name, model.tables, model.content
        self.stumbles = True
        self._model, self._stream = model, stream

    def rows(self, slice_: Slice) -> Rows:
        """The rows of the model; an error that repeats somebody's data."""
        if self.stumbles and slice_.loaded.subject_of.get(self._stream) in slice_.subjects:
            raise ValueError("Canary Smith")
        return self._model.rows(slice_)


def _stumbling(house: House, name: str, stream: str) -> tuple[list[ReadModel], Stumbling]:
    models = house.models()
    found = next(index for index, model in enumerate(models) if model.name == name)
    stumbling = Stumbling(models[found], stream)
    return [*models[:found], stumbling, *models[found + 1 :]], stumbling


def _parked(house: House) -> list[tuple[Any, ...]]:
    with house.database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(parked))]


@pytest.mark.parametrize("name", ["bonuses", "timeline"])
def test_what_cannot_be_digested_is_parked_and_stops_nobody_else(house: House, name: str) -> None:
    models, stumbling = _stumbling(house, name, "referral/R-2")
    engine = house.engine(date(2026, 5, 30), models=models)
    house.push(STORY)
    engine.catch_up()
    assert [lag.parked for lag in engine.lag(datetime.now(UTC))] == [int(model.name == name) for model in models]
    [(model, _, _, error)] = _parked(house)
    assert model == name
    assert "ValueError" in error
    assert "Canary" not in error
    with engine.reader() as reader:
        others = {row.referral for row in bonus_report(reader, date(2026, 5, 30))}
    assert others >= {"R-1", "R-3"}
    # The others' days pass as if nothing were amiss: their milestone is on the next day.
    later = house.engine(date(2026, 5, 31), models=models)
    later.catch_up()
    assert {r.entitlement for r in _rows(house, date(2026, 5, 31)) if r.referral != "R-2"} == {"earned"}
    assert len(_parked(house)) == 1
    stumbling.stumbles = False
    house.push(
        [fact("interview.scheduled", "2026-01-25", interview="I-1", application="A-2", at="2026-01-26T09:00:00Z")]
    )
    later.catch_up()
    assert _parked(house) == []
    held = house.digests(DAYS)
    house.engine(DAY).rebuild()
    assert house.digests(DAYS) == held


def test_a_question_about_another_day_is_answered_without_what_cannot_be_digested(house: House) -> None:
    models, _ = _stumbling(house, "deadlines", "referral/R-2")
    engine = house.engine(DAY, models=models)
    house.push(STORY)
    engine.catch_up()
    with engine.reader() as reader:
        model = next(model for model in models if model.name == "deadlines")
        rows = reader.rows(model, model.tables[0], date(2026, 4, 1))
    assert {row[2] for row in rows} == {"R-1", "R-3"}


@pytest.mark.parametrize("stream", ["referral/R-2", "application/A-2", "employment/EM-2", "offer/O-2"])
def test_a_state_that_cannot_be_decoded_parks_its_subject_alone(house: House, stream: str) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    _damage(house, stream)
    engine = house.engine(DAY)
    engine.rebuild()
    assert {lag.parked for lag in engine.lag(datetime.now(UTC))} == {1}
    assert all("cannot be decoded" in error for _, _, _, error in _parked(house))
    assert {row.referral: row.entitlement for row in _rows(house) if row.referral != "R-2"} == {
        "R-1": "earned",
        "R-3": "earned",
    }
    for day in DAYS:
        assert {row.referral for row in _rows(house, day)} >= {"R-1", "R-3"}
    assert tick(engine, DAY).earned >= 2


def test_whoever_looks_at_what_cannot_be_decoded_is_parked_with_it(house: House) -> None:
    house.push([*STORY, employed("E-8"), *hired(4, referrer="E-8")])
    house.engine(DAY).catch_up()
    _damage(house, "employment/EM-E-8")
    engine = house.engine(DAY)
    engine.rebuild("bonuses")  # the links are kept: a fact that is damaged cannot say any more whom it concerns
    assert {row.referral for row in _rows(house)} == {"R-1", "R-2", "R-3", "R-4"}  # with the rows of before
    with house.database.reading() as connection:
        subject = find_subject(connection, "referral/R-4")
    aside = {number: error for model, number, _, error in _parked(house) if model == "bonuses"}
    assert "cannot be decoded" in aside[subject]
    assert len(aside) == 2  # the employee's own subject, and the referral that looks at it


def test_a_programme_that_cannot_be_decoded_leaves_nothing_to_decide(house: House) -> None:
    house.push(STORY)
    house.engine(DAY).catch_up()
    _damage(house, PROGRAMME)
    house.engine(DAY).rebuild()
    assert _rows(house) == []
    assert all("cannot be decoded" in error for _, _, _, error in _parked(house))


def _damage(house: House, stream: str) -> None:
    with house.database.writing() as connection:
        statement = text("UPDATE stored_events SET state = :state WHERE originator_id = :stream")
        found = connection.execute(statement, {"state": b"\x00", "stream": stream})
        assert found.rowcount > 0


def test_what_is_parked_is_tried_again_on_the_next_day(house: House) -> None:
    models, stumbling = _stumbling(house, "bonuses", "referral/R-2")
    house.push(STORY)
    house.engine(DAY, models=models).catch_up()
    stumbling.stumbles = False
    house.engine(DAY + timedelta(1), models=models).catch_up()
    assert _parked(house) == []
    assert len(_rows(house, DAY + timedelta(1))) == 3
