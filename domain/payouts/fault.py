"""What stands in the way of an act or makes a file unreadable, in words that never repeat a value of it."""

from typing import NamedTuple

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One thing that stands in the way: a line id, an employee, a setting or a row's number, and what is wrong."""

    name: str
    says: str


class Unreadable(NamedTuple):
    """A file cannot be read; its faults by row: `0` is the file or its header, `1` the first row below it."""

    faults: tuple[Fault, ...]
