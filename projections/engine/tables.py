"""The engine's own tables: who belongs to which subject, who uses whom, what is dirty, how far it has got."""

from hashlib import sha256

from sqlalchemy import Column, Index, Table, literal_column

from projections.database import METADATA, CodePoints, Number

FOLDED_AS = 4
"""Raise it when a fold says something else of the same facts: read models are dropped and rebuilt, never migrated."""


def layout() -> str:
    """Describe the layout of all tables and the version of the folds: a database with another is filled again."""
    columns = sorted(
        f"{table.name}.{column.name} {column.type!r}" for table in METADATA.tables.values() for column in table.columns
    )
    return f"{FOLDED_AS}-{sha256(' '.join(columns).encode()).hexdigest()[:16]}"


progress = Table(
    "read_progress",
    METADATA,
    Column("one", Number, primary_key=True),
    Column("layout", CodePoints, nullable=False),
    Column("position", Number, nullable=False),
    Column("next_subject", Number, nullable=False),
    Column("regain", Number, nullable=False),
    Column("stamp", Number, nullable=False),
)
"""One row: the position up to which events are routed, in the transaction that routed them. `regain` is the position
that was readable before everything was emptied to be filled again: until it is reached nobody is answered (0: reached).
`stamp` is raised by every transaction that marks subjects or replaces their rows, and never goes back.
"""

members = Table(
    "read_members",
    METADATA,
    Column("node", CodePoints, primary_key=True),
    Column("subject", Number, nullable=False),
    Index("read_members_by_subject", "subject"),
    sqlite_with_rowid=False,
)
"""Each stream that was ever seen or named, and the subject that it belongs to."""

subjects = Table(
    "read_subjects",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("last_referral_on", CodePoints),
    Column("stable_since", CodePoints),
    Column("next_change_on", CodePoints),
    Column("decided", Number, nullable=False),
    Column("facts", Number, nullable=False),
    Column("written", Number, nullable=False),
)
Index(
    "read_subjects_by_next_change",
    subjects.c.next_change_on,
    sqlite_where=subjects.c.next_change_on.is_not(None),
    postgresql_where=subjects.c.next_change_on.is_not(None),
)
BIG_FACTS = 2_000
"""A subject of so many facts takes a tenth of a second to fold and more: it is folded alone."""

IS_BIG = subjects.c.facts >= literal_column(str(BIG_FACTS))
Index("read_subjects_big", subjects.c.facts, sqlite_where=IS_BIG, postgresql_where=IS_BIG)
"""A subject's rows read the same on every day from `stable_since` until the day before `next_change_on`.

`facts`: how many facts it has; `written`: the stamp of the transaction that last replaced or moved its rows.
"""

uses = Table(
    "read_uses",
    METADATA,
    Column("used", Number, primary_key=True),
    Column("subject", Number, primary_key=True),
    Column("kind", CodePoints, primary_key=True),
    Index("read_uses_by_subject", "subject"),
    sqlite_with_rowid=False,
)
"""Whose facts a subject's decisions look at besides its own: `direct` (referrers, requisitions) or `manager`."""

dirty = Table(
    "read_dirty",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("model", CodePoints, primary_key=True),
    Column("position", Number, nullable=False),
    Column("marked", Number, nullable=False),
    Column("turn", Number, nullable=False),
    Index("read_dirty_by_position", "position"),
    Index("read_dirty_by_turn", "turn", "position"),
    sqlite_with_rowid=False,
)
"""Subjects to fold again (model `*`: all read models), and the position of the fact that made them so.

`marked` is the stamp of the last transaction that marked it: a fold takes away only the mark that it has read. `turn`:
0 where facts of its own came, 1 where only others did that it looks at.
"""

folds = Table(
    "read_folds",
    METADATA,
    Column("subject", Number, primary_key=True),
    Column("node", CodePoints, nullable=False),
    Column("began", CodePoints, nullable=False),
    Column("milliseconds", Number),
)
"""The last fold of each big subject: when it began, and how long it took (null: it has not ended)."""

parked = Table(
    "read_parked",
    METADATA,
    Column("model", CodePoints, primary_key=True),
    Column("subject", Number, primary_key=True),
    Column("node", CodePoints, nullable=False),
    Column("error", CodePoints, nullable=False),
)
"""Subjects that a read model could not digest: they keep their last rows and stop nobody else."""

keys = Table(
    "read_keys",
    METADATA,
    Column("key", CodePoints, primary_key=True),
    Column("node", CodePoints, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who has which number or address, by stream. An address stands here as its keyed digest."""

retracting = Table(
    "read_retracting",
    METADATA,
    Column("source", CodePoints, primary_key=True),
    sqlite_with_rowid=False,
)
"""The sources that ever retracted or restored a fact."""

fact_places = Table(
    "read_fact_places",
    METADATA,
    Column("source", CodePoints, primary_key=True),
    Column("id", CodePoints, primary_key=True),
    Column("stream", CodePoints, nullable=False),
    sqlite_with_rowid=False,
)
"""The stream of each fact of a source that retracts, or is a vendor's connection."""
