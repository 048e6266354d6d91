"""Dependants whom news cannot concern keep their rows unfolded; all others are folded; both read as the facts say."""

from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy import select

from projections.engine.tables import members, parked, subjects
from tests.support.flat import differences, flat_content, held_content
from tests.support.houses import Event, House
from tests.support.story import applied, employed, fact, hired, opened, programme, recorded, referred
from tests.support.told import all_told

DAY = date(2026, 7, 1)
BEFORE = [
    programme(referrer={"management_chain": "all"}),
    opened("Q-1", "2026-01-05"),
    opened("Q-2", "2026-01-05"),
    *(employed(f"E-{number}") for number in range(1, 5)),
    *hired(1, "E-1"),
    *hired(2, "E-2"),
    referred(3, "E-3", "2026-06-20", requisition="Q-2"),
    applied(3, "2026-06-21", requisition="Q-2"),
    recorded("H-1", "2026-01-01", manager="E-9"),
    recorded("E-9", "2026-01-01", manager="E-8"),
    recorded("E-2", "2026-01-01", roles=["nurse"]),
]


class News(NamedTuple):
    """What is told then, and which candidates' subjects are folded for it."""

    title: str
    told: list[Event]
    folded: set[str]


def _updated(requisition: str, on: str, **more: object) -> Event:
    return fact("requisition.updated", "2026-06-30", requisition=requisition, effective_on=on, **more)


NEWS = [
    News("a new title", [_updated("Q-1", "2026-06-30", title="Head nurse")], set()),
    News("another level from now on", [_updated("Q-2", "2026-06-30", level="senior")], set()),
    News("another level since before a referral", [_updated("Q-2", "2026-06-01", level="senior")], {"C-3"}),
    News("a referrer becomes the manager of the post", [_updated("Q-1", "2026-06-30", hiring_manager="E-2")], {"C-2"}),
    News("a manager of whom nobody was referred", [_updated("Q-1", "2026-06-30", hiring_manager="E-4")], set()),
    News("the post opens again", [opened("Q-1", "2026-06-30")], {"C-1", "C-2"}),
    News("the post is closed", [fact("requisition.closed", "2026-06-30", requisition="Q-2", closed_on="2026-06-30")],
         set()),
    News("a manager above, who referred", [recorded("E-9", "2026-02-01", manager="E-1")], {"C-1"}),
    News("a manager above, who did not", [recorded("E-9", "2026-02-01", manager="E-4")], set()),
    News("a referrer's role since before", [recorded("E-2", "2026-01-02", roles=["recruiter"])], {"C-2"}),
    News("a referrer's role from now on", [recorded("E-2", "2026-06-30", roles=["recruiter"])], set()),
    News("a referrer's number", [recorded("E-2", "2026-06-30", number="7")], {"C-2"}),
    News("a referrer leaves", [fact("employment.ended", "2026-06-30", employment="EM-E-2", last_day="2026-05-02")],
         {"C-2"}),
    News("two at once", [_updated("Q-1", "2026-06-30", title="Nurse"), _updated("Q-2", "2026-06-01", level="senior")],
         {"C-3"}),
]  # fmt: skip


def _written(house: House) -> dict[str, int]:
    """The stamp of the rows of each candidate's subject."""
    with house.database.reading() as connection:
        joined = select(members.c.node, subjects.c.written).join(subjects, subjects.c.subject == members.c.subject)
        found = connection.execute(joined.where(members.c.node.startswith("candidate/")))
        return {node.partition("/")[2]: stamp for node, stamp in found}


def _wrong(house: House, events: list[Event]) -> object:
    must = flat_content(house.models(), all_told(events), DAY, house.zone)
    with house.engine().reader() as reader:
        held = held_content(house.models(), reader, DAY, None)
    return differences(held, must)


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.title)
def test_only_those_whom_news_can_concern_are_folded(house: House, news: News) -> None:
    house.push(BEFORE)
    house.engine(DAY).catch_up()
    before = _written(house)
    house.push(news.told)
    house.engine(DAY).catch_up()
    after = _written(house)
    assert {candidate for candidate in before if before[candidate] != after[candidate]} == news.folded
    assert house.engine(DAY).count_waiting() == 0
    assert not _wrong(house, [*BEFORE, *news.told])


def test_rows_that_no_longer_hold_are_folded_whatever_came(house: House) -> None:
    house.push(BEFORE)
    house.engine(date(2026, 5, 1)).catch_up()
    before = _written(house)
    house.push([_updated("Q-1", "2026-06-30", title="Head nurse")])
    house.engine(DAY).catch_up()
    assert {candidate for candidate, stamp in _written(house).items() if stamp != before[candidate]} >= {"C-1", "C-2"}


def test_a_parked_subject_is_tried_again_whatever_came(house: House) -> None:
    house.push(BEFORE)
    engine = house.engine(DAY)
    engine.catch_up()
    with house.database.writing() as connection:
        whose = select(members.c.subject).where(members.c.node == "candidate/C-1").scalar_subquery()
        (subject,) = connection.execute(select(subjects.c.subject).where(subjects.c.subject == whose)).one()
        house.database.insert(connection, parked, [("bonuses", subject, "candidate/C-1", "some error")])
    house.push([_updated("Q-1", "2026-06-30", title="Head nurse")])
    engine.catch_up()
    assert engine.parked_subjects() == []
