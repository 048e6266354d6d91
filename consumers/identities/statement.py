"""A statement of who is who: that an account, a candidate or another number is an employee, or is not; checked."""

from datetime import date
from typing import Literal, NamedTuple, get_args

from domain.facts.identity import IdentityFact, IdentityLinked, IdentityUnlinked
from domain.facts.kinds import LONGEST_ID
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import find_subject
from projections.exceptions.managers import find_unknown

Kind = Literal["account", "candidate", "same_as"]
KINDS: tuple[str, ...] = get_args(Kind)


class Statement(NamedTuple):
    """What somebody says: the thing of `kind` and `id` is the employee; or, not `linked`, that it is not."""

    kind: str
    id: str
    employee: str
    reason: str | None = None
    linked: bool = True

    def as_fact(self) -> IdentityFact:
        """Give the fact that says it."""
        given = {self.kind: self.id}
        fact: type[IdentityFact] = IdentityLinked if self.linked else IdentityUnlinked
        return fact(employee=self.employee, reason=self.reason, **given)


class CannotBeSaid(Exception):  # noqa: N818 - named for what it is
    """A statement that is refused: a code for programs, a sentence for people without any value of the statement."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def check(reader: Reader, statement: Statement) -> None:
    """Check a statement against all that is recorded. Raises CannotBeSaid."""
    if statement.kind not in KINDS:
        raise CannotBeSaid("unknown_kind", f"The kind must be one of {', '.join(KINDS)}: exactly one of them is given.")
    if not all(
        0 < len(each) <= LONGEST_ID and each == each.strip() and "\0" not in each
        for each in (statement.id, statement.employee)
    ):
        raise CannotBeSaid("bad_id", f"An id has 1 to {LONGEST_ID} characters, with no space before or after.")
    if statement.kind == "same_as" and statement.id == statement.employee:
        raise CannotBeSaid("same_id", "An employee is the same as another number, not as its own.")
    employees = {statement.employee, *([statement.id] if statement.kind == "same_as" else [])}
    if find_unknown(reader, employees, date.max, None):
        raise CannotBeSaid("unknown_employee", "No such employee is on record: neither a record nor an employment.")
    if statement.kind != "same_as" and not _is_known(reader, statement):
        raise CannotBeSaid(f"unknown_{statement.kind}", f"No fact has ever spoken of such {_an(statement.kind)}.")


def _an(kind: str) -> str:
    return "an account" if kind == "account" else "a candidate"


def _is_known(reader: Reader, statement: Statement) -> bool:
    # An account that nobody announced stands where an employee does.
    kinds = ("account", "employee") if statement.kind == "account" else ("candidate",)
    return any(find_subject(reader.connection, f"{kind}/{statement.id}") is not None for kind in kinds)
