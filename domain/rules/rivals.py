"""Who else vouched for the same hire, in order of who came first (spec/bonus.md, "Rivals").

A thousand referrals may have a thousand rivals each. So rivals stand in groups that many referrals share, and what is
asked of a group (who governs, who shares) is reckoned once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge

from domain.rules.case import Case
from domain.state.entry import Order

Place = tuple[Order, str]


class Barred:
    """Which referrals have a bar: `otherwise` one that is not about rivals, `at_all` any."""

    __slots__ = ("at_all", "otherwise")

    def __init__(self) -> None:
        self.otherwise: set[str] = set()
        self.at_all: set[str] = set()


class Group:
    """Cases in the order of rivals. Ask who governs once all were judged alone, who shares once all were judged."""

    def __init__(self, barred: Barred, cases: Iterable[Case] = ()) -> None:
        self._barred = barred
        self.cases = list(cases)

    @cached_property
    def governing(self) -> Case | None:
        """The earliest that has no bar but for its rivals."""
        return next(self._unbarred(), None)

    @cached_property
    def first_of_referrer(self) -> dict[str, Case]:
        """Each referrer's earliest that has no bar but for its rivals."""
        found: dict[str, Case] = {}
        for case in self._unbarred():
            found.setdefault(case.referral.referrer, case)
        return found

    @cached_property
    def sharing(self) -> list[Place]:
        """The places of those without any bar."""
        return [case.referral.place for case in self.cases if case.referral.referral not in self._barred.at_all]

    def _unbarred(self) -> Iterator[Case]:
        return (case for case in self.cases if case.referral.referral not in self._barred.otherwise)


class Rivals:
    """The rivals of one case, itself included: groups that have no case in common."""

    __slots__ = ("_case", "_groups")

    def __init__(self, case: Case, groups: Sequence[Group]) -> None:
        self._case = case
        self._groups = groups

    def __len__(self) -> int:
        """Tell how many there are."""
        return sum(len(group.cases) for group in self._groups)

    def __iter__(self) -> Iterator[Case]:
        """Go through them in order of (first instant, order, referral id)."""
        return merge(*(group.cases for group in self._groups), key=_place)

    def governing(self) -> Case | None:
        """Find the earliest that has no bar but this one."""
        return min((found for group in self._groups if (found := group.governing)), key=_place, default=None)

    def same_referrer_earlier(self) -> Case | None:
        """Find the earliest by the same referrer that has no bar but this one, if it is earlier than the case."""
        referrer = self._case.referral.referrer
        own = (group.first_of_referrer.get(referrer) for group in self._groups)
        first = min((found for found in own if found is not None), key=_place, default=None)
        return first if first is not None and _place(first) < _place(self._case) else None

    def find_part(self) -> tuple[int, int]:
        """Find (j, k): of the k rivals without a bar the case is the j-th."""
        place = _place(self._case)
        before = sum(bisect_left(group.sharing, place) for group in self._groups)
        return (before + 1, sum(len(group.sharing) for group in self._groups))


def _place(case: Case) -> Place:
    return case.referral.place
