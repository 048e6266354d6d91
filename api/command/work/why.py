"""Explains a referral on the command line."""

from datetime import date, datetime

from api.command.errors import Refused
from api.command.output import put_json
from api.command.work.opening import open_to_read
from projections.bonuses.queries import why


def explain_referral(
    referral: str, as_of: date | None, known_at: datetime | None, *, store: str | None, as_json: bool
) -> None:
    """Show the explanations of a referral's rows. Raises Refused for a referral that was not known."""
    with open_to_read(store) as vouch:
        day = as_of or vouch.today()
        with vouch.engine.reader() as reader:
            explanations = why(reader, referral, day, vouch.position_known_at(known_at))
    if not explanations:
        raise Refused(f"No referral {referral} was known as of {day}.")
    if as_json:
        put_json(explanations)
        return
    from api.command.views.why import show_reasons  # noqa: PLC0415 - only people need it drawn

    show_reasons(explanations, day)
