"""Replaying and dropping dead letters: reading them again as the feed is read, recording what can be read by now."""

from collections.abc import Callable, Sequence

from domain.feed.delivery import Delivery
from domain.store import positions
from domain.store.dead_letters import table
from domain.store.dead_letters.letters import CONFLICT_SAYS, DeadLetter, Fate, Replay
from domain.store.inbox.recording import Inbox, careful
from domain.store.inbox.repeats import Novelty
from domain.store.instants import now_micros
from domain.store.seam import Seam
from domain.store.session import Session
from domain.store.values import Read

GONE = "Its bytes cannot be read any more: they were erased, or their key is missing."

Readable = dict[int, Delivery]
"""Dead letters that can be read by now, by number."""


def replay(inbox: Inbox, numbers: Sequence[int], read: Read, recorded_at: int | None) -> Replay:
    """Read dead letters again with `read`, and record what can be read by now. `recorded_at` in microseconds."""
    with inbox.backend.writing() as session:
        readable, fates = _reread(session, numbers, inbox.codec.seam, read)
        taken = careful(inbox, session, list(readable.values()), recorded_at)
        fates |= _settle(session, readable, taken.novelties or (), taken.instant)
        position = positions.head(session)
    inbox.sources.remember(taken.source_numbers)
    return Replay([fates[number] for number in numbers], position)


def drop(session: Session, numbers: Sequence[int], seam: Seam) -> list[Fate]:
    """Settle open dead letters as dropped."""
    letters = {number: table.fetch(session, number, seam) for number in dict.fromkeys(numbers)}
    fates = [_fate_of_dropped(number, letter) for number, letter in letters.items()]
    table.settle(session, (fate.letter for fate in fates if fate.outcome == "dropped"), "dropped", now_micros())
    return fates


def _reread(session: Session, numbers: Sequence[int], seam: Seam, read: Read) -> tuple[Readable, dict[int, Fate]]:
    """Read the open ones again. Returns those that can be read by now, and the fates of all others."""
    readable: Readable = {}
    fates: dict[int, Fate] = {}
    for number in numbers:
        letter = table.fetch(session, number, seam)
        if letter is None or letter.status != "open":
            fates[number] = _fate_of_settled(number, letter)
            continue
        if letter.raw is None:
            fates[number] = Fate(number, "unreadable", GONE)
            continue
        event = read(letter.raw)
        if isinstance(event, Delivery):
            readable[number] = event
        else:
            fates[number] = Fate(number, "unreadable", event.detail)
    return readable, fates


def _settle(session: Session, readable: Readable, novelties: Sequence[Novelty], instant: int) -> dict[int, Fate]:
    """Settle all but the conflicting resends, at the instant in microseconds. Returns the fate of each."""
    fates = {number: _FATES[novelty](number) for number, novelty in zip(readable, novelties, strict=True)}
    table.settle(session, (n for n, fate in fates.items() if fate.outcome != "refused"), "replayed", instant)
    return fates


def _fate_of_dropped(number: int, letter: DeadLetter | None) -> Fate:
    if letter is None or letter.status == "replayed":
        return _fate_of_settled(number, letter)
    return Fate(number, "dropped", "It will not be recorded.")


def _fate_of_settled(number: int, letter: DeadLetter | None) -> Fate:
    if letter is None:
        return Fate(number, "unknown", "There is no dead letter of this number.")
    return Fate(number, "settled", f"It was {letter.status} before.")


_FATES: dict[Novelty, Callable[[int], Fate]] = {
    Novelty.NEW: lambda number: Fate(number, "recorded", "It is recorded."),
    Novelty.REPEATED: lambda number: Fate(number, "repeated", "The same event is recorded already."),
    Novelty.CONFLICTING: lambda number: Fate(number, "refused", CONFLICT_SAYS),
}
