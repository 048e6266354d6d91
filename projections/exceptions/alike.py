"""How alike two people's names are, compared in memory; and for each start the hire that it is most likely to be."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

APART_DAYS = 60
"""The most days between a start and the start that was agreed."""
LOOKED_AT = 8
"""How many hires are looked at on either side of a start's day, for each word of the name."""
SAME = 1.0


class Side(NamedTuple):
    """A start, or a hire that stands accepted without one: its id, the day to compare, and the name as shown."""

    id: str
    day: date
    name: str | None


class Pair(NamedTuple):
    """A start and the hire most like it; `alike`: how alike their names are, 0 to 1 (None: by the dates only)."""

    start: str
    hire: str
    apart: int
    alike: float | None


class _ByDay:
    """Hires in the order of their days."""

    def __init__(self, sides: Iterable[Side]) -> None:
        self._sides = sorted(sides, key=lambda side: (side.day, side.id))
        self._days = [side.day for side in self._sides]

    def near(self, day: date) -> Iterator[Side]:
        """Go through some of the nearest on either side that are not too far away."""
        at = bisect_left(self._days, day)
        for side in self._sides[max(0, at - LOOKED_AT) : at + LOOKED_AT]:
            if abs((side.day - day).days) <= APART_DAYS:
                yield side


def pair_alike(starts: Iterable[Side], hires: Iterable[Side]) -> list[Pair]:
    """Find for each start the hire most like it: by the names, then by the days; starts without one are left out.

    Every word of a name is looked up in an index, and few are looked at for each: n log n for n of both.
    """
    hires = list(hires)
    everybody, by_word = _ByDay(hires), _index_words(hires)
    found = []
    for start in starts:
        words = split_name(start.name)
        indexes = [everybody, *(by_word[word] for word in words if word in by_word)]
        near = {side.id: side for index in indexes for side in index.near(start.day)}
        pairs = [_compare(start, hire) for hire in near.values()]
        if pairs:
            found.append(min(pairs, key=lambda pair: (-(pair.alike or 0), pair.apart, pair.hire)))
    return found


def _index_words(hires: Iterable[Side]) -> dict[str, _ByDay]:
    by_word: dict[str, list[Side]] = {}
    for hire in hires:
        for word in split_name(hire.name):
            by_word.setdefault(word, []).append(hire)
    return {word: _ByDay(sides) for word, sides in by_word.items()}


def _compare(start: Side, hire: Side) -> Pair:
    return Pair(start.id, hire.id, abs((hire.day - start.day).days), compare_names(start.name, hire.name))


def compare_names(one: str | None, other: str | None) -> float | None:
    """Compare two names, whatever the order of their words, capitals and accents; None where one is not known."""
    mine, theirs = (" ".join(split_name(each)) for each in (one, other))
    if not mine or not theirs:
        return None
    return SAME if mine == theirs else SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def split_name(name: str | None) -> list[str]:
    """Split a name into its words as they compare, in the order of the alphabet."""
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    letters = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return sorted(set(letters.split()))
