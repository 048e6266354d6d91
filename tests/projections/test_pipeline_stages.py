"""The columns of a pipeline stand in the order in which the requisition first saw its stages."""

from datetime import date
from typing import Any

from projections.pipeline.queries import pipeline
from tests.support.houses import Event, House
from tests.support.story import opened


def _said(kind: str, number: int, time: str, **data: Any) -> Event:
    return {"specversion": "1.0", "id": f"s{number}", "source": "/ats", "type": kind, "time": time, "data": data}


def test_a_fraction_of_a_second_is_later_than_the_whole_second(house: House) -> None:
    applied = "hr.application.submitted.v1"
    moved = "hr.application.stage_changed.v1"
    house.push(
        [
            opened(),
            _said(applied, 1, "2026-02-02T08:00:00Z", application="A-1", candidate="C-1", requisition="Q-1"),
            _said(applied, 2, "2026-02-02T08:00:00Z", application="A-2", candidate="C-2", requisition="Q-1"),
            _said(moved, 3, "2026-02-03T09:00:00.5Z", application="A-2", stage="second"),
            _said(moved, 4, "2026-02-03T09:00:00Z", application="A-1", stage="first"),
        ]
    )
    engine = house.engine()
    engine.catch_up()
    with engine.reader() as reader:
        view = pipeline(reader, house.names, "Q-1", date(2026, 3, 1))
    assert view is not None
    names = [column.column for column in view.columns]
    assert names == ["applied", "first", "second", "offer", "accepted", "hired", "closed"]


def test_why_a_post_was_closed_is_kept_as_a_code_only(house: House) -> None:
    closed = "hr.requisition.closed.v1"
    house.push(
        [opened(), _said(closed, 1, "2026-03-01T09:00:00Z", requisition="Q-1", closed_on="2026-03-01", reason="x y z")]
    )
    engine = house.engine()
    engine.catch_up()
    with house.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT status, closed_reason FROM read_requisitions").all()
    assert [tuple(row) for row in kept] == [("closed", "other")]
