"""The store's own id, which its keyring and its checkpoints name; and the mark of a store that was always sealed."""

import secrets

import sqlalchemy
from alembic import op

revision = "0003"
down_revision = "0002"

_KEEP = sqlalchemy.text("INSERT INTO meta (name, value) VALUES ('store_id', :value)")
_MARK = """
INSERT INTO meta (name, value) SELECT 'sealed', '1'
WHERE NOT EXISTS (SELECT 1 FROM stored_events) AND NOT EXISTS (SELECT 1 FROM parked_letters)
"""


def upgrade() -> None:
    """Give the store its id, 32 hexadecimal digits. One that holds nothing yet holds nothing unsealed."""
    op.get_bind().execute(_KEEP, {"value": secrets.token_hex(16)})
    op.execute(_MARK)
