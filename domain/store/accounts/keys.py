"""The table of API keys."""

from collections.abc import Collection
from datetime import datetime

from domain.store.accounts.values import Key, TooManyKeysError
from domain.store.instants import from_micros, now_micros, to_micros
from domain.store.session import Row, Session, to_json

MOST_OF_A_NAME = 2
"""Keys of a name that work at once, so that one can take over from the other."""

_COLUMNS = "id, name, digest, scopes, made_at, ends_at, revoked_at"


def add_key(session: Session, key: Key) -> None:
    """Keep a new key. Raises TooManyKeysError where two of its name work already."""
    working = "SELECT count(*) FROM access_keys WHERE name = ? AND revoked_at IS NULL AND ends_at > ?"
    if session.value(working, key.name, now_micros()) >= MOST_OF_A_NAME:
        raise TooManyKeysError(key.name)
    session.run(
        f"INSERT INTO access_keys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, NULL)",
        key.id,
        key.name,
        key.digest,
        " ".join(key.scopes),
        to_micros(key.made_at),
        to_micros(key.ends_at),
    )


def revoke_key(session: Session, id_: str, at: datetime) -> bool:
    """Revoke a key from the instant on; False where there is none of the id, or it is revoked already."""
    if session.value("SELECT count(*) FROM access_keys WHERE id = ? AND revoked_at IS NULL", id_) == 0:
        return False
    session.run("UPDATE access_keys SET revoked_at = ? WHERE id = ?", to_micros(at), id_)
    return True


def list_keys(session: Session) -> list[Key]:
    """List all keys, those that work no more among them, by name."""
    return list(map(_read, session.rows(f"SELECT {_COLUMNS} FROM access_keys ORDER BY name, made_at, id")))


def find_keys(session: Session, ids: Collection[str]) -> dict[str, Key]:
    """Find keys by their ids."""
    wanted = f"SELECT {_COLUMNS} FROM access_keys WHERE id IN (SELECT value FROM {session.texts})"
    return {row[0]: _read(row) for row in session.rows(wanted, to_json(ids))}


def has_keys(session: Session) -> bool:
    """Tell whether a key was ever made, whether it still works or not."""
    return bool(session.rows("SELECT 1 FROM access_keys LIMIT 1"))


def _read(row: Row) -> Key:
    id_, name, digest, scopes, made_at, ends_at, revoked_at = row
    revoked = None if revoked_at is None else from_micros(revoked_at)
    return Key(id_, name, digest, tuple(scopes.split()), from_micros(made_at), from_micros(ends_at), revoked)
