"""Instants as the store keeps them: whole microseconds since 1970 in UTC, the same number in every database."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Convert an instant to microseconds since 1970. ValueError if it has no offset from UTC."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset from UTC")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Convert microseconds since 1970 to an instant in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def now_micros() -> int:
    """Read the clock, in microseconds since 1970."""
    return to_micros(datetime.now(UTC))
