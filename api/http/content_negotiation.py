"""Choosing among the media types that an answer can be given in, by what the client accepts (RFC 9110, 12.5.1)."""

from collections.abc import Sequence


def chosen(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that the client likes best, the first of equals; None if it accepts none of them."""
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",")]
    liked = [(max((_fit(kind, each) for each in ranges), default=(0, 0.0)), kind) for kind in offered]
    best = max((quality for (_, quality), _ in liked), default=0.0)
    return next((kind for (_, quality), kind in liked if quality == best and quality > 0), None)


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return kind, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return kind, 0.0


def _fit(kind: str, asked: tuple[str, float]) -> tuple[int, float]:
    """How closely a range names the media type (0: not at all), and the quality it gives it."""
    name, quality = asked
    if name == kind:
        return 3, quality
    if name == f"{kind.partition('/')[0]}/*":
        return 2, quality
    return (1, quality) if name == "*/*" else (0, 0.0)
