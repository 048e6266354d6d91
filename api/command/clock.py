"""`vouch clock`: what falls due."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Force, Json, On, Store


def tick(on: On = None, force: Force = False, json: Json = False, store: Store = None) -> None:
    """Record what falls due up to a day, once.

    Tenure reached, tenure revoked where a correction took it back, offers lapsed, bonuses earned and lost. Harmless to
    repeat.
    """
    from api.command.work.clock import tick_once

    tick_once(on, store=store, as_json=json, force=force)
