"""A shelf: applications in the order of their submission, ready to be asked about a range of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TypeVar

from domain.state.application import Application
from domain.state.best import Best, Key
from domain.state.entry import Order

K = TypeVar("K", bound=Key)
Run = tuple[int, int]
"""Places on a shelf: from the first to before the second."""
FEW = 8
"""So many are gone through at each question: most people have applied once or twice."""


class Shelf:
    """Applications by (submission, tie). What many referrals ask of the same applications is reckoned once.

    A `key` is a function, or a method of an object, that lives as long as the shelf: what it says is kept by it.
    """

    __slots__ = ("_best", "_days", "_days_rise", "_highest", "_places", "_submissions", "_turns", "applications")

    def __init__(self, applications: Iterable[Application]) -> None:
        self.applications = sorted(applications, key=lambda application: (application.submission, application.tie))
        self._submissions = [application.submission for application in self.applications]
        self._days = [application.submitted_on for application in self.applications]
        # A clock that is turned back over midnight makes a later instant's day the earlier.
        self._days_rise = all(one <= other for one, other in pairwise(self._days))
        self._best: dict[object, Best] = {}
        self._highest: dict[object, list[date]] = {}
        self._turns: list[int] | None = None
        self._places: dict[int, int] | None = None

    def __len__(self) -> int:
        """Tell how many there are."""
        return len(self.applications)

    def place_of(self, application: Application) -> int | None:
        """Find where an application stands; None where it is not on the shelf."""
        if self._places is None:
            self._places = {id(each): place for place, each in enumerate(self.applications)}
        return self._places.get(id(application))

    def any_between(self, first: date, last: date) -> bool:
        """Tell whether one was submitted from the day `first` to `last`."""
        days = self._days if self._days_rise else sorted(self._days)
        place = bisect_left(days, first)
        return place < len(days) and days[place] <= last

    def since(self, instant: datetime) -> int:
        """Find the first place that was submitted at the instant or later."""
        return bisect_left(self._submissions, instant, key=itemgetter(0))

    def before(self, order: Order) -> int:
        """Count those submitted before a place in the order of facts."""
        return bisect_left(self._submissions, order)

    def up_to(self, order: Order) -> int:
        """Count those submitted no later than a place in the order of facts."""
        return bisect_right(self._submissions, order)

    def runs_until(self, first: int, last: int, day: date | None) -> list[Run]:
        """List the runs from `first` to before `last` that were submitted by the day; None: on any day."""
        if day is None:
            return _run(first, last)
        if self._days_rise:
            return _run(first, bisect_right(self._days, day, first, max(first, last)))
        return self._scan(first, last, lambda submitted_on: submitted_on <= day)

    def runs_after(self, first: int, last: int, day: date | None) -> list[Run]:
        """List the runs from `first` to before `last` that were submitted after the day; None: on any day."""
        if day is None:
            return _run(first, last)
        if self._days_rise:
            return _run(bisect_right(self._days, day, first, max(first, last)), last)
        return self._scan(first, last, lambda submitted_on: submitted_on > day)

    def _scan(self, first: int, last: int, fits: Callable[[date], bool]) -> list[Run]:
        places = [place for place in range(first, last) if fits(self._days[place])]
        firsts = [place for place in places if place == first or not fits(self._days[place - 1])]
        lasts = [place + 1 for place in places if place + 1 == last or not fits(self._days[place + 1])]
        return list(zip(firsts, lasts, strict=True))

    def first_for_another_post(self, first: int, requisition: str | None) -> int:
        """Find the first place from `first` on with an application for another requisition; past the end: none."""
        if self._turns is None:
            pairs = enumerate(pairwise(self.applications), 1)
            self._turns = [place for place, (one, next_) in pairs if one.requisition != next_.requisition]
        if first >= len(self) or self.applications[first].requisition != requisition:
            return first
        turn = bisect_right(self._turns, first)
        return self._turns[turn] if turn < len(self._turns) else len(self)

    def least(self, run: Run, key: Callable[[Application], K]) -> Application:
        """Find the application with the least key in a run that is not empty."""
        return self._find_best(run, key, min)

    def greatest(self, run: Run, key: Callable[[Application], K]) -> Application:
        """Find the application with the greatest key in a run that is not empty."""
        return self._find_best(run, key, max)

    def _find_best(self, run: Run, key: Callable[[Application], K], choose: Callable[..., int]) -> Application:
        first, last = run
        if _is_few(last - first):
            place = choose(range(first, last), key=lambda place: key(self.applications[place]))
        else:
            if key not in self._best:
                self._best[key] = Best([key(each) for each in self.applications], choose)
            place = self._best[key].between(first, last)
        return self.applications[place]

    def first_after(self, last: int, key: Callable[[Application], date], day: date) -> Application | None:
        """Find the first application, before the place `last`, whose key is after the day."""
        if _is_few(last):
            return next((each for each in self.applications[:last] if key(each) > day), None)
        if key not in self._highest:
            self._highest[key] = list(accumulate(map(key, self.applications), max))
        place = bisect_right(self._highest[key], day)  # where what is highest so far first exceeds the day
        return self.applications[place] if place < last else None


def submitted_on(application: Application) -> date:
    """Give the day of an application's submission."""
    return application.submitted_on


def _is_few(applications: int) -> bool:
    """Tell whether it is quicker to go through so many than to search them."""
    return applications <= FEW


def _run(first: int, last: int) -> list[Run]:
    return [(first, last)] if first < last else []
