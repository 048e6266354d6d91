"""Reads roles as they are written in claims, headers and options."""

from collections.abc import Iterable

from domain.access.words import CLAIMS, Role


class NotARoleError(ValueError):
    """A role that no claim can give; the text lists those that can."""


def read_roles(text: str) -> frozenset[Role]:
    """Read roles separated by commas. Raises NotARoleError."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not CLAIMS.issuperset(names):
        raise NotARoleError(f"must be roles with commas between them, of {', '.join(sorted(CLAIMS))}")
    return frozenset(map(Role, names))


def pick_roles(names: Iterable[object]) -> frozenset[Role]:
    """Pick the roles of a token's claim; others in it are somebody else's."""
    return frozenset(Role(name) for name in names if isinstance(name, str) and name in CLAIMS)
