"""The tables of exceptions, and of what is compared when they are asked for."""

from typing import NamedTuple

from sqlalchemy import Column, Index, Table

from projections.database import METADATA, CodePoints, Number

exception_rows = Table(
    "read_exceptions",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("code", CodePoints, primary_key=True),
    Column("kind", CodePoints, primary_key=True),
    Column("id", CodePoints, primary_key=True),
    Column("part", CodePoints, primary_key=True),
    Column("requisition", CodePoints),
    Column("since", CodePoints, nullable=False),
    Column("says", CodePoints, nullable=False),
    Column("mend", CodePoints, nullable=False),
    Column("facts", CodePoints, nullable=False),
    Column("capped", Number, nullable=False),
    sqlite_with_rowid=False,
)
"""What needs a person on the day. `facts` is a JSON list; `capped`: a cap may take the row that it speaks of."""

unlinked_rows = Table(
    "read_unlinked",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("side", CodePoints, primary_key=True),
    Column("id", CodePoints, primary_key=True),
    Column("who", CodePoints, nullable=False),
    Column("requisition", CodePoints),
    Column("day", CodePoints, nullable=False),
    Column("since", CodePoints, nullable=False),
    Column("name", CodePoints),
    Column("facts", CodePoints, nullable=False),
    Column("state", CodePoints),
    sqlite_with_rowid=False,
)
"""Sides that are joined when asked, for they are of different subjects. Of starts that may be unlinked: side `hire` is
an application that stands accepted without a spell (`who`: its candidate), side `spell` the first employment of an
employee (`who`) that is of no person; `name` is kept sealed; `state` of a hire is what was found of its candidate, who
may be linked to an employee who has not started. Side `post` is an open post, `who` its hiring manager."""

account_rows = Table(
    "read_accounts",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("account", CodePoints, primary_key=True),
    Column("state", CodePoints, nullable=False),
    Column("found_by", CodePoints),
    Column("employee", CodePoints),
    Column("named", CodePoints, nullable=False),
    Column("since", CodePoints, nullable=False),
    Index("read_accounts_by_state", "state", "account"),
    sqlite_with_rowid=False,
)
"""What was found of each account that was announced: `employee` is the one that it is, `named` a JSON list of all that
its keys name."""


class ExceptionRow(NamedTuple):
    """An exception as stored."""

    subject: int
    code: str
    kind: str
    id: str
    part: str
    requisition: str | None
    since: str
    says: str
    mend: str
    facts: str
    capped: int


class UnlinkedRow(NamedTuple):
    """One of the two sides as stored."""

    subject: int
    side: str
    id: str
    who: str
    requisition: str | None
    day: str
    since: str
    name: str | None
    facts: str
    state: str | None


class AccountRow(NamedTuple):
    """What was found of an account, as stored."""

    subject: int
    account: str
    state: str
    found_by: str | None
    employee: str | None
    named: str
    since: str
