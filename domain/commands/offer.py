"""Commands about offers: extend, change, accept, decline, withdraw, undo the acceptance."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from domain.commands.checks import hiring, people, posts, things
from domain.commands.command import Body, Command, Decision, settle
from domain.commands.reasons import Reason, reason, warn
from domain.commands.scene import Scene
from domain.facts.fields import Id, OptionalDay, OptionalFte, OptionalId, OptionalSchedule, PersonalText, Schedule, Text
from domain.facts.offer import (
    OfferAcceptanceWithdrawn,
    OfferAccepted,
    OfferDeclined,
    OfferExtended,
    OfferWithdrawn,
)
from domain.state.entry import carried
from domain.state.offer import DEFAULT_FTE, Offer


class ExtendOffer(Body, frozen=True, kw_only=True):
    """Offers a post to an applicant."""

    GIVES_ID: ClassVar[str | None] = "offer"

    application: Id
    schedule: Schedule
    fte: OptionalFte = None
    start_date: OptionalDay = None
    expires_on: OptionalDay = None
    offer: OptionalId = None


class ChangeOffer(Body, frozen=True, kw_only=True):
    """Extends an offer again, with other values."""

    schedule: OptionalSchedule = None
    fte: OptionalFte = None
    start_date: OptionalDay = None
    expires_on: OptionalDay = None


class AcceptOffer(Body, frozen=True, kw_only=True):
    """Accepts an offer for the candidate."""


class OfferReason(Body, frozen=True, kw_only=True):
    """Ends an offer, perhaps with a reason."""

    reason: PersonalText = None


class WithdrawOffer(Body, frozen=True, kw_only=True):
    """Takes an offer back for the employer."""

    reason: Text


def extend(scene: Scene, command: Command[ExtendOffer]) -> Decision:
    """Decide whether a post is offered."""
    body = command.body
    fact = OfferExtended(
        offer=command.id,
        application=body.application,
        schedule=body.schedule,
        fte=body.fte or None,
        start_date=body.start_date or None,
        expires_on=body.expires_on or None,
    )
    return settle(command, _cannot_extend(scene, command), [fact])


def _cannot_extend(scene: Scene, command: Command[ExtendOffer]) -> Iterator[Reason]:
    body, stream = command.body, f"offer/{command.id}"
    yield from things.clock_ahead(scene, stream)
    yield from things.already_exists(scene, stream, OfferExtended)
    missing = list(things.unknown(scene, {"application": [body.application]}))
    yield from missing
    application = scene.application(body.application) if not missing else None
    if application is not None:
        yield from people.erased(scene, [application.candidate])
    yield from hiring.already_hired(scene, application)
    yield from things.date_passed(scene, body.start_date, body.expires_on)
    yield from warn(hiring.application_closed(application))
    if application is not None:
        yield from warn(posts.schedule_not_offered(scene, application.requisition, body.schedule))
    yield from warn(hiring.offer_stands(application, body.schedule))


def change(scene: Scene, command: Command[ChangeOffer]) -> Decision:
    """Decide whether an offer is extended again, with other values."""
    offer = _offer(scene, command.id)
    body = command.body
    fact = OfferExtended(
        offer=command.id,
        application=offer.application,
        schedule=body.schedule or offer.hours.schedule,  # type: ignore[arg-type]
        fte=_fte_to_say(offer, body),
        start_date=body.start_date,
        expires_on=body.expires_on,
    )
    return settle(command, _cannot_change(scene, offer, body), [fact])


def _fte_to_say(offer: Offer, body: ChangeOffer) -> str | None:
    """Say the full-time equivalent where it is given, or where saying the schedule again would reset it."""
    if body.fte is not None or body.schedule:
        return body.fte
    return None if offer.hours.fte == DEFAULT_FTE[offer.hours.schedule] else f"{offer.hours.fte:f}"


def _cannot_change(scene: Scene, offer: Offer, body: ChangeOffer) -> Iterator[Reason]:
    application = scene.application(offer.application)
    yield from things.clock_ahead(scene, f"offer/{offer.offer}")
    yield from hiring.already_hired(scene, application)
    yield from hiring.offer_accepted(offer)
    if hiring.standing(offer).stands == "extended" and not _changes(offer, body):
        yield reason("nothing_changes")
    yield from things.date_passed(scene, body.start_date, body.expires_on)
    yield from warn(hiring.application_closed(application))


def _changes(offer: Offer, body: ChangeOffer) -> bool:
    """Tell whether a field that is given is another than the offer's."""
    schedule = body.schedule or offer.hours.schedule
    fte = offer.hours.fte if not body.schedule else DEFAULT_FTE[schedule]
    if body.fte is not None:
        fte = Decimal(body.fte) if body.fte else DEFAULT_FTE[schedule]
    given = [body.start_date is not None and (body.start_date or None) != carried(offer.extensions, _start_date)]
    given.append(body.expires_on is not None and (body.expires_on or None) != carried(offer.extensions, _expires_on))
    return any(given) or (schedule, fte) != (offer.hours.schedule, offer.hours.fte)


