"""What vendors delivered, sealed; which deliveries speak of which things; which facts came of them."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    number, text, blob, end, identity = _POSTGRES if op.get_bind().dialect.name == "postgresql" else _SQLITE
    op.execute(f"""
        CREATE TABLE raw_deliveries (
            number {identity}, connection {text} NOT NULL, key {text} NOT NULL, received_at {number} NOT NULL,
            seen {number} NOT NULL, not_before {number} NOT NULL, outcome {text}, reason {text},
            size {number} NOT NULL, box {blob} NOT NULL, answers {blob}, UNIQUE (connection, key))
    """)
    op.execute("CREATE INDEX raw_deliveries_waiting ON raw_deliveries (connection, number) WHERE outcome IS NULL")
    op.execute(f"""
        CREATE TABLE rejected_deliveries (
            number {identity}, connection {text} NOT NULL, received_at {number} NOT NULL, reason {text} NOT NULL,
            box {blob} NOT NULL)
    """)
    op.execute(f"""
        CREATE TABLE raw_sightings (
            thing {text} NOT NULL, delivery {number} NOT NULL, PRIMARY KEY (thing, delivery)){end}
    """)
    op.execute(f"""
        CREATE TABLE raw_told (
            origin {text} NOT NULL, source {text} NOT NULL, event {text} NOT NULL,
            PRIMARY KEY (origin, source, event)){end}
    """)
    op.execute("CREATE INDEX raw_told_by_event ON raw_told (source, event)")
    op.execute(f"""
        CREATE TABLE raw_retractions (
            source {text} NOT NULL, event {text} NOT NULL, said {number} NOT NULL, stands {number} NOT NULL,
            said_at {number} NOT NULL, PRIMARY KEY (source, event)){end}
    """)
    op.execute(f"CREATE TABLE raw_rounds (connection {text} PRIMARY KEY, round {number} NOT NULL){end}")


_SQLITE = ("INTEGER", "TEXT", "BLOB", " WITHOUT ROWID", "INTEGER PRIMARY KEY AUTOINCREMENT")
_POSTGRES = ("bigint", 'text COLLATE "C"', "bytea", "", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
