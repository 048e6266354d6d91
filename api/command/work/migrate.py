"""Makes the tables, or brings them up to date."""

from api.bootstrap import open_vouch
from api.command.errors import Refused
from api.command.output import count_of, put
from api.command.work.opening import say_made
from api.settings import read_settings
from domain.store.location import SqliteFile, locate
from domain.store.opening import migrate, seal_store


def migrate_store(*, store: str | None, timezone: str | None) -> None:
    """Make the tables of the store and the read models, or bring them up to date. A new store gets `timezone`."""
    settings = read_settings(store=store, timezone=timezone)
    migrate(settings.store, timezone=settings.timezone, keyring=settings.keyring, keys=settings.keys, on_made=say_made)
    with open_vouch(settings) as vouch:
        put(f"The store's tables are up to date. Its time zone is {vouch.store.timezone}.")


def seal_into(*, store: str | None, into: str | None) -> None:
    """Seal the store, made before sealing, into a new one at `into`; without it, one beside a store in a file.

    Raises Refused where it is on a server and `into` is not said.
    """
    settings = read_settings(store=store)
    target = into or _name_new(settings.store)
    copied = seal_store(settings.store, target, keyring=settings.keyring, keys=settings.keys, on_made=say_made)
    put(
        f"{count_of(copied.events, 'event')} and {count_of(copied.letters, 'dead letter')} are sealed in the new store."
    )
    put("Set VOUCH_STORE to it; once all is well there, destroy the old one: it holds everything in the clear.")


def _name_new(store: str) -> str:
    where = locate(store)
    if not isinstance(where, SqliteFile):
        raise Refused("Name the new store with --into: postgresql://...")
    return f"sqlite:///{where.path.with_name(f'{where.path.stem}-sealed{where.path.suffix}')}"
