"""A shelf of applications says of every order of days and posts what going through them says."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest

from domain.facts.application import ApplicationSubmitted
from domain.state.application import Application
from domain.state.entry import Entry
from domain.state.shelf import Shelf, submitted_on

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(number) for number in range(-1, 5)]
ORDERS = [order for length in range(5) for order in product(range(3), repeat=length)]
"""Every order of up to four days out of three: a clock that is turned back makes a later instant's day the earlier."""


def application(place: int, day: int = 0, post: str = "Q-1") -> Application:
    order = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=place), "", "", f"{place:03}")
    said = ApplicationSubmitted(application=f"A-{place}", candidate="C-1", requisition=post)
    submitted: Entry[Any] = Entry(order, FIRST + timedelta(day), said)
    return Application(
        candidate="C-1",
        submitted=submitted,
        submitted_on=FIRST + timedelta(day),
        submission=order,
        application=said.application,
        requisition=post,
    )


def shelf(days: tuple[int, ...]) -> Shelf:
    return Shelf(application(place, day) for place, day in enumerate(days))


def places(runs: list[tuple[int, int]]) -> list[int]:
    """The places of runs, which must not touch."""
    assert all(first < last for first, last in runs)
    assert all(one[1] < other[0] for one, other in pairwise(runs))
    return [place for first, last in runs for place in range(first, last)]


def test_the_runs_by_a_day_and_after_it() -> None:
    for order in ORDERS:
        on, asked = [FIRST + timedelta(day) for day in order], shelf(order)
        for first, last in product(range(len(order) + 1), repeat=2):
            between = range(first, last)
            assert places(asked.runs_until(first, last, None)) == places(asked.runs_after(first, last, None))
            assert places(asked.runs_until(first, last, None)) == list(between)
            for day in DAYS:
                assert places(asked.runs_until(first, max(first, last), day)) == [at for at in between if on[at] <= day]
                assert places(asked.runs_after(first, max(first, last), day)) == [at for at in between if on[at] > day]


def test_the_places_of_applications_instants_and_orders() -> None:
    asked = shelf((0, 0, 0, 0))
    for place, each in enumerate(asked.applications):
        assert asked.place_of(each) == place
        assert (asked.before(each.submission), asked.up_to(each.submission)) == (place, place + 1)
        at = each.submitted_at
        assert [asked.since(at + timedelta(minutes=away)) for away in (-1, 0, 1)] == [place, place, place + 1]
    assert asked.place_of(application(0)) is None


def test_whether_any_is_of_some_days() -> None:
    for order in ORDERS:
        asked = shelf(order)
        for first, last in product(DAYS, repeat=2):
            assert asked.any_between(first, last) == any(first <= FIRST + timedelta(day) <= last for day in order)


def test_the_first_for_another_post() -> None:
    for posts in (posts for length in range(5) for posts in product(("Q-1", "Q-2", "Q-3"), repeat=length)):
        asked = Shelf(application(place, post=post) for place, post in enumerate(posts))
        for first, post in product(range(len(posts) + 2), ("Q-1", "Q-2")):
            # It is asked for the post of which those from `first` on begin, or for one that they do not begin with.
            expected = next((place for place in range(first, len(posts)) if posts[place] != post), None)
            found = asked.first_for_another_post(first, post)
            assert (found if found < len(posts) else None) == expected


@pytest.mark.parametrize("length", [1, 2, 7, 8, 9, 10, 40])
def test_the_best_of_a_run_and_the_first_after_a_day(length: int) -> None:
    order = tuple((place * 5) % 7 for place in range(length))
    asked = shelf(order)
    for first in range(length):
        for last in range(first + 1, length + 1):
            run = range(first, last)
            assert asked.least((first, last), submitted_on) is asked.applications[min(run, key=order.__getitem__)]
            assert asked.greatest((first, last), day_again) is asked.applications[max(run, key=order.__getitem__)]
    for last, day in product(range(length + 1), range(-1, 8)):
        after = [each for each in asked.applications[:last] if each.submitted_on > FIRST + timedelta(day)]
        assert asked.first_after(last, submitted_on, FIRST + timedelta(day)) is next(iter(after), None)


def day_again(each: Application) -> date:
    """The same by another function: what is kept of a function is the best by it."""
    return submitted_on(each)
