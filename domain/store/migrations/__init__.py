"""The store's tables, by version: made and brought up to date by alembic (`upgrading`).

Every change is one transaction that others wait for, so that several programs may start at once.
"""

NEWEST = "0006"
"""The revision that this Vouch works with."""
REVISION = "SELECT version_num FROM alembic_version"
"""The query for the revision of a store."""
TIMEZONE = "SELECT value FROM meta WHERE name = 'timezone'"
"""The query for its time zone."""
STORE_ID = "SELECT value FROM meta WHERE name = 'store_id'"
"""The query for its id: 32 hexadecimal digits, made with it and kept for ever."""
