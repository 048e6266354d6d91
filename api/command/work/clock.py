"""Ticks the clock once on the command line."""

from datetime import date

import msgspec

from api.command.output import count_of, put, put_json
from api.command.work.opening import open_to_work
from api.command.work.to_come import refuse_day_to_come
from consumers.clock.tick import tick


def tick_once(on: date | None, *, store: str | None, as_json: bool, force: bool = False) -> None:
    """Record what falls due up to the day `on` (None: today). Raises Refused for a day to come, unless with `force`."""
    with open_to_work(store) as vouch:
        day = on or vouch.today()
        if not force:
            refuse_day_to_come(day, vouch.zone)
        ticked = tick(vouch.engine, day)
    if as_json:
        put_json({"on": day, **msgspec.structs.asdict(ticked)})
        return
    bonuses = "bonus" if ticked.earned == 1 else "bonuses"
    put(
        f"Up to {day}: {count_of(ticked.reached, 'tenure')} reached, {ticked.revoked:,} revoked,"
        f" {count_of(ticked.lapsed, 'offer')} lapsed, {ticked.earned:,} {bonuses} earned, {ticked.lost:,} lost."
    )
