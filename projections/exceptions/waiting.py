"""Facts that wait: they speak of a thing that was never announced, so that nothing can come of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from domain.facts.application import ApplicationSubmitted
from domain.facts.base import Fact, Folded
from domain.facts.employment import EmploymentStarted
from domain.facts.offer import OfferExtended
from domain.facts.referral import ReferralMade
from domain.facts.requisition import RequisitionOpened
from domain.state.days import plus
from domain.state.entry import Entry
from domain.state.organisation import Organisation
from projections.exceptions.found import Found, name_facts

GRACE_DAYS = 7
"""Days for which a fact may be ahead of the announcement of its thing."""

ANNOUNCED: dict[Folded, tuple[str, type[Fact]]] = {
    "applications": ("application", ApplicationSubmitted),
    "employments": ("employment", EmploymentStarted),
    "offers": ("offer", OfferExtended),
    "referrals": ("referral", ReferralMade),
    "requisitions": ("requisition", RequisitionOpened),
}
"""The kinds of things that facts wait for, and what announces each."""

MEND = "Have the {kind} sent, or find out why its id is another there. Until then these facts decide nothing."


class Spoken(NamedTuple):
    """A fact of the thing `home` (a stream) speaks of a thing, by kind and id."""

    home: str
    kind: str
    thing: str
    entry: Entry[Fact]


def list_waiting(organisation: Organisation, subject_of: Callable[[str], int | None]) -> Iterator[Found]:
    """List the things that facts speak of and that nothing had announced by the day, by the subject that speaks.

    `subject_of` finds the subject that a stream belongs to; None: of no interest.
    """
    found: dict[tuple[int, str, str], list[Spoken]] = {}
    for each in (*_list_orphans(organisation), *_list_named(organisation)):
        if (subject := subject_of(each.home)) is not None and not _is_announced(organisation, each.kind, each.thing):
            found.setdefault((subject, each.kind, each.thing), []).append(each)
    for (_, kind, thing), spoken in found.items():
        yield _tell(kind, thing, spoken)


def say_waiting(kind: str, thing: str) -> str:
    """Say that a thing was never announced."""
    return f"{kind.capitalize()} {thing} is spoken of, and was never announced."


def _tell(kind: str, thing: str, spoken: list[Spoken]) -> Found:
    since = min(each.entry.day for each in spoken)
    return Found(
        "waiting_for_its_thing",
        spoken[0].home,
        kind,
        thing,
        thing if kind == "requisition" else None,
        since,
        plus(since, GRACE_DAYS + 1),
        say_waiting(kind, thing),
        MEND.format(kind=kind),
        name_facts(each.entry for each in spoken),
    )


def _list_orphans(organisation: Organisation) -> Iterator[Spoken]:
    """List what is said of things, by the day, by facts of their own."""
    for folded, (kind, announcing) in ANNOUNCED.items():
        for thing, entries in organisation.facts.of(folded).items():
            for entry in entries:
                if entry.day <= organisation.as_of and not isinstance(entry.data, announcing):
                    yield Spoken(f"{kind}/{thing}", kind, thing, entry)


def _list_named(organisation: Organisation) -> Iterator[Spoken]:
    """List what others say of an application: an offer and a spell. What names a post is joined when asked."""
    for offer in organisation.offers.values():
        yield Spoken(f"offer/{offer.offer}", "application", offer.application, offer.extensions[-1])
    for spell in organisation.spells.values():
        told = spell.starts[-1]
        if spell.application and told.day <= organisation.as_of:
            yield Spoken(f"employment/{spell.employment}", "application", spell.application, told)


def _is_announced(organisation: Organisation, kind: str, thing: str) -> bool:
    return organisation.requisition(thing).known if kind == "requisition" else thing in _KNOWN[kind](organisation)


_KNOWN: dict[str, Callable[[Organisation], Mapping[str, object]]] = {
    "application": lambda organisation: organisation.applications,
    "employment": lambda organisation: organisation.spells,
    "offer": lambda organisation: organisation.offers,
    "referral": lambda organisation: organisation.referrals,
}
"""The things of each kind that are known as of the day."""
