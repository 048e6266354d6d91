"""The applications of a person that are free for the next spell, as spells are taken in the order of their start.

Somebody may have thousands of spells and of applications: each application comes in once, on the day of its
submission, and goes once, when a spell has it. Ask with starts that never go back.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

from domain.state.application import Application, Walk
from domain.state.days import plus
from domain.state.entry import Order

T = TypeVar("T", bound=tuple[object, ...])
Taken = set[int]
"""The applications, by identity, that an earlier spell has."""
Accepted = tuple[date, Order, Application]
_DAY = itemgetter(0)


class FreeAcceptances:
    """The `accepted` facts of the free applications' standing offers, by (day, order)."""

    __slots__ = ("_coming", "_found", "_taken")

    def __init__(self, announced: Iterable[Application], taken: Taken) -> None:
        self._taken = taken
        self._coming = _last_first(announced)
        self._found: list[Accepted] = []

    def find_near(self, start: date) -> Application | None:
        """Find (1): the nearest in the 120 days before the start or on it, else 30 after, else 365 before."""
        for application in _pop_until(self._coming, start):
            if id(application) not in self._taken:
                for each in _list_acceptances(application):
                    insort(self._found, each)
        by_then = bisect_right(self._found, start, key=_DAY)
        before = self._found[by_then - 1] if by_then else None
        if before is not None and before[0] >= plus(start, -120):
            return before[2]
        if by_then < len(self._found) and self._found[by_then][0] <= plus(start, 30):
            # Of several on the nearest day, the last in order.
            return self._found[bisect_right(self._found, self._found[by_then][0], key=_DAY) - 1][2]
        return before[2] if before is not None and before[0] >= plus(start, -365) else None

    def take(self, application: Application) -> None:
        """Leave out an application that a spell has now."""
        for each in _list_acceptances(application):
            _remove(self._found, each)


def _list_acceptances(application: Application) -> list[Accepted]:
    return [(entry.day, entry.order, application) for entry in application.standing_acceptances()]


Submitted = tuple[Order, Application]


class FreeOpen:
    """The free applications that are not closed as a day begins, by submission."""

    __slots__ = ("_closed", "_coming", "_days_rise", "_open", "_submitted", "_taken", "_turns")

    def __init__(self, announced: Iterable[Application], taken: Taken) -> None:
        self._taken = taken
        self._coming = _last_first(announced)
        turns = [(day, closed, each) for each in self._coming for day, closed in _turns_of(each)]
        self._turns = sorted(turns, key=_DAY, reverse=True)
        self._submitted: set[int] = set()
        self._closed: set[int] = set()
        self._open: list[Submitted] = []
        by_submission = sorted(self._coming, key=lambda application: application.submission)
        self._days_rise = all(one.submitted_on <= other.submitted_on for one, other in pairwise(by_submission))

    def find_latest(self, start: date) -> Application | None:
        """Find (3): the latest submitted in the 365 days before the start or on it, not closed when it began."""
        self._move_to(start)
        since = plus(start, -365)
        for _, application in reversed(self._open):
            if application.submitted_on >= since:
                return application
            if self._days_rise:
                return None
        return None

    def _move_to(self, start: date) -> None:
        for application in _pop_until(self._coming, start):
            self._submitted.add(id(application))
            self._put(application)
        while self._turns and self._turns[-1][0] <= start:
            _, closed, application = self._turns.pop()
            (self._closed.add if closed else self._closed.discard)(id(application))
            self._put(application)

    def _put(self, application: Application) -> None:
        key, place = id(application), (application.submission, application)
        _remove(self._open, place)
        if key in self._submitted and key not in self._closed and key not in self._taken:
            insort(self._open, place)

    def take(self, application: Application) -> None:
        """Leave out an application that a spell has now."""
        _remove(self._open, (application.submission, application))


def _turns_of(application: Application) -> Iterator[tuple[date, bool]]:
    """Go through the days from whose beginning the application is closed, or no longer, by the facts before them."""
    steps = application.steps()
    if any(one.day > other.day for (_, one, _), (_, other, _) in pairwise(steps)):
        # The clock went back over midnight: the facts of earlier days are not the first ones.
        for day in sorted({entry.day for _, entry, _ in steps}):
            yield plus(day, 1), application.walk_before(plus(day, 1)).state == "closed"
        return
    walk, after = Walk(), dict[date, bool]()
    for _, entry, offer in steps:
        walk.step(entry, offer)
        after[entry.day] = walk.state == "closed"
    for day, closed in after.items():
        if day < date.max:
            yield plus(day, 1), closed


def _last_first(announced: Iterable[Application]) -> list[Application]:
    return sorted(announced, key=lambda application: application.submitted_on, reverse=True)


def _pop_until(coming: list[Application], day: date) -> Iterator[Application]:
    while coming and coming[-1].submitted_on <= day:
        yield coming.pop()


def _remove(ordered: list[T], gone: T) -> None:
    place = bisect_left(ordered, gone)  # no two have the same order, so applications are never compared
    if place < len(ordered) and ordered[place] == gone:
        del ordered[place]
