"""What people did, once for a key; and which streams speak of which things."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    postgres = op.get_bind().dialect.name == "postgresql"
    number, text, blob, end = ("bigint", 'text COLLATE "C"', "bytea", "") if postgres else _SQLITE
    op.execute(f"""
        CREATE TABLE acts (
            principal {text} NOT NULL, key {text} NOT NULL, request {text} NOT NULL, status {number} NOT NULL,
            answer {blob} NOT NULL, done_at {number} NOT NULL, PRIMARY KEY (principal, key)){end}
    """)
    op.execute("CREATE INDEX acts_by_instant ON acts (done_at)")
    op.execute(f"CREATE TABLE links (thing {text} NOT NULL, stream {text} NOT NULL, PRIMARY KEY (thing, stream)){end}")
    op.execute("INSERT INTO meta (name, value) VALUES ('linked_up_to', '0')")


_SQLITE = ("INTEGER", "TEXT", "BLOB", " WITHOUT ROWID")
