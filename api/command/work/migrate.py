"""Makes the tables, or brings them up to date."""

from api.bootstrap import open_vouch
from api.command.output import put
from api.command.work.opening import say_made
from api.settings import read_settings
from domain.store.opening import migrate


def migrate_store(*, store: str | None, timezone: str | None) -> None:
    """Make the tables of the store and the read models, or bring them up to date. A new store gets `timezone`."""
    settings = read_settings(store=store, timezone=timezone)
    migrate(settings.store, timezone=settings.timezone, on_made=say_made)
    with open_vouch(settings) as vouch:
        put(f"The store's tables are up to date. Its time zone is {vouch.store.timezone}.")
