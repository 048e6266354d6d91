"""Who published which version of the programme by a command: they decide on no money that it decided."""

from domain.facts.bonus_programme import BonusProgrammePublished
from domain.payouts.key import Worker
from projections.decoding import decode_each
from projections.engine.asking.reader import Reader
from projections.engine.loader import PROGRAMME

_EMPLOYEE = "employee/"


def find_published(reader: Reader, employee: str | None, worker: Worker) -> frozenset[int]:
    """Find the versions that an employee published, under whichever id of theirs."""
    if employee is None:
        return frozenset()
    rows = reader.store.read_streams([PROGRAMME], reader.position)
    facts = [fact for _, fact, _ in decode_each(reader.store, rows) if fact is not None]
    return frozenset(
        fact.data.version
        for fact in facts
        if isinstance(fact.data, BonusProgrammePublished)
        and fact.actor is not None
        and fact.actor.name.startswith(_EMPLOYEE)
        and worker(fact.actor.name.removeprefix(_EMPLOYEE)) == worker(employee)
    )
