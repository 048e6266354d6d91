"""How far the topics of the feed have been read, and how far the relay has published."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    postgres = op.get_bind().dialect.name == "postgresql"
    number, text = ("bigint", 'text COLLATE "C"') if postgres else ("INTEGER", "TEXT")
    op.execute(f"""
        CREATE TABLE feed_offsets (
            topic {text} NOT NULL, topic_id {text} NOT NULL, partition_number {number} NOT NULL,
            next_offset {number} NOT NULL, PRIMARY KEY (topic, topic_id, partition_number))
    """)
    op.execute(f"""
        CREATE TABLE relay_progress (
            topic {text} PRIMARY KEY, position {number} NOT NULL, holder {text}, held_until {number} NOT NULL)
    """)
