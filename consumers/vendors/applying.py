"""What applicant tracking systems have in common: channels, credits, schedules (spec/vendors.md §1)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, cast, get_args

from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Moment, Opened, Told
from domain.facts.account import AccountRecorded
from domain.facts.application import OptionalChannel
from domain.facts.employment import EmploymentCancelled, EmploymentStarted
from domain.facts.fields import Schedule
from domain.facts.offer import OfferAcceptanceWithdrawn, OfferAccepted, OfferExtended
from domain.facts.referral import ReferralMade

REFERRAL: Final = "referral"
UNHIRED = "unhired"
DELETED = "deleted"
EXTENSION, OUTCOME = "0000.0", "0000.1"
"""The sequences of what is told of an offer that has no versions (spec/vendors.md §1)."""
_REFERRAL_NAMES = ("referral", "referrals", "referred", "employee referral", "employee referrals")
_SCHEDULES = {"fulltime": "full_time", "parttime": "part_time"}


class Credit(NamedTuple):
    """Whom the vendor's system gives the credit for an application to: a user of it (`user`), or a bare name."""

    application: str
    candidate: str
    requisition: str | None
    user: str | None
    applied_at: Moment
    version: Moment
    number: str | None = None
    email: str | None = None
    name: str | None = None


def read_channel(opened: Opened, *names: str | None) -> OptionalChannel:
    """Find the channel for the first name that has one: by the setting `sources`, or referral by its usual names;
    letters may be small or capital. Else None.

    Agencies must be mapped, because money hangs on it. Raises Parked if the setting names a channel that is none.
    """
    mapped = {name.casefold(): channel for name, channel in opened.setting("sources", {}).items()}
    for name in (each.casefold() for each in names if each):
        if name in mapped:
            if mapped[name] not in _CHANNELS:
                raise Parked("bad_value:settings.sources")
            return cast(OptionalChannel, mapped[name])
        if name in _REFERRAL_NAMES:
            return REFERRAL
    return None


_CHANNELS = {each for kind in get_args(OptionalChannel) for each in get_args(kind)} - {""}


def tell_credit(opened: Opened, credit: Credit, channel: OptionalChannel) -> Iterator[Told]:
    """Tell a credit: the account, and the referral where the channel is referral and no integration has the credit."""
    outside = f"outside/{credit.application}"
    account = opened.named(f"user/{credit.user}" if credit.user else outside)
    yield Told(
        AccountRecorded(account=account, number=credit.number, email=credit.email, name=credit.name), credit.version
    )
    if channel != REFERRAL or credit.user in [str(each) for each in opened.setting("integration_users", [])]:
        return
    made = ReferralMade(
        referral=opened.named(credit.application),
        referrer=account,
        candidate=opened.named(credit.candidate),
        requisition=opened.named(credit.requisition) if credit.requisition else None,
    )
    at = credit.version if opened.setting("credit_from") == "seen" else credit.applied_at
    yield Told(made, at, credit.version)


def tell_hire(
    opened: Opened, application: str, candidate: str, start: date | None, schedule: Schedule, at: Moment
) -> Iterator[Told]:
    """Tell the employment of a hire where no HR system does (setting `employments`: `ats`), once its start is known."""
    if opened.setting("employments") == "ats" and start is not None:
        started = EmploymentStarted(
            employment=opened.named(f"hire/{application}"),
            employee=opened.named(f"hire/{candidate}"),
            candidate=opened.named(candidate),
            application=opened.named(application),
            start_date=start,
            schedule=schedule,
        )
        yield Told(started, at)


def tell_extension(
    opened: Opened,
    offer: str,
    application: str,
    at: Moment,
    start: date | None,
    schedule: Schedule,
    sequence: str = EXTENSION,
) -> Told:
    """Tell that an offer is extended; `sequence` is the offer's version where it has some."""
    extended = OfferExtended(
        offer=opened.named(offer),
        application=opened.named(application),
        schedule=schedule,
        start_date=start.isoformat() if start else None,
    )
    return Told(extended, at, sequence)


def tell_acceptance(opened: Opened, application: str, candidate: str, at: Moment, start: date | None) -> Iterator[Told]:
    """Tell a hire where the vendor knows no offers: the application's offer, extended and accepted at one instant."""
    schedule = read_schedule(opened, None)
    yield tell_extension(opened, application, application, at, start, schedule)
    yield Told(OfferAccepted(offer=opened.named(application)), at, OUTCOME)
    yield from tell_hire(opened, application, candidate, start, schedule, at)


def tell_unhire(opened: Opened, application: str, offers: Iterable[str], at: Moment) -> Iterator[Told]:
    """Tell that a hire is undone: the acceptances of these offers, and the employment if it was told."""
    for offer in offers:
        yield Told(OfferAcceptanceWithdrawn(offer=opened.named(offer), reason=UNHIRED), at)
    if opened.setting("employments") == "ats":
        yield Told(EmploymentCancelled(employment=opened.named(f"hire/{application}"), reason=UNHIRED), at)


def read_schedule(opened: Opened, words: str | None) -> Schedule:
    """Read a schedule as people write it (Full-time, part time); else the setting `default_schedule`."""
    plain = "".join(letter for letter in (words or "").lower() if letter.isalpha())
    schedule = _SCHEDULES.get(plain) or opened.setting("default_schedule", "full_time")
    if schedule not in _SCHEDULES.values():
        raise Parked("bad_value:settings.default_schedule")
    return cast(Schedule, schedule)
