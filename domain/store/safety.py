"""Refusing settings that would lose events, or give wrong days."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.store.errors import SettingsRefused

_FUNCTIONS = "POSTGRES_ENABLE_DB_FUNCTIONS"
_OFF = ("", "0", "f", "false", "n", "no", "off")


def refuse_unsafe_environment(environment: Mapping[str, str]) -> None:
    """Raise SettingsRefused if the library is set to insert with database functions: readers would miss events."""
    if environment.get(_FUNCTIONS, "").strip().lower() not in _OFF:
        raise SettingsRefused(f"Unset {_FUNCTIONS}: it inserts without taking turns, and readers miss events.")


def check_timezone(name: str) -> str:
    """Return the name of a time zone if it is known here; raise SettingsRefused if it is not."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsRefused("Set VOUCH_TIMEZONE to an IANA time zone, such as Europe/Berlin or UTC.") from None
    return name


def refuse_other_timezone(stored: str, wanted: str | None) -> None:
    """Raise SettingsRefused if another time zone is wanted than the store was created with."""
    if wanted is not None and wanted != stored:
        raise SettingsRefused(
            f"This store was made with the time zone {stored} and keeps it: set VOUCH_TIMEZONE={stored}, or make a new"
            f" store (another VOUCH_STORE) with VOUCH_TIMEZONE={wanted} and push the feed into it."
        )
