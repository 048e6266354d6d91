"""`vouch demo`: Vouch on a believable organisation."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import EndingOn, Store, Timezone


def demo(ending_on: EndingOn = None, timezone: Timezone = None, store: Store = None) -> None:
    """Record a believable year and show what Vouch makes of it.

    It goes into a fresh store, by default vouch-demo.db in this folder; a former demo is replaced, nothing else is.
    """
    from api.command.work.demo import show_demo

    show_demo(store=store, timezone=timezone, ending_on=ending_on)
