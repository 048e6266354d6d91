"""What came of asks, by closeness and size (spec/reports.md, "introductions"). It never names a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from domain.reports.numbers import interval, share

ASKS = ("advice", "conversation", "introduction", "referral", "hiring_meeting")
"""Asks by size, from the smallest."""
CLOSENESS = range(1, 6)
HALF = "0.5000"
"""From this low end of the interval on an ask is more likely granted than not, with enough of them to say so."""

Place = tuple[int, str]
"""A closeness and an ask."""


class Introduction(NamedTuple):
    """An introduction as last said: how close, what for, and the latest answer (None: none yet)."""

    closeness: int
    ask: str
    outcome: str | None


class Named(NamedTuple):
    """A referral that names an introduction, and whether what it counts has a hire that has started."""

    introduction: str
    hired: bool


class Cell(Struct, frozen=True):
    """What came of the asks of one size to contacts of one closeness."""

    closeness: int
    ask: str
    asked: int
    answered: int
    accepted: int
    rate: str | None
    low: str | None
    high: str | None
    referrals: int
    hired: int


class SweetSpot(Struct, frozen=True):
    """The biggest ask that is more likely granted than not at a closeness; None: nobody can say."""

    closeness: int
    ask: str | None


class Advice(Struct, frozen=True):
    """What to change about an ask that is likely to fail; both None: not enough is known."""

    closeness: int
    ask: str
    smaller_ask: str | None
    closer: int | None


class IntroductionReport(Struct, frozen=True):
    """The cells, the sweet spots, and what to change."""

    cells: list[Cell]
    sweet_spot: list[SweetSpot]
    advice: list[Advice]


def report_introductions(introductions: Mapping[str, Introduction], named: Iterable[Named]) -> IntroductionReport:
    """Report what came of the introductions, by id, and of the referrals that name one."""
    cells = _cells(introductions, named)
    good = {(cell.closeness, cell.ask) for cell in cells if cell.low is not None and cell.low >= HALF}
    spots = [SweetSpot(each, _biggest(each, len(ASKS), good)) for each in CLOSENESS]
    bad = [(cell.closeness, cell.ask) for cell in cells if cell.high is not None and cell.high < HALF]
    return IntroductionReport(cells, spots, [_advise(place, good) for place in bad])


def _cells(introductions: Mapping[str, Introduction], named: Iterable[Named]) -> list[Cell]:
    asked, answered, accepted, referrals, hired = (Counter[Place]() for _ in range(5))
    for each in introductions.values():
        place = (each.closeness, each.ask)
        asked[place] += 1
        answered[place] += each.outcome is not None
        accepted[place] += each.outcome == "accepted"
    for referral in named:
        if (known := introductions.get(referral.introduction)) is not None:
            referrals[known.closeness, known.ask] += 1
            hired[known.closeness, known.ask] += referral.hired
    return [
        _cell(place, asked[place], answered[place], accepted[place], referrals[place], hired[place])
        for place in sorted(asked, key=lambda place: (place[0], ASKS.index(place[1])))
    ]


def _cell(place: Place, asked: int, answered: int, accepted: int, referrals: int, hired: int) -> Cell:
    low, high = interval(accepted, answered) or (None, None)
    return Cell(*place, asked, answered, accepted, share(accepted, answered), low, high, referrals, hired)


def _biggest(closeness: int, below: int, good: set[Place]) -> str | None:
    """Find the biggest ask that is good at a closeness, of those before the place `below` in the order of sizes."""
    return next((ask for ask in reversed(ASKS[:below]) if (closeness, ask) in good), None)


def _advise(place: Place, good: set[Place]) -> Advice:
    closeness, ask = place
    closer = next((each for each in CLOSENESS if each > closeness and (each, ask) in good), None)
    return Advice(closeness, ask, _biggest(closeness, ASKS.index(ask), good), closer)
