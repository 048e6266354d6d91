"""What the store knows of what a source told last, thing by thing: to find what has changed since the last file."""

from collections.abc import Iterable

from consumers.sheets.changes import Name, choose_open, name_thing
from domain.facts.base import Fact, Recorded
from domain.facts.catalogue import FACTS
from domain.facts.employment import EmploymentEndCancelled, EmploymentEnded, EmploymentStarted
from domain.store.port import EventReader

_PIECE = 5_000
_SPELLS = frozenset({EmploymentStarted.TOPIC, EmploymentEnded.TOPIC, EmploymentEndCancelled.TOPIC})


class StoreMemory:
    """Recalls the last facts of a source from the store, for the things of one batch at a time."""

    def __init__(self, store: EventReader, source: str) -> None:
        self._store = store
        self._source = source
        self._last: dict[Name, Recorded[Fact]] = {}

    def look_up(self, streams: Iterable[str]) -> None:
        """Read what was told of these streams' things."""
        self._last = {}
        rows = [row for row in self._store.read_streams(set(streams)) if row.topic in FACTS]
        for recorded in self._store.decode_rows(rows):
            if recorded.source == self._source:
                self.learn(recorded)

    def learn(self, recorded: Recorded[Fact]) -> None:
        """Learn a fact that was told."""
        name = name_thing(recorded.data)
        known = self._last.get(name)
        if known is None or known.order <= recorded.order:
            self._last[name] = recorded

    def recall(self, name: Name) -> Fact | None:
        """Find the last fact told; None if nothing was."""
        recorded = self._last.get(name)
        return recorded.data if recorded else None

    def list_employments(self) -> set[str]:
        """List the employments that the source told of and that have not ended: looks through the whole store."""
        known: dict[Name, Recorded[Fact]] = {}
        position = 0
        while rows := self._store.read_after(position, _PIECE):
            position = rows[-1].position
            told = self._store.decode_rows([row for row in rows if row.topic in _SPELLS])
            for recorded in told:
                name = name_thing(recorded.data)
                if recorded.source == self._source and (name not in known or known[name].order <= recorded.order):
                    known[name] = recorded
        return choose_open(recorded.data for recorded in known.values())