def _start_date(fact: OfferExtended) -> str | None:
    return fact.start_date


def _expires_on(fact: OfferExtended) -> str | None:
    return fact.expires_on


def accept(scene: Scene, command: Command[AcceptOffer]) -> Decision:
    """Decide whether the candidate says yes."""
    return settle(command, _cannot_accept(scene, _offer(scene, command.id)), [OfferAccepted(offer=command.id)])


def _cannot_accept(scene: Scene, offer: Offer) -> Iterator[Reason]:
    application = scene.application(offer.application)
    yield from things.clock_ahead(scene, f"offer/{offer.offer}")
    yield from hiring.already_hired(scene, application)
    yield from hiring.offer_accepted(offer)
    yield from hiring.offer_not_standing(offer)
    yield from warn(hiring.past_expiry(offer, scene.today))
    yield from warn(hiring.application_closed(application))
    yield from warn(hiring.other_offer_accepted(scene, offer, application))


def decline(scene: Scene, command: Command[OfferReason]) -> Decision:
    """Decide whether the candidate says no."""
    fact = OfferDeclined(offer=command.id, reason=command.body.reason or None)
    return settle(command, _cannot_decline(scene, _offer(scene, command.id)), [fact])


def _cannot_decline(scene: Scene, offer: Offer) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"offer/{offer.offer}")
    yield from hiring.already_hired(scene, scene.application(offer.application))
    yield from hiring.offer_accepted(offer)
    yield from hiring.offer_not_standing(offer)


def withdraw(scene: Scene, command: Command[WithdrawOffer]) -> Decision:
    """Decide whether the employer takes an offer back, accepted or not."""
    fact = OfferWithdrawn(offer=command.id, reason=command.body.reason)
    return settle(command, _cannot_withdraw(scene, _offer(scene, command.id)), [fact])


def _cannot_withdraw(scene: Scene, offer: Offer) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"offer/{offer.offer}")
    yield from hiring.already_hired(scene, scene.application(offer.application))
    yield from hiring.offer_not_standing(offer)


def undo_acceptance(scene: Scene, command: Command[OfferReason]) -> Decision:
    """Decide whether the candidate's yes is undone."""
    fact = OfferAcceptanceWithdrawn(offer=command.id, reason=command.body.reason or None)
    return settle(command, _cannot_undo(scene, _offer(scene, command.id)), [fact])


def _cannot_undo(scene: Scene, offer: Offer) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"offer/{offer.offer}")
    yield from hiring.already_hired(scene, scene.application(offer.application))
    yield from hiring.not_accepted(offer)


def _offer(scene: Scene, id_: str) -> Offer:
    """Find the offer in the path: one that is not known was answered before."""
    offer = scene.offer(id_)
    assert offer is not None
    return offer
