"""Makes, lists and revokes API keys, and revokes and restores access, on the command line."""

from collections.abc import Collection
from datetime import UTC, datetime

from api.accounts.api_keys import make_key
from api.bootstrap import open_event_store
from api.command.errors import Refused
from api.command.output import put, put_json, say
from api.command.terminal_tables import Heading, draw_table, show
from api.settings import read_settings
from domain.access.words import Scope
from domain.store.accounts.values import Key, TooManyKeysError

HEADINGS = (Heading("Key"), Heading("Name"), Heading("Scopes", soft=True), Heading("Until"), Heading("State"))
LONGEST_NAME = 60


def create_key(name: str, scopes: Collection[Scope], days: int, *, store: str | None) -> None:
    """Make a key and write it to standard output. Raises Refused where two of its name work already."""
    if not (0 < len(name) <= LONGEST_NAME and name.isprintable() and name.isascii()):
        raise Refused(f"A key's name is 1 to {LONGEST_NAME} plain characters.")
    made = make_key(name, scopes, datetime.now(UTC), days)
    with open_event_store(read_settings(store=store), create=False) as opened:
        try:
            opened.add_key(made.kept)
        except TooManyKeysError:
            raise Refused("Two keys of this name work already: revoke one of them first (vouch keys list).") from None
    put(made.text)
    say("Keep it now: it is not shown again.")


def list_keys(*, store: str | None, as_json: bool) -> None:
    """Show all keys."""
    now = datetime.now(UTC)
    with open_event_store(read_settings(store=store), create=False) as opened:
        found = opened.list_keys()
    if as_json:
        put_json([_as_data(key, now) for key in found])
        return
    rows = [(key.id, key.name, " ".join(key.scopes), key.ends_at.date().isoformat(), _state(key, now)) for key in found]
    show(f"Keys: {len(found)}", *(draw_table(HEADINGS, rows) if rows else []))


def revoke_key(id_: str, *, store: str | None) -> None:
    """Revoke a key. Raises Refused where no such key works."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        if not opened.revoke_key(id_, datetime.now(UTC)):
            raise Refused("No key of this id works: vouch keys list shows all of them.")
    put("revoked")


def revoke_subject(subject: str, *, store: str | None) -> None:
    """Revoke the access of a subject; again, it stays so."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        new = opened.revoke_subject(subject, datetime.now(UTC))
    put("revoked" if new else "was revoked already")


def restore_subject(subject: str, *, store: str | None) -> None:
    """Let a subject in again. Raises Refused where it was not revoked."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        if not opened.restore_subject(subject):
            raise Refused("The access of this subject is not revoked.")
    put("restored")


def _state(key: Key, now: datetime) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "works" if key.works_at(now) else "ended"


def _as_data(key: Key, now: datetime) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": list(key.scopes),
        "made_at": key.made_at,
        "ends_at": key.ends_at,
        "state": _state(key, now),
    }
