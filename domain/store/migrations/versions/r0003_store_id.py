"""The store's own id: its keyring and its checkpoints name it."""

import secrets

import sqlalchemy
from alembic import op

revision = "0003"
down_revision = "0002"

_KEEP = sqlalchemy.text("INSERT INTO meta (name, value) VALUES ('store_id', :value)")


def upgrade() -> None:
    """Give the store its id: 32 hexadecimal digits."""
    op.get_bind().execute(_KEEP, {"value": secrets.token_hex(16)})
