"""Parking: the table of dead letters. The same bytes for the same reason are one letter, however often they come."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from domain.feed.delivery import Delivery, Unreadable
from domain.store.dead_letters.letters import CONFLICT, CONFLICT_SAYS, DeadLetter, DeadLetterNotice, Status
from domain.store.instants import from_micros
from domain.store.seam import Seam
from domain.store.session import Row, Session

LISTED = 50
"""So many letters at most are listed to whoever delivered them: answers stay small."""
LONGEST_TEXT = 1000

_COLUMNS = "letter, status, reason, field, detail, source, event_id, place, parked_at, seen, size"
_PARK = (
    "INSERT INTO parked_letters (fingerprint, status, reason, field, detail, source, event_id, place, parked_at, seen,"
    " size, raw) VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
    " ON CONFLICT (fingerprint) DO UPDATE SET seen = parked_letters.seen + 1"
)


class Parked(NamedTuple):
    """Something to park, and where it stood."""

    what: Unreadable
    place: str


def conflicting(delivery: Delivery) -> Unreadable:
    """A resend with other content as what is parked."""
    return Unreadable(delivery.raw, CONFLICT, None, CONFLICT_SAYS, delivery.source, delivery.id)


def park(session: Session, parked: Sequence[Parked], seam: Seam, instant: int) -> list[DeadLetterNotice]:
    """Keep these as dead letters; gives the first of them as they are told to whoever delivered them."""
    session.run_many(_PARK, (_row(each, seam, instant) for each in parked))
    return [_told(session, each) for each in parked[:LISTED]]


def _told(session: Session, parked: Parked) -> DeadLetterNotice:
    what = parked.what
    number = session.value("SELECT letter FROM parked_letters WHERE fingerprint = ?", _fingerprint(what))
    return DeadLetterNotice(number, _clean(parked.place) or "", what.reason, _clean(what.field), what.detail)


def _row(parked: Parked, seam: Seam, instant: int) -> Row:
    what = parked.what
    said = (what.reason, *map(_clean, (what.field, what.detail, what.source, what.id)), _clean(parked.place))
    return (_fingerprint(what), *said, instant, len(what.raw), seam.seal_raw(what.raw))


def _fingerprint(what: Unreadable) -> bytes:
    return blake2b(b"\0".join((what.reason.encode(), what.whole or what.raw)), digest_size=16).digest()


def _clean(text: str | None) -> str | None:
    """A text that every database can keep: some take no NUL, none lone surrogates."""
    if text is None:
        return None
    return text[:LONGEST_TEXT].replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def listed(session: Session, status: Status | None, after: int, limit: int) -> list[DeadLetter]:
    """Letters of a status (None: all) after a number, without their bytes."""
    which, values = ("status = ? AND ", (status,)) if status else ("", ())
    sql = f"SELECT {_COLUMNS} FROM parked_letters WHERE {which}letter > ? ORDER BY letter LIMIT ?"
    return [_letter(row) for row in session.rows(sql, *values, after, limit)]


def count_open(session: Session) -> int:
    """How many letters are open."""
    counted: int = session.value("SELECT count(*) FROM parked_letters WHERE status = 'open'")
    return counted


def fetch(session: Session, number: int, seam: Seam) -> DeadLetter | None:
    """One letter with its bytes."""
    found = session.rows(f"SELECT {_COLUMNS}, raw FROM parked_letters WHERE letter = ?", number)
    return _letter(found[0][:-1], seam.open_raw(bytes(found[0][-1]))) if found else None


def settle(session: Session, numbers: Iterable[int], status: Status) -> None:
    """Say what has become of letters."""
    session.run_many("UPDATE parked_letters SET status = ? WHERE letter = ?", ((status, each) for each in numbers))


def _letter(row: Row, raw: bytes | None = None) -> DeadLetter:
    number, status, reason, field, detail, source, event, place, parked_at, seen, size = row
    at = from_micros(parked_at)
    return DeadLetter(number, status, reason, field, detail, source, event, place, at, seen, size, raw)
