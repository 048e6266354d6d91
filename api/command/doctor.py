"""`vouch doctor`: what is wrong, and how to mend it."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Json, Store


def doctor(json: Json = False, store: Store = None) -> None:
    """Say what is wrong, and how to mend it.

    Looks at the installation, the settings, the store, the lag of the read models, dead letters and parked subjects.
    """
    from api.command.work.doctor import examine

    examine(store=store, as_json=json)
