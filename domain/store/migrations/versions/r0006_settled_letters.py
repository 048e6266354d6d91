"""When a dead letter was settled."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; letters settled before have none."""
    number = "bigint" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(f"ALTER TABLE parked_letters ADD COLUMN settled_at {number}")
