"""Finding what is erased: from the facts that ask for it, by the merges in force then, to every stream."""

from typing import Any

from domain.facts.base import Recorded
from domain.payouts.line_id import lines_of
from domain.state.erasure import Erasure, drop_retracted_pairings, find_erased, list_erasures, spread
from domain.store.links import ERASURES, RETRACTIONS
from domain.store.port import EventStore
from projections.decoding import decode_each


def find_erasures(store: EventStore) -> dict[str, Erasure]:
    """Find every stream that is erased by all that is recorded, each with its erasure."""
    return find_streams(store, *list_erasures(_read(store, store.find_linked([ERASURES])[ERASURES])))


def find_streams(store: EventStore, *erasures: Erasure) -> dict[str, Erasure]:
    """Find every stream that these erasures reach, or would reach if they were recorded, each with its erasure."""
    if not erasures:
        return {}
    facts = _read_joined(store, {each.of for each in erasures if each.of.startswith("candidate/")})
    said = _read(store, store.find_linked([RETRACTIONS])[RETRACTIONS])
    erased = find_erased(erasures, drop_retracted_pairings(facts, said))
    return spread(erased, store.find_linked, lambda referral: store.find_beginning(lines_of(referral)))


def _read_joined(store: EventStore, candidates: set[str]) -> list[Recorded[Any]]:
    """Read the streams of these candidates and of all that were ever joined with them."""
    known: set[str] = set()
    facts: list[Recorded[Any]] = []
    while candidates:
        known |= candidates
        found = _read(store, sorted(candidates))
        facts += found
        named = {link for fact in found for link in fact.data.links if link.startswith("candidate/")}
        linked = store.find_linked(sorted(candidates)).values()
        named |= {stream for streams in linked for stream in streams if stream.startswith("candidate/")}
        candidates = named - known
    return facts


def _read(store: EventStore, streams: list[str]) -> list[Recorded[Any]]:
    rows = store.read_streams(streams) if streams else []
    return [each.recorded for each in decode_each(store, rows) if each.recorded is not None]
