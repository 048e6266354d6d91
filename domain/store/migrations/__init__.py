"""The store's tables, by version: made and brought up to date by alembic (`upgrading`).

Every change is one transaction that others wait for, so that several programs may start at once.
"""

from typing import NamedTuple

NEWEST = "0008"
"""The revision that this Vouch works with."""
REVISION = "SELECT version_num FROM alembic_version"
"""The query for the revision of a store."""
META = "SELECT name, value FROM meta"
"""The query for what it keeps about itself."""
STORE_ID = "SELECT value FROM meta WHERE name = 'store_id'"
"""The query for its id: 32 hexadecimal digits, made with it and kept for ever."""


class Found(NamedTuple):
    """What a store says of itself: the revision of its tables (None: there are none yet), its time zone, its id.

    `sealed`: nothing was ever recorded in it that is not sealed.
    """

    revision: str | None
    timezone: str | None
    store_id: str
    sealed: bool


def describe(revision: str | None, meta: dict[str, str]) -> Found:
    """Describe a store by its revision and what it keeps about itself."""
    return Found(revision, meta.get("timezone"), meta.get("store_id", ""), "sealed" in meta)
