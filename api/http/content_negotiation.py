"""Content negotiation: chooses the media type of an answer by what the client accepts (RFC 9110, 12.5.1)."""

from collections.abc import Sequence


def choose_media_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """Choose the offered media type that the client prefers, the first of equals; None if it accepts none.

    `accept` is the header Accept; without it, the first one offered.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_read_range(part) for part in accept.split(",")]
    scores = [(max((_measure_fit(kind, each) for each in ranges), default=(0, 0.0)), kind) for kind in offered]
    best = max((quality for (_, quality), _ in scores), default=0.0)
    return next((kind for (_, quality), kind in scores if quality == best and quality > 0), None)


def _read_range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return kind, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return kind, 0.0


def _measure_fit(kind: str, asked: tuple[str, float]) -> tuple[int, float]:
    """Tell how closely a range names the media type (0: not at all), and which quality it gives."""
    name, quality = asked
    if name == kind:
        return 3, quality
    if name == f"{kind.partition('/')[0]}/*":
        return 2, quality
    return (1, quality) if name == "*/*" else (0, 0.0)
