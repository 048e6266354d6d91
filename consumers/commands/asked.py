"""A command as it came, and by whom."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from consumers.commands.versions import Expected
from domain.access.principal import Principal
from domain.commands.command import Body
from domain.commands.table import Row
from domain.facts.base import Actor


class Asked(NamedTuple):
    """A command as it came: which, of what (`id`; empty for what makes a thing), by whom, under which key.

    `data` is the body as it was sent, `body` as it was read; `expected` are the versions seen, None where none is said.
    """

    row: Row
    id: str
    data: Mapping[str, Any]
    body: Body
    principal: Principal
    key: str
    expected: Expected | None


def name_principal(principal: Principal) -> str:
    """Name whose keys these are: the account, and whom it acts as."""
    if principal.kind in ("local", "command_line") and principal.employee is not None:
        return f"{principal.subject} as employee/{principal.employee}"
    return principal.subject


def name_actor(principal: Principal, acknowledged: tuple[str, ...] = ()) -> Actor:
    """Name who acts, as it is kept beside a fact."""
    acts_as = principal.employee is not None and principal.kind in ("local", "command_line")
    return Actor(principal.actor, principal.subject if acts_as else "", acknowledged)
