"""The settings of the customer's payroll: a TOML file (spec/payroll-files.md, "Settings")."""

import tomllib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from domain.payouts.fault import Fault, Unreadable

NEEDED: Mapping[str, tuple[str, ...]] = {
    "adp": ("currency", "earning_code"),
    "paychex": ("currency", "client_id", "component"),
    "gusto": ("currency",),
    "workday": ("earning",),
}
"""What each format has to be told; the others need nothing."""
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "adp": {"slot": "3", "recoveries": "refuse", "company": ""},
    "paychex": {"recoveries": "refuse"},
    "gusto": {"recoveries": "refuse"},
    "workday": {"recoveries": "refuse"},
}
_RECOVERIES = ("negative", "refuse")


class PayrollSettings(Struct, frozen=True):
    """The name of the employees' file, beside the settings, and what each format was told."""

    employees: str | None = None
    formats: Mapping[str, Mapping[str, str]] = {}

    def of(self, format_: str) -> dict[str, str]:
        """Give the settings of a format: those given, the rest by default."""
        return {**DEFAULTS.get(format_, {}), **self.formats.get(format_, {})}

    def missing(self, format_: str) -> list[str]:
        """List the settings that a format needs and was not given, as `format.name`."""
        told = self.of(format_)
        return [f"{format_}.{name}" for name in NEEDED.get(format_, ()) if not told.get(name)]


def read_settings(text: str) -> PayrollSettings | Unreadable:
    """Read the settings, or tell what is wrong with them; unknown names are mistakes."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Unreadable((Fault("0", "The payroll settings are no TOML."),))
    employees = read.pop("employees", None)
    faults = [Fault(name, "There is no such payroll setting.") for name in read if name not in DEFAULTS]
    faults += [fault for name in DEFAULTS.keys() & read.keys() for fault in _section_faults(name, read[name])]
    if employees is not None and not isinstance(employees, str):
        faults.append(Fault("employees", "It must be the name of a CSV file."))
    if faults:
        return Unreadable(tuple(sorted(faults, key=lambda fault: fault.name)))
    formats = {name: {key: str(value) for key, value in section.items()} for name, section in read.items()}
    return PayrollSettings(employees, formats)


def _section_faults(format_: str, section: Any) -> list[Fault]:
    if not isinstance(section, dict):
        return [Fault(format_, "It must be a table.")]
    known = {*NEEDED[format_], *DEFAULTS[format_]}
    return [
        Fault(f"{format_}.{name}", says)
        for name, value in section.items()
        if (says := _wrong(name, value, known)) is not None
    ]


def _wrong(name: str, value: object, known: set[str]) -> str | None:
    if name not in known:
        return "There is no such payroll setting."
    if name == "recoveries":
        return None if value in _RECOVERIES else "It must be `negative` or `refuse`."
    if name == "slot":
        return None if value in (3, 4, 5) and not isinstance(value, bool) else "It must be 3, 4 or 5."
    return None if isinstance(value, str) else "It must be a text."
