"""Who is barred as a duplicate, among rivals (spec/bonus.md §2)."""

from collections.abc import Iterator
from itertools import islice

from domain.facts.base import Fact
from domain.rules.case import Case
from domain.rules.finding import Cited, Finding, bars, passes
from domain.rules.rivals import Rivals
from domain.state.entry import Entry
from domain.state.referral import Referral

SHOWN = 100
"""So many rivals are named; where there are more, `rivals_in_all` says how many."""


def duplicate_referral(case: Case, rivals: Rivals) -> Finding:
    """Barred when an earlier rival governs and pays the first only, or was already made by the same referrer."""
    rule = "duplicate_referral"
    governing = rivals.governing()
    if governing is None or governing.referral.place >= case.referral.place:
        only = len(rivals) == 1
        says = "Nobody else referred the candidate for this." if only else NOBODY_EARLIER
        return passes(rule, says, _facts(rivals), **_values(rivals))
    if governing.terms.ownership.duplicates == "first":
        first = governing.referral
        says = f"{first.referrer} had referred the candidate before, on {first.day}: the first referral wins."
        return bars(rule, says, _facts(rivals, first), **_values(rivals), governing=first.referral)
    earlier = rivals.same_referrer_earlier()
    if earlier is not None:
        same = earlier.referral
        says = f"The same referrer had referred the candidate before, on {same.day}."
        return bars(rule, says, _facts(rivals, same), **_values(rivals), governing=same.referral)
    return passes(rule, NOBODY_EARLIER, _facts(rivals), **_values(rivals))


NOBODY_EARLIER = "No earlier referral takes the bonus from this one."


def _values(rivals: Rivals) -> dict[str, object]:
    more = {"rivals_in_all": len(rivals)} if len(rivals) > SHOWN else {}
    return {"rivals": lambda: [rival.referral.referral for rival in islice(rivals, SHOWN)], **more}


def _facts(rivals: Rivals, decisive: Referral | None = None) -> Cited:
    def _list() -> Iterator[Entry[Fact]]:
        yield from (rival.referral.made for rival in islice(rivals, SHOWN))
        if decisive is not None:
            yield decisive.made

    return Cited(_list)
