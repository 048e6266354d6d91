"""The formats, and what each has to say: what it lacks, what it cannot carry, and how it is written."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from domain.facts.payout import FileFormat
from domain.payouts.fault import Fault
from domain.payouts.files.adp import find_adp_faults, find_adp_missing, write_adp
from domain.payouts.files.generic import write_generic
from domain.payouts.files.gusto import find_gusto_faults, write_gusto
from domain.payouts.files.paychex import find_paychex_faults, write_paychex
from domain.payouts.files.payroll_file import PayrollFile, Sheet
from domain.payouts.files.workday import find_workday_faults, write_workday
from domain.payouts.files.xlsx import write_xlsx


def _nothing(sheet: Sheet) -> list[str]:
    return []


def _no_faults(sheet: Sheet) -> list[Fault]:
    return []


class Format(NamedTuple):
    """One format. `missing` names settings that these lines need besides; `faults` what cannot be carried."""

    write: Callable[[Sheet], PayrollFile]
    faults: Callable[[Sheet], Iterable[Fault]] = _no_faults
    missing: Callable[[Sheet], list[str]] = _nothing
    needs_numbers: bool = False
    needs_names: bool = False
    needs_pay_date: bool = False


FORMATS: Mapping[FileFormat, Format] = {
    "generic": Format(write_generic),
    "xlsx": Format(write_xlsx),
    "adp": Format(write_adp, find_adp_faults, find_adp_missing, needs_numbers=True),
    "paychex": Format(write_paychex, find_paychex_faults, needs_numbers=True),
    "gusto": Format(write_gusto, find_gusto_faults, needs_numbers=True, needs_names=True),
    "workday": Format(write_workday, find_workday_faults, needs_numbers=True, needs_pay_date=True),
}
