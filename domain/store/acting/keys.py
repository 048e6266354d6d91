"""The table of acts: what was answered to which principal's request under which key. Only an effect is kept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.store.acting.act import Act
from domain.store.session import Session, to_json

Name = tuple[str, str]
"""Principal and key."""


class Kept(NamedTuple):
    """What is kept of an act: the digest of its request, the status and the bytes of its answer."""

    request: str
    status: int
    answer: bytes


def find_kept(session: Session, acts: Iterable[Act]) -> dict[Name, Kept]:
    """Find what is kept under the keys of these acts."""
    keys: dict[str, set[str]] = {}
    for act in acts:
        keys.setdefault(act.principal, set()).add(act.key)
    found = f"SELECT acts.key, request, status, answer FROM {session.texts} JOIN acts ON acts.key = k.value"
    sql = f"{found} WHERE principal = ?"
    return {
        (principal, key): Kept(request, status, bytes(answer))
        for principal, wanted in keys.items()
        for key, request, status, answer in session.rows(sql, to_json(sorted(wanted)), principal)
    }


def keep(session: Session, kept: Sequence[tuple[Name, Kept, int]]) -> None:
    """Keep acts, each with the instant at which it was done, in microseconds."""
    sql = "INSERT INTO acts (principal, key, request, status, answer, done_at) VALUES (?, ?, ?, ?, ?, ?)"
    session.run_many(sql, [(*name, *each, done_at) for name, each, done_at in kept])


def last_instant(session: Session) -> int | None:
    """Find when the last act was done, in microseconds; None if there was none."""
    instant: int | None = session.value("SELECT max(done_at) FROM acts")
    return instant
