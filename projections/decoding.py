"""Decoding rows of which some may be damaged: what cannot be decoded is told, and stops nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from domain.error_summary import kind_and_place
from domain.facts.base import Recorded
from domain.store.port import EventStore
from domain.store.values import StoredRow


class Decoded(NamedTuple):
    """A row, and its fact; where it cannot be decoded there is none, but the kind and place of the error."""

    row: StoredRow
    recorded: Recorded[Any] | None
    error: str = ""


def decode_each(store: EventStore, rows: Sequence[StoredRow]) -> Iterator[Decoded]:
    """Decode the rows, all at once; only if that fails, one by one."""
    try:
        found = store.decode_rows(rows)
    except Exception:  # noqa: BLE001 - whatever it is, it is the trouble of one row alone
        return (_decode(store, row) for row in rows)
    return map(Decoded, rows, found)


def _decode(store: EventStore, row: StoredRow) -> Decoded:
    try:
        return Decoded(row, store.decode(row))
    except Exception as error:  # noqa: BLE001 - as above
        return Decoded(row, None, f"a state that cannot be decoded: {kind_and_place(error)}")
