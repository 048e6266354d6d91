"""A principal: whoever asks, by whatever credential."""

from typing import Literal

from msgspec import Struct

from domain.access.words import Role, Scope

Kind = Literal["person", "key", "local", "command_line"]
"""A person (by a token, a session or a demo login), an API key, or whoever reaches the machine or its store."""


class Principal(Struct, frozen=True, kw_only=True):
    """Whoever asks.

    `subject` names the credential's owner: `sub/...`, `key/NAME`, `local` or `cli/USER`. `roles` are those by claim,
    `scopes` those of a key. `everything` is said of `local` and of the command line as long as they act as nobody:
    they have every role, and stand to everything as whoever may do most. `has_left` is said of an employee with a
    known stretch of which none holds today.
    """

    subject: str
    kind: Kind
    employee: str | None = None
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[Scope] = frozenset()
    everything: bool = False
    has_left: bool = False

    @property
    def actor(self) -> str:
        """Name the principal as the actor of what it does."""
        return self.subject if self.employee is None else f"employee/{self.employee}"


def everybody(subject: str, kind: Kind) -> Principal:
    """Make the principal that may do everything: `local`, or the command line as `cli/USER`."""
    return Principal(subject=subject, kind=kind, everything=True)


def acting_as(principal: Principal, employee: str, roles: frozenset[Role]) -> Principal:
    """Make `local` or the command line an employee, with no claims but these `roles`."""
    return Principal(subject=principal.subject, kind=principal.kind, employee=employee, roles=roles)
