"""Opens Vouch for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.bootstrap import Vouch, open_vouch
from api.command.output import say
from api.command.progress import show_progress
from api.settings import read_settings
from domain.store.errors import StoreUnavailable


@contextmanager
def open_to_work(store: str | None, timezone: str | None = None) -> Iterator[Vouch]:
    """Open Vouch on the store named `store`, else on that of the environment."""
    with open_vouch(read_settings(store=store, timezone=timezone)) as vouch:
        yield vouch


@contextmanager
def open_patiently(store: str | None, timezone: str | None = None) -> Iterator[Vouch]:
    """Open Vouch likewise, for long work: while the database is away, wait for it as long as the setting says."""
    settings = read_settings(store=store, timezone=timezone)
    with open_vouch(settings, patience=settings.patience_seconds, waiting=_say_waiting) as vouch:
        yield vouch


def _say_waiting(why: StoreUnavailable, seconds: float) -> None:
    say(f"Waiting, for up to {seconds:,.0f} seconds (VOUCH_PATIENCE_SECONDS): {why}")


@contextmanager
def open_to_read(store: str | None) -> Iterator[Vouch]:
    """Open Vouch likewise, and bring the read models up to date first."""
    with open_to_work(store) as vouch:
        if vouch.engine.waiting():
            catch_up(vouch)
        yield vouch


def catch_up(vouch: Vouch) -> None:
    """Bring the read models up to date, with a bar."""
    with show_progress("Bringing the read models up to date", "steps") as report:
        vouch.engine.catch_up(report)
