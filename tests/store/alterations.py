"""Alterations of a history behind the store's back: each says which recording is the first that is bad after it."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from domain.store.history.extending import note
from domain.store.session import Session
from domain.tree.leaf import make_leaf
from domain.tree.nodes import Growing

FAR = 1_000_000


class Spot(NamedTuple):
    """A recording: its number, its first and its last position."""

    number: int
    first: int
    last: int


class Hand(NamedTuple):
    """A hand that alters: its session, its dice, and what there is to alter."""

    session: Session
    dice: Random
    spots: list[Spot]

    @property
    def at(self) -> str:
        return self.session.position

    def pick(self) -> tuple[Spot, int]:
        """A recording and the position of one of its events."""
        spot = self.dice.choice(self.spots)
        return spot, self.dice.randint(spot.first, spot.last)

    def set(self, position: int, column: str, value: object) -> None:
        """Set a column of an event."""
        self.session.run(f"UPDATE stored_events SET {column} = ? WHERE {self.at} = ?", value, position)

    def get(self, position: int, column: str) -> object:
        return self.session.value(f"SELECT {column} FROM stored_events WHERE {self.at} = ?", position)

    def flip(self, value: bytes) -> bytes:
        """Change one byte."""
        at = self.dice.randrange(len(value))
        return value[:at] + bytes([value[at] ^ self.dice.randint(1, 255)]) + value[at + 1 :]


def read_spots(session: Session) -> list[Spot]:
    lasts = [last for (last,) in session.rows("SELECT last_position FROM recordings ORDER BY last_position")]
    befores = [0, *lasts[:-1]]
    return [Spot(number, befores[number] + 1, last) for number, last in enumerate(lasts)]


def state_byte(hand: Hand) -> int:
    spot, position = hand.pick()
    state = hand.get(position, "state")
    assert isinstance(state, bytes)
    hand.set(position, "state", hand.flip(state))
    return spot.number


def state_cut(hand: Hand) -> int:
    spot, position = hand.pick()
    state = hand.get(position, "state")
    assert isinstance(state, bytes)
    hand.set(position, "state", state[: hand.dice.randrange(len(state))])
    return spot.number


def version(hand: Hand) -> int:
    spot, position = hand.pick()
    hand.set(position, "originator_version", hand.dice.randint(FAR, 2 * FAR))
    return spot.number


def negative_version(hand: Hand) -> int:
    spot, position = hand.pick()
    hand.set(position, "originator_version", -hand.dice.randint(1, FAR))
    return spot.number


def stream(hand: Hand) -> int:
    spot, position = hand.pick()
    hand.set(position, "originator_id", f"application/X-{hand.dice.randrange(FAR)}")
    return spot.number


def topic(hand: Hand) -> int:
    spot, position = hand.pick()
    hand.set(position, "topic", "hr.application.submitted.v1")
    return spot.number


def instant(hand: Hand) -> int:
    spot = hand.dice.choice(hand.spots)
    moved = hand.dice.choice([-FAR, -1, 1, FAR])
    hand.session.run("UPDATE recordings SET recorded_at = recorded_at + ? WHERE number = ?", moved, spot.number)
    return spot.number


def swapped(hand: Hand) -> int:
    """Two events change places."""
    (one, here), (two, there) = hand.pick(), hand.pick()
    if here == there:
        return swapped(hand)
    for position, to in ((here, -FAR), (there, here), (-FAR, there)):
        hand.set(position, hand.at, to)
    return min(one.number, two.number)


def states_swapped(hand: Hand) -> int:
    (one, here), (two, there) = hand.pick(), hand.pick()
    if here == there:
        return states_swapped(hand)
    mine, other = hand.get(here, "state"), hand.get(there, "state")
    hand.set(here, "state", other)
    hand.set(there, "state", mine)
    return min(one.number, two.number)


def deleted(hand: Hand) -> int:
    spot, position = hand.pick()
    hand.session.run(f"DELETE FROM stored_events WHERE {hand.at} = ?", position)
    return spot.number


def recording_deleted(hand: Hand) -> int:
    """A whole recording, with its events."""
    spot = hand.dice.choice(hand.spots)
    hand.session.run(f"DELETE FROM stored_events WHERE {hand.at} BETWEEN ? AND ?", spot.first, spot.last)
    hand.session.run("DELETE FROM recordings WHERE number = ?", spot.number)
    return spot.number


def row_deleted(hand: Hand) -> int:
    spot = hand.dice.choice(hand.spots)
    hand.session.run("DELETE FROM recordings WHERE number = ?", spot.number)
    return spot.number


def _add(hand: Hand, position: int) -> None:
    columns = f"{hand.at}, originator_id, originator_version, topic, state"
    values = (position, "application/X-1", 1, "hr.application.withdrawn.v1", b"{}")
    hand.session.run(f"INSERT INTO stored_events ({columns}) VALUES (?, ?, ?, ?, ?)", *values)


def added_behind(hand: Hand) -> int:
    _add(hand, hand.spots[-1].last + hand.dice.randint(1, 3))
    return len(hand.spots)


def added_before(hand: Hand) -> int:
    _add(hand, -hand.dice.randrange(3))
    return 0


def added_between(hand: Hand) -> int:
    """Room is made by moving all that comes later."""
    spot, position = hand.pick()
    hand.session.run(f"UPDATE stored_events SET {hand.at} = {hand.at} + ? WHERE {hand.at} >= ?", FAR, position)
    _add(hand, position)
    return spot.number


def hash_byte(hand: Hand) -> int:
    spot = hand.dice.choice(hand.spots)
    nodes = hand.session.value("SELECT nodes FROM recordings WHERE number = ?", spot.number)
    hand.session.run("UPDATE recordings SET nodes = ? WHERE number = ?", hand.flip(nodes), spot.number)
    return spot.number


def border_moved(hand: Hand) -> int:
    """A recording ends later, so that it takes an event of the next one."""
    spot = hand.dice.choice(hand.spots)
    hand.session.run("UPDATE recordings SET last_position = ? WHERE number = ?", spot.last + FAR, spot.number)
    return spot.number


def tail_cut(hand: Hand) -> int:
    """Everything after some position is gone, wherever it lies."""
    spot, position = hand.pick()
    hand.session.run(f"DELETE FROM stored_events WHERE {hand.at} >= ?", position)
    hand.session.run("DELETE FROM recordings WHERE last_position >= ?", position)
    return spot.number


def older_put_back(hand: Hand) -> int:
    """The database of an earlier day, in which nothing else is wrong."""
    spot = hand.dice.choice(hand.spots)
    hand.session.run(f"DELETE FROM stored_events WHERE {hand.at} >= ?", spot.first)
    hand.session.run("DELETE FROM recordings WHERE number >= ?", spot.number)
    return spot.number


def another_future(hand: Hand) -> int:
    """The database of an earlier day, in which Vouch went on recording other things."""
    number = older_put_back(hand)
    for each in range(hand.dice.randint(1, len(hand.spots))):
        row = (f"application/Y-{each}", 1, "hr.application.withdrawn.v1", b"{}")
        hand.session.insert([row])
        note(hand.session, [row], FAR * FAR * 2)
    return number


def rewritten(hand: Hand) -> int:
    """An event is altered, and the whole tree made anew over it, as who has the database can."""
    number = state_byte(hand)
    tree, before = Growing(), 0
    for last, at in hand.session.rows("SELECT last_position, recorded_at FROM recordings ORDER BY last_position"):
        events = [row[1:] for row in hand.session.raw_events(before, last, last)]
        nodes = b"".join(tree.add(make_leaf(tree.size, last, at, events).hash()))
        hand.session.run("UPDATE recordings SET nodes = ? WHERE last_position = ?", nodes, last)
        before = last
    return number


Alteration = Callable[[Hand], int]

SEEN: list[Alteration] = [
    state_byte,
    state_cut,
    version,
    negative_version,
    stream,
    topic,
    instant,
    swapped,
    states_swapped,
    deleted,
    recording_deleted,
    row_deleted,
    added_behind,
    added_before,
    added_between,
    hash_byte,
    border_moved,
    tail_cut,
    older_put_back,
]
"""Those whose first bad recording is named."""
CUT: list[Alteration] = [tail_cut, older_put_back]
"""Of these, those that only a checkpoint shows: it cannot tell whether what is left is still the same."""
SEEN_BETWEEN: list[Alteration] = [another_future, rewritten]
"""Those that only checkpoints show: the first bad recording lies between two of them."""
