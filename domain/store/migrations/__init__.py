"""The store's tables, by version: made and brought up to date by alembic (`upgrading`).

Every change is one transaction that others wait for, so that programs may start side by side.
"""

NEWEST = "0002"
"""The revision that this Vouch works with."""
REVISION = "SELECT version_num FROM alembic_version"
"""Asks for the revision of a store."""
TIMEZONE = "SELECT value FROM meta WHERE name = 'timezone'"
"""Asks for its time zone."""
