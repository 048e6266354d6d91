"""Replaying and dropping dead letters: reading them again as the feed is read, recording what can be read by now."""

from collections.abc import Callable, Sequence

from domain.feed.delivery import Delivery
from domain.store.dead_letters import table
from domain.store.dead_letters.letters import CONFLICT_SAYS, DeadLetter, Fate
from domain.store.inbox.repeats import Novelty
from domain.store.port import Read
from domain.store.seam import Seam
from domain.store.session import Session

Readable = dict[int, Delivery]
"""Letters that can be read by now, by number."""


def reread(session: Session, numbers: Sequence[int], seam: Seam, read: Read) -> tuple[Readable, dict[int, Fate]]:
    """Letters that are open and can be read by now; the fates of all others."""
    readable: Readable = {}
    fates: dict[int, Fate] = {}
    for number in numbers:
        letter = table.fetch(session, number, seam)
        if letter is None or letter.status != "open":
            fates[number] = _past(number, letter)
            continue
        event = read(letter.raw or b"")
        if isinstance(event, Delivery):
            readable[number] = event
        else:
            fates[number] = Fate(number, "unreadable", event.detail)
    return readable, fates


def judged(session: Session, readable: Readable, novelties: Sequence[Novelty]) -> dict[int, Fate]:
    """The fates of letters by what they were to the inbox; all but conflicting resends are settled."""
    fates = {number: _FATES[novelty](number) for number, novelty in zip(readable, novelties, strict=True)}
    table.settle(session, (n for n, fate in fates.items() if fate.outcome != "refused"), "replayed")
    return fates


def drop(session: Session, numbers: Sequence[int], seam: Seam) -> list[Fate]:
    """Settle open letters as dropped."""
    letters = {number: table.fetch(session, number, seam) for number in dict.fromkeys(numbers)}
    fates = [_dropped(number, letter) for number, letter in letters.items()]
    table.settle(session, (fate.letter for fate in fates if fate.outcome == "dropped"), "dropped")
    return fates


def _dropped(number: int, letter: DeadLetter | None) -> Fate:
    if letter is None or letter.status == "replayed":
        return _past(number, letter)
    return Fate(number, "dropped", "It will not be recorded.")


def _past(number: int, letter: DeadLetter | None) -> Fate:
    if letter is None:
        return Fate(number, "unknown", "There is no dead letter of this number.")
    return Fate(number, "settled", f"It was {letter.status} before.")


_FATES: dict[Novelty, Callable[[int], Fate]] = {
    Novelty.NEW: lambda number: Fate(number, "recorded", "It is recorded."),
    Novelty.REPEATED: lambda number: Fate(number, "repeated", "The same event is recorded already."),
    Novelty.CONFLICTING: lambda number: Fate(number, "refused", CONFLICT_SAYS),
}
