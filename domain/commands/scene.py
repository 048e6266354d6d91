"""The scene of a command: what is recorded of the things it is about, as of today."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any, TypeVar

from domain.facts.base import Fact, Recorded
from domain.state.application import Application
from domain.state.days import day_in
from domain.state.entry import Entry, in_order, of_kind
from domain.state.offer import Offer
from domain.state.organisation import Organisation
from domain.state.requisition import Requisition

F = TypeVar("F", bound=Fact)
Sees = Callable[[str, str], bool]
"""Tells whether a thing of a kind and id is known, and in sight of whoever commands."""


def see_everything(_kind: str, _id: str) -> bool:
    """See whatever is named: for commands that name nothing else."""
    return True


class Scene:
    """What a command is decided on: `streams` are the facts of each stream that was read, by its name.

    `instant` is the command's own; `stages` are those in which applications of its post ever were.
    """

    def __init__(
        self,
        streams: Mapping[str, Sequence[Recorded[Any]]],
        instant: datetime,
        zone: tzinfo,
        *,
        sees: Sees = see_everything,
        stages: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self.streams = streams
        self.instant = instant
        self.zone = zone
        self.sees = sees
        self.was_ever_in = stages
        self.day_of = day_in(zone)
        self.today: date = self.day_of(instant)

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation as of today, as far as it was read."""
        return Organisation((fact for facts in self.streams.values() for fact in facts), self.today, self.zone)

    def entries(self, *streams: str) -> list[Entry[Fact]]:
        """List the facts of streams in their order; retracted ones are left out."""
        given = in_order((fact for stream in streams for fact in self.streams.get(stream, ())), self.day_of)
        if not self._retracted:
            return given
        return [entry for entry in given if (entry.order[2], entry.order[3]) not in self._retracted]

    @cached_property
    def _retracted(self) -> frozenset[tuple[str, str]]:
        kept = {(entry.order[2], entry.order[3]) for entry in self.organisation.facts.entries}
        read = {(fact.source, fact.id) for facts in self.streams.values() for fact in facts}
        return frozenset(read - kept)

    def of_kind(self, kind: type[F], *streams: str) -> list[Entry[F]]:
        """List the facts of a class in streams, in their order."""
        return of_kind(self.entries(*streams), kind)

    def latest(self, kind: type[F], *streams: str) -> Entry[F] | None:
        """Find the latest fact of a class in streams."""
        return next(reversed(self.of_kind(kind, *streams)), None)

    def application(self, id_: str | None) -> Application | None:
        """Find an application as of today; None while it has not been submitted."""
        return self.organisation.applications.get(id_ or "")

    def offer(self, id_: str) -> Offer | None:
        """Find an offer as of today."""
        return self.organisation.offers.get(id_)

    def requisition(self, id_: str | None) -> Requisition:
        """Find a requisition as of today."""
        return self.organisation.requisition(id_)

    def offers_of(self, application: str) -> Iterator[str]:
        """Name the streams of the offers that were ever extended for an application."""
        for stream, facts in self.streams.items():
            if stream.startswith("offer/") and any(getattr(f.data, "application", None) == application for f in facts):
                yield stream

    def recorded(self, streams: Iterable[str]) -> Iterator[Recorded[Any]]:
        """Go through all that is recorded in streams, retracted or not."""
        return (fact for stream in streams for fact in self.streams.get(stream, ()))
