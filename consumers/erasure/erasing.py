"""Erasing: the five steps of spec/privacy.md §3, again and again until nothing is left to do."""

from collections.abc import Collection, Iterable, Mapping
from threading import Event
from typing import NamedTuple

import structlog

from consumers.erasure.finding import find_erasures
from consumers.erasure.letters import find_letters
from domain.facts import catalogue
from domain.facts.base import Fact
from domain.facts.candidate import CandidateErased
from domain.facts.employee import EmployeeErased
from domain.feed.content import content_hash
from domain.feed.delivery import Delivery
from domain.state.erasure import Erasure
from domain.store.instants import from_micros, to_micros
from domain.store.keys import destroying
from domain.store.keys.destroying import Grave
from domain.store.links import ERASING_TOPICS, LINKING, RETRACTIONS, links_of
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.engine.engine import Engine

SOURCE = "/vouch/restore"
"""Says again what a store that was put back from a backup has forgotten."""
PAGE = 5_000

log = structlog.get_logger(__name__)


class Erased(NamedTuple):
    """What a round has done: streams whose keys were destroyed, and streams that were cleaned up."""

    destroyed: int = 0
    cleaned: int = 0


class Erasing:
    """Carries out the erasures that facts ask for. Any number of processes may do it at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._store: EventStore = engine.store
        self._keys = engine.store.seam.keys
        self._looked_up_to: int | None = None
        self._erased: set[str] = set()
        self.pending = True
        """Whether it is not known yet that everything is done: until then nobody may be answered."""

    def __call__(self, stopping: Event | None = None) -> None:
        """Do a round."""
        self.round()

    def round(self) -> Erased:
        """Look for what is to be erased, and carry it out. KeysAway, StoreUnavailable: it is still to be done."""
        head = self._store.head()
        if self._looked_up_to is not None and not self._has_news(self._looked_up_to, head):
            self._looked_up_to = head
            return self._go_on(0)
        self._restore()
        wanted = find_erasures(self._store)
        destroyed = self._destroy(wanted)
        done = self._go_on(destroyed)
        self._erased, self._looked_up_to, self.pending = set(wanted), head, False
        return done

    def _has_news(self, after: int, head: int) -> bool:
        """Tell whether anything after a position could show that more is to be erased."""
        if head < after:
            return True
        position = after
        while rows := self._store.read_after(position, PAGE):
            if any(map(self._may_show, rows)):
                return True
            position = rows[-1].position
        return False

    def _may_show(self, row: StoredRow) -> bool:
        if row.topic in ERASING_TOPICS or (self._erased and row.stream in self._erased):
            return True
        if not self._erased or row.topic not in LINKING:
            return False
        try:
            fact: Fact = catalogue.decode(row.topic, row.state).data
        except (LookupError, ValueError):
            return False
        return any(thing == RETRACTIONS or _names(thing, self._erased) for thing, _ in links_of(fact, row.stream))

    def _restore(self) -> None:
        """Record again the erasures that the key store knows and the store, being older, does not."""
        graves = {grave.erasure: grave for grave in destroying.read_graves(self._keys)}
        asked = {erasure.of for erasure in find_erasures(self._store).values()}
        unknown = [grave for of, grave in sorted(graves.items()) if of not in asked]
        if not unknown:
            return
        self._store.record(list(map(_say_again, unknown)), places=[SOURCE] * len(unknown))
        again = {grave.erasure for grave in unknown}
        streams = [each.stream for each in destroying.read_graves(self._keys) if each.erasure in again]
        destroying.mark_done(self._keys, streams, done=False)
        log.warning("erasures_restored", erasures=len(unknown))

    def _destroy(self, wanted: Mapping[str, Erasure]) -> int:
        """Destroy the keys of the streams that have no grave yet, and of the dead letters that speak of them."""
        graves = {grave.stream for grave in destroying.read_graves(self._keys)}
        missing = {stream: erasure for stream, erasure in wanted.items() if stream not in graves}
        letters = self._find_letters(wanted, missing) if wanted else {}
        new = {**missing, **{stream: each for stream, each in letters.items() if stream not in graves}}
        if new:
            dug = [Grave(stream, each.of, to_micros(each.time), each.request) for stream, each in sorted(new.items())]
            destroying.destroy(self._keys, dug)
        else:
            destroying.finish(self._keys)
        return len(new)

    def _find_letters(self, wanted: Mapping[str, Erasure], missing: Collection[str]) -> dict[str, Erasure]:
        """Find the letters of those whose streams are `missing`; later letters, by the ids of everybody erased."""
        any_of = next(iter(wanted.values()))
        streams = missing or [each for each in wanted if each.startswith(("candidate/", "employee/"))]
        return {f"letter/{number}": any_of for number in find_letters(self._store, streams)}

    def _go_on(self, destroyed: int) -> Erased:
        """Do step 5 of whatever is waiting for it."""
        waiting = destroying.read_graves(self._keys, done=False)
        if not waiting:
            return Erased(destroyed)
        streams = [grave.stream for grave in waiting]
        self._store.take_anything([stream for stream in streams if not stream.startswith("letter/")])
        self._engine.fold_again(streams)
        destroying.mark_done(self._keys, streams)
        log.info("erased", streams=len(streams))
        return Erased(destroyed, len(streams))


def _names(thing: str, erased: Iterable[str]) -> bool:
    kind, _, name = thing.partition("/")
    return thing in erased or (
        kind in ("introduced", "connected") and (f"candidate/{name}" in erased or f"employee/{name}" in erased)
    )


def _say_again(grave: Grave) -> Delivery:
    kind, _, name = grave.erasure.partition("/")
    fact: Fact
    if kind == "candidate":
        fact = CandidateErased(candidate=name, request=grave.request)
    else:
        fact = EmployeeErased(employee=name, request=grave.request)
    id_ = f"{grave.erasure}@{grave.erased_at}"
    content = content_hash(f"{SOURCE} {id_}".encode())
    return Delivery(SOURCE, id_, from_micros(grave.erased_at), "", content, fact, b"")
