"""Groups: things joined pair by pair."""

from collections.abc import Iterable

Groups = dict[str, set[str]]
"""Each thing that was joined with another, and its whole group; one set for all of a group."""


def join(groups: Groups, one: str, other: str) -> None:
    """Put two things, and whatever they are joined with already, into one group."""
    mine, theirs = groups.setdefault(one, {one}), groups.setdefault(other, {other})
    if mine is theirs:
        return
    if len(mine) < len(theirs):  # the smaller moves, so that a chain of thousands takes no thousands of thousands
        mine, theirs = theirs, mine
    mine |= theirs
    for each in theirs:
        groups[each] = mine


def join_all(groups: Groups, things: Iterable[str]) -> None:
    """Put all of the things into one group."""
    first = None
    for thing in things:
        first = thing if first is None else first
        join(groups, first, thing)
