"""The proof of a payout run's lines: what `docs/check_proof.py` checks without Vouch (docs/payroll.md)."""

from base64 import b64encode
from collections.abc import Sequence

import msgspec

from domain.payouts.digest import write_amount
from domain.payouts.line import Line
from domain.store.port import History


def make_proof(store: History, position: int, lines: Sequence[Line]) -> bytes:
    """Make `RUN.proof.json`, of the approval recorded at `position` and the lines that it approved, in their order.

    The approval's event holds their digest, so that what its recording says proves each of them. LookupError where the
    recording is not in the tree.
    """
    note = store.checkpoint()
    proven = store.prove_recording(position, store.read_checkpoint(note).size)
    leaf = proven.leaf
    proof = {
        "checkpoint": note,
        "recording": {
            "number": leaf.number,
            "last_position": leaf.last_position,
            "recorded_at": leaf.recorded_at,
            "events": leaf.events,
        },
        "body": b64encode(proven.body).decode(),
        "path": [b64encode(node).decode() for node in proven.path],
        "lines": [[each.line, each.referrer, each.currency, write_amount(each)] for each in lines],
    }
    return msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n"
