"""The customer's payroll, as the files say that `VOUCH_PAYROLL` names: read at an export, and at no other time."""

from pathlib import Path

from api.settings import Settings, SettingsWrong
from consumers.payouts.orders import Payroll
from domain.payouts.fault import Unreadable
from domain.payouts.files.employees import read_employees
from domain.payouts.files.settings import read_settings


def read_payroll(settings: Settings) -> Payroll:
    """Read the settings of payroll and the employees' file. Raises SettingsWrong with what is wrong, and no value."""
    if not settings.payroll:
        return Payroll()
    path = Path(settings.payroll)
    try:
        read = read_settings(_read(path).decode())
    except UnicodeDecodeError:
        raise SettingsWrong("The file that VOUCH_PAYROLL names is not in UTF-8.") from None
    if isinstance(read, Unreadable):
        raise SettingsWrong(f"The file that VOUCH_PAYROLL names is not understood: {_tell(read)}")
    if read.employees is None:
        return Payroll(read)
    employees = read_employees(_read(path.parent / read.employees))
    if isinstance(employees, Unreadable):
        raise SettingsWrong(f"The employees' file is not understood: {_tell(employees)}")
    return Payroll(read, employees)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsWrong(f"{path.name} cannot be read ({error.strerror}): see VOUCH_PAYROLL.") from error


def _tell(read: Unreadable) -> str:
    return " ".join(f"{fault.name}: {fault.says}" for fault in read.faults[:20])
