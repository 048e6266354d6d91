"""Pages of lists: together they are the list as known on their first page, whatever came since; each costs its rows."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest

from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment, Reader
from projections.referrals.queries import referral_list, referral_page
from projections.requisitions.queries import requisition_list, requisition_page
from tests.support.histories import asks, random_history, split_into_pushes
from tests.support.houses import House
from tests.support.story import employed, fact, hired, opened, programme, referred

TODAY = date(2026, 7, 1)
CAP = {"bonuses": 1, "per": "calendar_year"}

Page = Callable[[Reader, Moment, Span], list[Any]]


def _walk(house: House, page: Page, moment: Moment, size: int, name: str) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        with house.engine().reader() as reader:
            items = page(reader, moment, Span(after, size))
        found += items
        if len(items) < size:
            return found
        after = getattr(items[-1], name)


@pytest.mark.parametrize("seed", range(6))
def test_pages_together_are_the_list(house: House, seed: int) -> None:
    """Asked of days and knowledge of all kinds, settled or with facts that wait to be folded."""
    rng = Random(seed)
    asked: list[tuple[Moment, list[Any], list[Any]]] = []
    history = random_history(rng)
    engine = house.engine(TODAY, route_batch=7, decide_batch=2)
    for push in split_into_pushes(history, rng):
        house.push(push)
        for _ in range(rng.randint(0, 9)):
            engine.step()
        with engine.reader() as reader:
            position = reader.position
        for day, _ in asks(history, rng, 2):
            known = (position, rng.randint(0, position))
            asked.extend(_ask(house, Moment(day, at), rng.randint(1, 4)) for at in known)
    engine.catch_up()
    with engine.reader() as reader:
        for moment, referrals, posts in asked:
            assert referrals == referral_list(reader, moment.as_of, moment.position)
            assert posts == requisition_list(reader, moment.as_of, moment.position)
    assert any(referrals for _, referrals, _ in asked)


def _ask(house: House, moment: Moment, size: int) -> tuple[Moment, list[Any], list[Any]]:
    referrals = _walk(house, referral_page, moment, size, "referral")
    return moment, referrals, _walk(house, requisition_page, moment, size, "requisition")


def _told(house: House) -> Moment:
    house.push([programme(cap=CAP), employed("E-1"), opened(), *(each for n in range(1, 8) for each in hired(n))])
    house.engine(TODAY).catch_up()
    return Moment(TODAY, house.store.head())


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 1)])
def test_what_comes_between_two_pages_changes_neither(house: House, size: int, day: date) -> None:
    """The cap, which looks at other pages' rows, included."""
    moment = _told(house)._replace(as_of=day)
    with house.engine().reader() as reader:
        whole = referral_list(reader, day)
        first = referral_page(reader, moment, Span(None, size))
    house.push([referred(0, day="2026-01-02"), fact("referral.withdrawn", "2026-06-01", referral="R-5"), *hired(9)])
    house.engine(TODAY).catch_up()
    rest: list[Any] = []
    while more := _next(house, moment, [*first, *rest], size):
        rest += more
    assert [*first, *rest] == whole
    with house.engine().reader() as reader:
        assert referral_list(reader, day) != whole


def _next(house: House, moment: Moment, before: list[Any], size: int) -> list[Any]:
    with house.engine().reader() as reader:
        return referral_page(reader, moment, Span(before[-1].referral, size))


@pytest.mark.parametrize("since", [0, 1])
@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 1)])
def test_a_page_reads_the_subjects_of_its_rows_alone(
    house: House, monkeypatch: pytest.MonkeyPatch, since: int, day: date
) -> None:
    house.push([programme(), employed("E-1"), opened(), *(each for n in range(1, 30) for each in hired(n))])
    house.engine(TODAY).catch_up()
    moment = Moment(day, house.store.head())
    if since:
        house.push(hired(30))
        house.engine(TODAY).catch_up()
    read: set[int] = set()
    known = Reader.rows_known

    def spied(self: Reader, model: Any, table: Any, at: Moment, subjects: Any, having: Any = None) -> Any:
        read.update(subjects)
        return known(self, model, table, at, subjects, having)

    monkeypatch.setattr(Reader, "rows_known", spied)
    with house.engine().reader() as reader:
        assert len(referral_page(reader, moment, Span("R-12", 3))) == 3
    assert len(read) <= 3


def test_a_filter_that_leaves_out_most_still_finds_all(house: House) -> None:
    posts = [opened(f"Q-{number:03}") for number in range(120)]
    house.push([*posts, fact("requisition.closed", "2026-02-01", requisition="Q-117", closed_on="2026-02-01")])
    house.engine(TODAY).catch_up()
    moment = Moment(TODAY, house.store.head())
    with house.engine().reader() as reader:
        (found,) = requisition_page(reader, moment, Span(None, 2), status="closed")
        assert found.requisition == "Q-117"
        assert requisition_page(reader, moment, Span("Q-117", 2), status="closed") == []
        assert len(requisition_page(reader, moment, Span("Q-100", 200), status="open")) == 18
