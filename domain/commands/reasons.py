"""Reasons for which a command is refused: codes for programs, sentences for people (spec/commands.md §3)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

SAYS = {
    "clock_ahead": "Reported here for {time}: try again then.",
    "already_exists": "There is one with this id.",
    "unknown_employee": "No such employee is known.",
    "unknown_candidate": "No such candidate is known.",
    "unknown_requisition": "No such requisition is known.",
    "unknown_application": "No such application is known.",
    "unknown_introduction": "No such introduction is known.",
    "erased": "This person's data were erased on {day}.",
    "same_person": "Nobody can refer or ask themselves.",
    "referrer_not_employed": "Only employees can refer.",
    "already_referred": "You referred this person on {day}.",
    "already_withdrawn": "Withdrawn on {day}.",
    "requisition_closed": "The post is not open.",
    "already_open": "The post is open.",
    "date_too_early": "It was {done} on {day}.",
    "nothing_changes": "So it stands.",
    "applications_open": "{n} applications are open.",
    "schedule_not_offered": "The post is not offered {schedule}.",
    "already_applied": "{application} is still open.",
    "already_hired": "Employed since {day}: the HR system has the word.",
    "application_closed": "It is closed; reopen it.",
    "not_closed": "It is not closed.",
    "offer_stands": "An offer stands.",
    "reserved_stage": "That column is no stage.",
    "already_there": "It is in {stage}.",
    "new_stage": "Nobody at this post has been in {stage}.",
    "date_passed": "That day has passed.",
    "date_to_come": "That day is still to come.",
    "offer_accepted": "Accepted on {day}.",
    "not_accepted": "Nothing to undo.",
    "offer_not_standing": "It was {done} on {day}.",
    "past_expiry": "It was open until {day}.",
    "other_offer_accepted": "{offer} is accepted as well.",
    "already_held": "Held on {day}.",
    "already_answered": "Answered so on {day}.",
    "not_agreed": "It was not accepted.",
    "version_not_next": "The next version is {n}.",
    "preview_other": "Preview these terms.",
    "preview_old": "Preview again.",
    "reaches_back": "It changes {n} promises already made.",
    "already_settled": "Settled on {day}.",
    "still_unreadable": "Still {reason}.",
    "conflicting_resend": "What came first stands.",
    "same_candidate": "They are the same candidate.",
    "already_merged": "They are one person already.",
    "not_merged": "They are not merged.",
    "money_moves": "{n} payout lines will be corrected.",
    "already_erased": "Erased on {day}.",
    "cannot_be_undone": "This cannot be undone.",
    "payout_open": "{n} payout lines are under way.",
}
"""What each reason says, by its code."""


class Reason(Struct, frozen=True, omit_defaults=True):
    """Why a command is refused; with `acknowledge` it is a warning. `fact` (`source#id`) is what made it so."""

    code: str
    says: str
    acknowledge: bool
    fact: str | None = None


def reason(code: str, fact: str | None = None, **values: object) -> Reason:
    """Make a reason; `values` are those of its sentence, days and instants among them."""
    return Reason(code, SAYS[code].format(**{name: _write(value) for name, value in values.items()}), False, fact)


def warning(code: str, fact: str | None = None, **values: object) -> Reason:
    """Make a reason that can be acknowledged."""
    return as_warning(reason(code, fact, **values))


def as_warning(given: Reason) -> Reason:
    """Make a reason one that can be acknowledged."""
    return replace(given, acknowledge=True)


def warn(given: Iterable[Reason]) -> Iterator[Reason]:
    """Make these reasons ones that can be acknowledged."""
    return map(as_warning, given)


def _write(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
