"""Test support: a counter at which somebody gives commands, one after another, at instants of the test's own."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count
from typing import Any, NamedTuple

import msgspec

from consumers.commands.acts import make_act
from consumers.commands.answers import Effected, Forbidden, NotFound, Shown, Stale, VersionMissing
from consumers.commands.asked import Asked
from consumers.commands.reading import read_body
from consumers.commands.versions import read_expected
from domain.access.principal import Principal, everybody
from domain.access.words import Role
from domain.commands.command import Refusal
from domain.commands.table import BY_NAME
from domain.facts.base import Recorded
from domain.store import Act, Done, EventStore, KeyReused, Outcome, Refused
from tests.support.houses import House

NOW = datetime(2026, 2, 20, 10, 0, tzinfo=UTC)
"""When commands are given, if nothing else is said."""
CLERK = everybody("cli/ann", "command_line")


def recruiter(employee: str = "E-8") -> Principal:
    """A recruiter by claim."""
    return Principal(subject=f"sub/{employee}", kind="person", employee=employee, roles=frozenset({Role.RECRUITER}))


def referrer(employee: str = "E-1") -> Principal:
    """An employee without any claim."""
    return Principal(subject=f"sub/{employee}", kind="person", employee=employee)


class Told(NamedTuple):
    """What became of a command: a status as HTTP has it, the codes of the reasons, and what it did."""

    status: int
    codes: tuple[str, ...] = ()
    did: Effected | None = None
    replayed: bool = False

    @property
    def version(self) -> int | None:
        """The version of the thing behind the command."""
        return self.did.version if self.did is not None else None


_STATUS = {NotFound: 404, Forbidden: 403, VersionMissing: 428, Stale: 412, Refusal: 409, Shown: 200}


def tell(outcome: Outcome) -> Told:
    """Tell an outcome as HTTP would."""
    if isinstance(outcome, Done):
        return Told(outcome.status, (), msgspec.json.decode(outcome.answer, type=Effected), outcome.replayed)
    if isinstance(outcome, KeyReused):
        return Told(422, ("idempotency_key_reused",))
    why = outcome.why
    return Told(_STATUS[type(why)], tuple(each.code for each in why.reasons) if isinstance(why, Refusal) else ())


class Desk:
    """A store, and whoever makes commands for it."""

    def __init__(self, store: EventStore, zone: tzinfo, principal: Principal = CLERK) -> None:
        self.store = store
        self.zone = zone
        self.principal = principal
        self._keys = count(1)

    def act(self, name: str, id_: str = "", *, key: str = "", seen: str | None = "*", **body: Any) -> Act:
        """Make the act of a command of this noun and verb; `seen` is what If-Match says."""
        row = BY_NAME[name]
        read = read_body(body, row.body, NOW.date(), by=self.principal.employee)
        expected = None if seen is None else read_expected(seen)
        asked = Asked(row, id_, body, read, self.principal, key or f"key-{next(self._keys)}", expected)
        return make_act(self.store, self.zone, asked)


class Counter(Desk):
    """A house, and whoever gives commands at it."""

    def __init__(self, house: House, principal: Principal = CLERK) -> None:
        super().__init__(house.store, house.zone, principal)
        self.house = house

    def do(self, name: str, id_: str = "", *, at: datetime | timedelta = NOW, **said: Any) -> Told:
        """Give a command."""
        instant = NOW + at if isinstance(at, timedelta) else at
        return tell(self.store.act([self.act(name, id_, **said)], at=instant)[0])

    def why(self, name: str, id_: str = "", **said: Any) -> Refused:
        """Give a command that is refused."""
        outcome = self.store.act([self.act(name, id_, **said)], at=NOW)[0]
        assert isinstance(outcome, Refused)
        return outcome

    def facts(self, *streams: str) -> Sequence[Recorded[Any]]:
        """Read what is recorded in streams."""
        rows = sorted(self.store.read_streams(streams), key=lambda row: row.position)
        return self.store.decode_rows(rows)
