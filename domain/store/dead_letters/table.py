"""The table of dead letters. The same bytes with the same reason are one dead letter, however often they come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.feed.delivery import Delivery, Unreadable
from domain.store.dead_letters.letters import CONFLICT, CONFLICT_SAYS, DeadLetter, LetterFilter, Status
from domain.store.instants import from_micros
from domain.store.seam import Seam
from domain.store.session import Row, Session
from domain.store.values import DeadLetterNotice

LISTED = 50
"""The most dead letters that the sender is told about: answers stay small."""
LONGEST_TEXT = 1000
"""Characters that are kept of a longer text."""

_COLUMNS = "letter, status, reason, field, detail, source, event_id, place, parked_at, seen, size, settled_at"
_PARK = (
    "INSERT INTO parked_letters (fingerprint, status, reason, field, detail, source, event_id, place, parked_at, seen,"
    " size, raw) VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
    " ON CONFLICT (fingerprint) DO UPDATE SET seen = parked_letters.seen + 1"
)


class Parked(NamedTuple):
    """Something to park, and its place, such as a file and line."""

    what: Unreadable
    place: str


def describe_conflict(delivery: Delivery) -> Unreadable:
    """Describe a resend with other content, to be parked."""
    return Unreadable(delivery.raw, CONFLICT, None, CONFLICT_SAYS, delivery.source, delivery.id)


def park(session: Session, parked: Sequence[Parked], seam: Seam, instant: int) -> list[DeadLetterNotice]:
    """Keep these as dead letters. Returns what the sender is told about the first of them.

    `instant` is when, in microseconds; `seam` seals their bytes.
    """
    if not parked:
        return []
    marks = [_fingerprint(session, each.what, seam) for each in parked]
    last = session.value("SELECT max(letter) FROM parked_letters") or 0
    session.run_many(_PARK, (_row(each, mark, instant) for each, mark in zip(parked, marks, strict=True)))
    _seal_new(session, {mark: each.what.raw for each, mark in zip(parked, marks, strict=True)}, seam, last)
    return [_notice(session, each, mark) for each, mark in zip(parked[:LISTED], marks, strict=False)]


def _seal_new(session: Session, raws: Mapping[bytes, bytes], seam: Seam, last: int) -> None:
    """Seal the bytes of the letters after `last`: only when it has its number has a letter a key."""
    found = session.rows("SELECT letter, fingerprint FROM parked_letters WHERE letter > ? ORDER BY letter", last)
    new = [(number, raws[bytes(mark)]) for number, mark in found]
    sealed = zip(seam.seal_letters(new), new, strict=True)
    session.run_many("UPDATE parked_letters SET raw = ? WHERE letter = ?", ((box, n) for box, (n, _) in sealed))


def _notice(session: Session, parked: Parked, mark: bytes) -> DeadLetterNotice:
    what = parked.what
    number = session.value("SELECT letter FROM parked_letters WHERE fingerprint = ?", mark)
    return DeadLetterNotice(number, _clean(parked.place) or "", what.reason, _clean(what.field), what.detail)


def _row(parked: Parked, mark: bytes, instant: int) -> Row:
    what = parked.what
    texts = (what.reason, *map(_clean, (what.field, what.detail, what.source, what.id)), _clean(parked.place))
    return (mark, *texts, instant, len(what.raw), b"")


def _fingerprint(session: Session, what: Unreadable, seam: Seam) -> bytes:
    """Digest what makes a letter the same, by a key: nobody can guess at its bytes. A former digest is kept."""
    content = b"\0".join((what.reason.encode(), what.whole or what.raw))
    for former in seam.former_digests(content):
        if session.rows("SELECT letter FROM parked_letters WHERE fingerprint = ?", former):
            return former
    return seam.digest_content(content)


def _clean(text: str | None) -> str | None:
    """Make a text one that every database can keep: some refuse NUL, all refuse lone surrogates."""
    if text is None:
        return None
    return text[:LONGEST_TEXT].replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def list_letters(
    session: Session, status: Status | None, only: LetterFilter, after: int, limit: int
) -> list[DeadLetter]:
    """List up to `limit` dead letters of `status` (None: all) with numbers after `after`, without their bytes."""
    which, values = _condition(status, only)
    sql = f"SELECT {_COLUMNS} FROM parked_letters WHERE {which} AND letter > ? ORDER BY letter LIMIT ?"
    return [_letter(row) for row in session.rows(sql, *values, after, limit)]


def count_by_reason(session: Session, status: Status | None, only: LetterFilter) -> dict[str, int]:
    """Count the dead letters of `status` (None: all) for each reason, the most frequent one first."""
    which, values = _condition(status, only)
    sql = f"SELECT reason, count(*) FROM parked_letters WHERE {which} GROUP BY reason ORDER BY 2 DESC, 1"
    return dict(session.rows(sql, *values))


def _condition(status: Status | None, only: LetterFilter) -> tuple[str, list[str | int]]:
    """Make the condition of a query, and the values in it."""
    said = {"status": status, "reason": only.reason, "source": only.source}
    wanted = {column: value for column, value in said.items() if value is not None}
    conditions = ["letter > 0", *(f"{column} = ?" for column in wanted)]
    values: list[str | int] = list(wanted.values())
    if only.place is not None:
        conditions.append("substr(place, 1, ?) = ?")
        values += [len(only.place), only.place]
    return " AND ".join(conditions), values


def count_open(session: Session) -> int:
    """Count the open dead letters."""
    counted: int = session.value("SELECT count(*) FROM parked_letters WHERE status = 'open'")
    return counted


def fetch(session: Session, number: int, seam: Seam) -> DeadLetter | None:
    """Find one dead letter, with its bytes; None if there is none of this number."""
    found = session.rows(f"SELECT {_COLUMNS}, raw FROM parked_letters WHERE letter = ?", number)
    return _letter(found[0][:-1], seam.open_letter(number, bytes(found[0][-1]))) if found else None


def settle(session: Session, numbers: Iterable[int], status: Status, instant: int) -> None:
    """Set the status of the dead letters of these numbers, settled at the instant in microseconds."""
    sql = "UPDATE parked_letters SET status = ?, settled_at = ? WHERE letter = ?"
    session.run_many(sql, ((status, instant, each) for each in numbers))


def _letter(row: Row, raw: bytes | None = None) -> DeadLetter:
    number, status, reason, field, detail, source, event, place, parked_at, seen, size, settled_at = row
    at, settled = from_micros(parked_at), None if settled_at is None else from_micros(settled_at)
    return DeadLetter(number, status, reason, field, detail, source, event, place, at, seen, size, raw, settled)
