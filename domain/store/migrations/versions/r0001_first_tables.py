"""The first tables: the events as eventsourcing 9.5 lays them out for text ids, and what Vouch keeps beside them.

The library's function that inserts without taking turns is left out on purpose.
"""

from alembic import op

revision = "0001"
down_revision = None

_SQLITE = (
    """
    CREATE TABLE stored_events (
        originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB,
        PRIMARY KEY (originator_id, originator_version))
    """,
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE recordings (last_position INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL)",
    "CREATE TABLE sources (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """
    CREATE TABLE inbox (
        source INTEGER NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE parked_letters (
        letter INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint BLOB NOT NULL UNIQUE, status TEXT NOT NULL,
        reason TEXT NOT NULL, field TEXT, detail TEXT NOT NULL, source TEXT, event_id TEXT, place TEXT NOT NULL,
        parked_at INTEGER NOT NULL, seen INTEGER NOT NULL, size INTEGER NOT NULL, raw BLOB NOT NULL)
    """,
)

_POSTGRES = (
    """
    CREATE TABLE stored_events (
        originator_id text NOT NULL, originator_version bigint NOT NULL, topic text, state bytea,
        notification_id bigserial, PRIMARY KEY (originator_id, originator_version))
    WITH (
        autovacuum_enabled = true, autovacuum_vacuum_threshold = 100000000, autovacuum_vacuum_scale_factor = 0.5,
        autovacuum_analyze_threshold = 1000, autovacuum_analyze_scale_factor = 0.01)
    """,
    "CREATE UNIQUE INDEX stored_events_notification_id_idx ON stored_events (notification_id ASC)",
    "CREATE TYPE stored_event_text AS (originator_id text, originator_version bigint, topic text, state bytea)",
    "CREATE TABLE meta (name text PRIMARY KEY, value text NOT NULL)",
    "CREATE TABLE recordings (last_position bigint PRIMARY KEY, recorded_at bigint NOT NULL)",
    """
    CREATE TABLE sources (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE)
    """,
    """
    CREATE TABLE inbox (
        source integer NOT NULL, id text COLLATE "C" NOT NULL, content bytea NOT NULL, PRIMARY KEY (source, id))
    """,
    """
    CREATE TABLE parked_letters (
        letter bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fingerprint bytea NOT NULL UNIQUE,
        status text NOT NULL, reason text NOT NULL, field text, detail text NOT NULL, source text, event_id text,
        place text NOT NULL, parked_at bigint NOT NULL, seen bigint NOT NULL, size bigint NOT NULL,
        raw bytea NOT NULL)
    """,
)

_BOTH = (
    "CREATE INDEX recordings_by_instant ON recordings (recorded_at, last_position)",
    "CREATE INDEX parked_letters_by_status ON parked_letters (status, letter)",
)


def upgrade() -> None:
    """Make the tables."""
    own = _POSTGRES if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in (*own, *_BOTH):
        op.execute(statement)
