"""Opening Vouch for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.bootstrap import Vouch, open_vouch
from api.command.progress import bar
from api.settings import read_settings


@contextmanager
def working(store: str | None, timezone: str | None = None) -> Iterator[Vouch]:
    """Vouch on the store that is named, else on that of the environment."""
    with open_vouch(read_settings(store=store, timezone=timezone)) as vouch:
        yield vouch


@contextmanager
def reading(store: str | None) -> Iterator[Vouch]:
    """The same, once everything recorded can be read."""
    with working(store) as vouch:
        if vouch.engine.waiting():
            caught_up(vouch)
        yield vouch


def caught_up(vouch: Vouch) -> None:
    """Bring the read models up to date, with a bar."""
    with bar("Bringing the read models up to date", "steps") as told:
        vouch.engine.catch_up(told)
