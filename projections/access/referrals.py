"""Referrals as a principal may see them: one's own coarsely, others by post, payment or office."""

from collections.abc import Collection
from typing import NamedTuple

from domain.access.words import Answer
from projections.access.sight import Sight
from projections.engine.asking.listing import Span, Window, list_page
from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.subject_lookup import find_subjects, find_subjects_using
from projections.referrals.own import OwnReferral, own_referrals
from projections.referrals.queries import ReferralView, referrals_known

Shown = ReferralView | OwnReferral


class Divided(NamedTuple):
    """Referrals of which everything is seen, and those that are the principal's own; others are hidden."""

    whole: frozenset[str]
    own: frozenset[str]


def divide(sight: Sight, referrals: Collection[str]) -> Divided:
    """Divide referrals by what is seen of them."""
    if sight.sees_all:
        answers = dict.fromkeys(referrals, sight.best)
    else:
        answers = {name: sight.judge(relations) for name, relations in sight.relate_referrals(referrals).items()}
    seen = {name for name, answer in answers.items() if answer > Answer.HIDDEN}
    whole = {name for name in seen if answers[name] is Answer.ALLOWED or sight.sees_rows}
    return Divided(frozenset(whole), frozenset(seen - whole))


def show_referrals(sight: Sight, reader: Reader, moment: Moment, window: Window, having: Having) -> list[Shown]:
    """Show the referrals that the window names, as known at the moment."""
    divided = divide(sight, window.names)
    whole = referrals_known(reader, moment, _narrow(reader, divided.whole), having) if divided.whole else []
    own = own_referrals(reader, moment, _narrow(reader, divided.own)) if divided.own else []
    return [*whole, *own]


def referral_page(
    sight: Sight, reader: Reader, moment: Moment, span: Span, *, referrer: str | None = None
) -> list[Shown]:
    """List the referrals known at the moment that follow and may be seen, by id; only of one referrer, if given."""
    having: Having = {} if referrer is None else {"referrer": referrer}

    def show(window: Window) -> list[tuple[str, Shown]]:
        return [(view.referral, view) for view in show_referrals(sight, reader, moment, window, having)]

    return list_page(reader, "referral", span, show, _find_among(sight, reader, referrer))


def _find_among(sight: Sight, reader: Reader, referrer: str | None) -> Collection[int] | None:
    """Find the subjects that can hold what is wanted, where it is one employee's."""
    numbers = sight.standing.numbers if sight.sees_own_only else () if referrer is None else (referrer,)
    if not numbers:
        return None
    return {each for number in numbers for each in find_subjects_using(reader.connection, f"employee/{number}")}


def _narrow(reader: Reader, names: frozenset[str]) -> Window:
    homes = find_subjects(reader.database, reader.connection, [f"referral/{name}" for name in names])
    return Window(names, frozenset(homes))
