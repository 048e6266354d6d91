"""A file for payroll, and all that one is made of."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from domain.payouts.line import Line, Run


class PayrollFile(Struct, frozen=True):
    """A whole file: its name and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of its bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()


class Payee(NamedTuple):
    """Who an employee is in payroll, by payroll's own file; what is not known is empty."""

    payroll_id: str = ""
    company: str = ""
    first_name: str = ""
    last_name: str = ""


UNKNOWN = Payee()


class Sheet(Struct, frozen=True, kw_only=True):
    """What a payroll file is made of: a run, the lines that it sent in their order, and what the export recorded."""

    run: str
    as_of: date
    pay_date: date | None
    currency: str
    proposed_by: str | None
    approved_by: str | None
    exported_at: datetime
    digest: str
    lines: tuple[Line, ...]
    settings: Mapping[str, str]
    payees: Mapping[str, Payee]

    def payee(self, line: Line) -> Payee:
        """Find who a line's referrer is in payroll."""
        return self.payees.get(line.referrer, UNKNOWN)


def make_sheet(
    run: Run,
    lines: Sequence[Line],
    *,
    exported_at: datetime,
    digest: str,
    settings: Mapping[str, str],
    payees: Mapping[str, Payee],
) -> Sheet:
    """Make the sheet of a run as its export sends it: these lines, in their order."""
    return Sheet(
        run=run.run,
        as_of=run.as_of,
        pay_date=run.pay_date,
        currency=run.currency,
        proposed_by=run.proposed_by,
        approved_by=run.approved_by,
        exported_at=exported_at,
        digest=digest,
        lines=tuple(lines),
        settings=settings,
        payees=payees,
    )
