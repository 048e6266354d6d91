"""`vouch privacy`: what is erased, what is pending, and new keys."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Json, Store


def status(as_json: Json = False, store: Store = None) -> None:
    """List every erasure that was asked for, and how far it is: a certificate without names."""
    from api.command.work.privacy import show_status

    show_status(store=store, as_json=as_json)


def erase(store: Store = None) -> None:
    """Carry out the erasures that facts ask for, now; `vouch serve` does it every minute."""
    from api.command.work.privacy import carry_out

    carry_out(store=store)


def rotate(store: Store = None) -> None:
    """Give every bucket of keys a new key, and new keys to digest and sign with; boxes stay as they are."""
    from api.command.work.privacy import rotate_keys

    rotate_keys(store=store)
