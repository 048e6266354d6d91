"""API keys, sessions of browsers, and subjects whose access is revoked."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    postgres = op.get_bind().dialect.name == "postgresql"
    number, text = ("bigint", 'text COLLATE "C"') if postgres else ("INTEGER", "TEXT")
    op.execute(f"""
        CREATE TABLE access_keys (
            id {text} PRIMARY KEY, name {text} NOT NULL, digest {text} NOT NULL, scopes {text} NOT NULL,
            made_at {number} NOT NULL, ends_at {number} NOT NULL, revoked_at {number})
    """)
    op.execute(f"CREATE TABLE access_revoked (subject {text} PRIMARY KEY, revoked_at {number} NOT NULL)")
    op.execute(f"""
        CREATE TABLE access_sessions (
            digest {text} PRIMARY KEY, subject {text} NOT NULL, employee {text}, roles {text} NOT NULL,
            ends_at {number} NOT NULL)
    """)
