"""Checks of applications and their offers: hired, closed, what stands."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from domain.commands.checks.people import person_of
from domain.commands.reasons import Reason, reason
from domain.commands.scene import Scene
from domain.facts.base import Fact
from domain.facts.offer import OfferAcceptanceWithdrawn, OfferDeclined, OfferExpired, OfferWithdrawn
from domain.state.application import Application
from domain.state.entry import Entry
from domain.state.offer import Offer, stands_after

_DONE: dict[type[Fact], str] = {
    OfferDeclined: "declined",
    OfferWithdrawn: "withdrawn",
    OfferAcceptanceWithdrawn: "undone",
    OfferExpired: "expired",
}


class Standing(NamedTuple):
    """How an offer stands (None: not at all), by which of its facts."""

    stands: Literal["extended", "accepted"] | None
    by: Entry[Fact]


def standing(offer: Offer) -> Standing:
    """Find how an offer stands, by its own facts in order."""
    stands: str | None = None
    by = offer.entries[0]
    for entry in offer.entries:
        walked, stands = stands_after(stands, entry.data)
        if walked:
            by = entry
    return Standing("accepted" if stands == "accepted" else "extended" if stands else None, by)


def is_hired(scene: Scene, application: Application) -> bool:
    """Tell whether a spell of the application, not cancelled, has started by today."""
    return next(already_hired(scene, application), None) is not None


def already_hired(scene: Scene, application: Application | None) -> Iterator[Reason]:
    """Check that no spell of the application, not cancelled, has started by today."""
    spells = scene.organisation.spells_for(application) if application is not None else []
    started = [spell for spell in spells if not spell.cancelled and spell.start_date <= scene.today]
    if started:
        first = min(started, key=lambda spell: spell.place)
        yield reason("already_hired", first.start.ref, day=first.start_date)


def application_closed(application: Application | None) -> Iterator[Reason]:
    """Check that the application is not closed."""
    if application is not None and application.walk.state == "closed":
        closed_by = application.walk.closed_by
        yield reason("application_closed", closed_by.ref if closed_by is not None else None)


def offer_stands(application: Application | None, schedule: str | None = None) -> Iterator[Reason]:
    """Check that no offer of the application stands; given a schedule, none of that schedule."""
    for offer in application.offers if application is not None else ():
        stands, by = standing(offer)
        if stands is not None and (schedule is None or offer.hours.schedule == schedule):
            yield reason("offer_stands", by.ref)
            return


def already_applied(scene: Scene, candidate: str | None, requisition: str) -> Iterator[Reason]:
    """Check that no application of the person to the post is open."""
    for each in person_of(scene, candidate).announced:
        if each.requisition == requisition and each.walk.state != "closed":
            yield reason("already_applied", each.submitted.ref, application=each.application)
            return


def offer_accepted(offer: Offer) -> Iterator[Reason]:
    """Check that the offer does not stand accepted."""
    stands, by = standing(offer)
    if stands == "accepted":
        yield reason("offer_accepted", by.ref, day=by.day)


def not_accepted(offer: Offer) -> Iterator[Reason]:
    """Check that the offer stands accepted."""
    if standing(offer).stands != "accepted":
        yield reason("not_accepted")


def offer_not_standing(offer: Offer) -> Iterator[Reason]:
    """Check that the offer stands, extended or accepted."""
    stands, by = standing(offer)
    if stands is None:
        yield reason("offer_not_standing", by.ref, done=_DONE[type(by.data)], day=by.day)


def past_expiry(offer: Offer, today: date) -> Iterator[Reason]:
    """Check that the day until which the offer is open has not passed."""
    if offer.expires_on is not None and offer.expires_on < today:
        yield reason("past_expiry", offer.extensions[-1].ref, day=offer.expires_on)


def other_offer_accepted(scene: Scene, offer: Offer, application: Application | None) -> Iterator[Reason]:
    """Check that no other offer of the person stands accepted; one out of sight is not named."""
    for each in person_of(scene, application.candidate).announced if application is not None else ():
        for other in each.offers:
            if other.offer != offer.offer and standing(other).stands == "accepted":
                seen = scene.sees("application", other.application)
                by = standing(other).by.ref if seen else None
                yield reason("other_offer_accepted", by, offer=other.offer if seen else "Another offer")
                return
