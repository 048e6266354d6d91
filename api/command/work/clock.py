"""Ticks the clock once on the command line."""

from datetime import date

import msgspec

from api.command.output import count_of, put, put_json, say
from api.command.work.opening import open_to_work
from consumers.clock.tick import tick


def tick_once(on: date | None, *, store: str | None, as_json: bool) -> None:
    """Record what falls due up to the day `on` (None: today)."""
    with open_to_work(store) as vouch:
        today = vouch.today()
        day = on or today
        if day > today:
            say(f"Warning: {day} is still to come; what falls due by then is recorded as if it had.")
        ticked = tick(vouch.engine, day)
    if as_json:
        put_json({"on": day, **msgspec.structs.asdict(ticked)})
        return
    bonuses = "bonus" if ticked.earned == 1 else "bonuses"
    put(
        f"Up to {day}: {count_of(ticked.reached, 'tenure')} reached, {ticked.revoked:,} revoked,"
        f" {count_of(ticked.lapsed, 'offer')} lapsed, {ticked.earned:,} {bonuses} earned, {ticked.lost:,} lost."
    )
