"""What a vendor's API answered, as it is kept with a delivery."""

from collections.abc import Sequence

import msgspec

from consumers.vendors.raw import Answer

_decode = msgspec.json.Decoder(tuple[Answer, ...]).decode


def write_answers(answers: Sequence[Answer]) -> bytes:
    """Write answers as they are kept."""
    return msgspec.json.encode(answers)


def read_answers(kept: bytes | None) -> tuple[Answer, ...] | None:
    """Read the answers that are kept; None where nothing was fetched."""
    return None if kept is None else _decode(kept)
