"""Gathering what a command is decided on: from stream to stream, as far as a person's things hang together."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from domain.facts.application import ApplicationStageChanged, ApplicationSubmitted
from domain.facts.base import Recorded, escape_id
from domain.facts.referral import ReferralMade
from domain.store.acting.act import Sight
from domain.store.links import RETRACTIONS

_SPEAKING_OF = {
    "candidate": frozenset({"application", "referral", "employment", "candidate", "identity"}),
    "application": frozenset({"offer", "employment"}),
    "employee": frozenset({"employment", "identity"}),
    "account": frozenset({"identity"}),
}
"""The kinds of streams that are followed from a thing that they speak of."""
_SPOKEN_OF = frozenset({"candidate", "application", "employee", "account"})
"""The kinds of things that are followed from a fact that speaks of them."""
_AT_ONCE = 200
_PAGE = 5_000


def kind_of(stream: str) -> str:
    """Name the kind of thing that a stream is about."""
    return stream.partition("/")[0]


class Gathering:
    """The streams that were read for a command, by name."""

    def __init__(self, sight: Sight) -> None:
        self.streams: dict[str, list[Recorded[Any]]] = {}
        self._sight = sight
        self._followed: set[str] = set()

    def read(self, streams: Iterable[str]) -> None:
        """Read these streams and no others."""
        missing = {stream for stream in streams if stream not in self.streams}
        if missing:
            self.streams |= self._sight.read_streams(missing)

    def follow(self, seeds: Iterable[str]) -> None:
        """Read these streams, and whatever hangs together with them, level by level."""
        front = set(seeds) - self._followed
        while front:
            self._followed |= front
            self.read(front)
            front = {*self._find_speaking(front), *self._find_spoken_of(front)} - self._followed

    def _find_speaking(self, front: set[str]) -> Iterator[str]:
        things = [thing for thing in front if kind_of(thing) in _SPEAKING_OF]
        for thing, streams in self._sight.find_linked(things).items():
            yield from (stream for stream in streams if kind_of(stream) in _SPEAKING_OF[kind_of(thing)])

    def _find_spoken_of(self, front: set[str]) -> Iterator[str]:
        for stream in front:
            for fact in self.streams[stream]:
                yield from (thing for thing in fact.data.links if kind_of(thing) in _SPOKEN_OF)

    def read_around(self) -> None:
        """Read the posts and referrers of what was followed, who the referrers are, and what was retracted of it."""
        around: set[str] = set()
        for facts in list(self.streams.values()):
            for fact in facts:
                if isinstance(fact.data, ApplicationSubmitted | ReferralMade):
                    around.update(used.stream for used in fact.data.uses)
        self.read(around)
        self.read_identities({stream for stream in around if kind_of(stream) == "employee"})
        self._read_retractions()

    def read_identities(self, employees: Iterable[str]) -> None:
        """Read which numbers these employees have; `employees` are names of streams."""
        for streams in self._sight.find_linked(list(employees)).values():
            self.read(stream for stream in streams if kind_of(stream) == "identity")

    def _read_retractions(self) -> None:
        every = set(self._sight.find_linked([RETRACTIONS])[RETRACTIONS])
        if every:
            facts = [fact for facts in self.streams.values() for fact in facts]
            self.read(every & {f"retraction/{escape_id(fact.source)}/{escape_id(fact.id)}" for fact in facts})

    def follow_referrers(self, employees: Iterable[str]) -> None:
        """Follow these employees (names of streams), all that they referred, and whoever is above them or its posts."""
        self.follow(employees)
        for streams in self._sight.find_linked(list(employees)).values():
            self.follow(stream for stream in streams if kind_of(stream) == "referral")
        self.read_around()
        above = set(self._find_managers())
        while missing := {each for each in above if each not in self.streams}:
            self.follow(missing)
            above = set(self._find_managers())

    def _find_managers(self) -> Iterator[str]:
        for facts in list(self.streams.values()):
            for fact in facts:
                for name in ("manager", "hiring_manager"):
                    if id_ := getattr(fact.data, name, None):
                        yield f"employee/{id_}"

    def read_everything(self) -> None:
        """Read every fact that there is, page by page."""
        self.streams = {}
        position = 0
        while page := self._sight.read_after(position, _PAGE):
            for _, fact in page:
                self.streams.setdefault(fact.stream, []).append(fact)
            position = page[-1][0]
        for fact in self._sight.read_pending():
            self.streams.setdefault(fact.stream, []).append(fact)

    def find_applications(self, requisition: str) -> list[str]:
        """Name the streams of the applications that were ever submitted to a post."""
        thing = f"requisition/{requisition}"
        return [stream for stream in self._sight.find_linked([thing])[thing] if kind_of(stream) == "application"]

    def stages_of(self, requisition: str) -> Callable[[str], bool]:
        """Give what tells whether an application of the post was ever in a stage: looked up when it is asked."""

        def was_ever_in(stage: str) -> bool:
            streams = self.find_applications(requisition)
            for first in range(0, len(streams), _AT_ONCE):
                found = self._sight.read_streams(streams[first : first + _AT_ONCE])
                stages = (fact.data for facts in found.values() for fact in facts)
                if any(isinstance(each, ApplicationStageChanged) and each.stage == stage for each in stages):
                    return True
            return False

        return was_ever_in
