"""What there is to measure, by the name by which it is asked for."""

from collections.abc import Callable, Iterator, Sequence

from tests.bench.figures.commands import measure_help, measure_report
from tests.bench.figures.consume import measure_arrival, measure_consume
from tests.bench.figures.growth import measure_growth
from tests.bench.figures.hub_stores import measure_hub_stores
from tests.bench.figures.hubs import measure_hubs
from tests.bench.figures.identities import measure_identities
from tests.bench.figures.memory import measure_memory
from tests.bench.figures.push import measure_documented, measure_push
from tests.bench.figures.readable import measure_readable, measure_rebuild
from tests.bench.figures.relay import measure_relay
from tests.bench.figures.sealing import measure_named, measure_sealing
from tests.bench.figures.verify import measure_verify
from tests.bench.outcome import Outcome
from tests.bench.stores import Kind

Figure = Callable[[Sequence[Kind], int], Iterator[Outcome]]


def _in_rounds(measure: Callable[[Kind, int], Iterator[Outcome]]) -> Figure:
    return lambda kinds, rounds: (outcome for kind in kinds for outcome in measure(kind, rounds))


def _once(measure: Callable[[Kind], Iterator[Outcome]]) -> Figure:
    return lambda kinds, _rounds: (outcome for kind in kinds for outcome in measure(kind))


FIGURES: dict[str, Figure] = {
    "push": _in_rounds(measure_push),
    "sealing": _in_rounds(measure_sealing),
    "named": _in_rounds(measure_named),
    "documented": _in_rounds(measure_documented),
    "readable": _in_rounds(measure_readable),
    "rebuild": _in_rounds(measure_rebuild),
    "verify": _in_rounds(measure_verify),
    "consume": _in_rounds(measure_consume),
    "relay": _in_rounds(measure_relay),
    "report": _in_rounds(measure_report),
    "help": lambda _kinds, rounds: measure_help(rounds),
    "hubs": lambda _kinds, rounds: measure_hubs(rounds),
    "hub-stores": _in_rounds(measure_hub_stores),
    "identities": _once(measure_identities),
    "growth": _once(measure_growth),
    "memory": _once(measure_memory),
    "arrival": _once(measure_arrival),
}
"""The long ones, identities, growth, memory and arrival, are measured once, in however many rounds the others are."""
