"""`vouch migrate`: the store's tables."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Store, Timezone


def migrate(timezone: Timezone = None, store: Store = None) -> None:
    """Make the store's tables, or bring them up to date."""
    from api.command.work.migrate import migrate_store

    migrate_store(store=store, timezone=timezone)
