"""Sealing: nothing personal reaches a database in the clear, and whoever has the keys reads it as it came."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import msgspec
import psycopg
import pytest
from psycopg import sql

from domain.facts import catalogue
from domain.facts.candidate import CandidateIdentified
from domain.feed.reading import read_event
from domain.store import EventStore, SettingsRefused, StoreUnavailable, open_store
from domain.store.keys.keyring import make_keyring, write_keyring
from domain.store.opening import seal_store
from domain.store.seam import AlteredBox
from tests.conftest import NewUrl
from tests.store.deliveries import delivery, record
from tests.support.keys import places_of
from tests.support.unsealed import make_unsealed

CANARIES = {"name": "Zyxwvutsrqponm", "email": "qwertzuiop@canary.example", "phone": "+977-55501928374"}
ENVELOPE = {"specversion": "1.0", "source": "/ats", "time": "2026-03-02T09:00:00Z"}
GOOD = {**ENVELOPE, "id": "c1", "type": "hr.candidate.identified.v1", "data": {"candidate": "C-1", **CANARIES}}
BAD = {**ENVELOPE, "id": "c2", "type": "hr.candidate.identified.v1", "data": CANARIES}
REASON = {**ENVELOPE, "id": "c3", "type": "hr.offer.declined.v1", "data": {"offer": "O-1", "reason": CANARIES["name"]}}
CODE = {
    **ENVELOPE,
    "id": "c4",
    "type": "hr.employment.ended.v1",
    "data": {"employment": "M-1", "last_day": "2026-03-01", "reason": "redundant"},
}
OTHER = {**GOOD, "data": {"candidate": "C-1", "name": CANARIES["name"] + "!"}}
DELIVERED = [read_event(json.dumps(each).encode()) for each in (GOOD, BAD, REASON, OTHER, CODE)]


@pytest.fixture
def sealed(store_url: str) -> Iterator[EventStore]:
    """A store that has been told the canaries in every way."""
    store = open_store(store_url, create=True)
    record(store, *DELIVERED, delivery(1))
    yield store
    store.close()


def test_nothing_personal_reaches_a_database_or_the_keyring(sealed: EventStore, store_url: str) -> None:
    sealed.close()
    kept = everything(store_url)
    for canary in CANARIES.values():
        assert canary.encode() not in kept
    assert b"redundant" in kept  # a listed code is no personal reason, and the search finds what is there


def test_reading_opens_it_again(sealed: EventStore) -> None:
    rows = sealed.read_after(0, 9)
    facts = sealed.decode_rows(rows)
    assert facts == [sealed.decode(row) for row in rows]
    assert facts[0].data == CandidateIdentified(candidate="C-1", **cast(Any, CANARIES))
    assert (facts[0].sealed, facts[1].data.reason) == (None, CANARIES["name"])
    assert sealed.decode_rows(sealed.read_streams(["candidate/C-1"])) == facts[:1]


def test_a_box_a_fact_and_none_where_nothing_is_personal(sealed: EventStore) -> None:
    kept = [msgspec.json.decode(row.state) for row in sealed.read_after(0, 9)]
    assert ["sealed" in each for each in kept] == [True, True, False, False]
    assert kept[0]["data"] == {"candidate": "C-1"}


def test_dead_letters_are_given_back_as_they_came(sealed: EventStore) -> None:
    bad, conflict = (sealed.find_dead_letter(letter.letter) for letter in sealed.list_dead_letters())
    assert bad is not None
    assert conflict is not None
    assert bad.raw == json.dumps(BAD).encode()
    assert [fate.outcome for fate in sealed.replay([bad.letter, conflict.letter]).fates] == ["unreadable", "refused"]
    assert record(sealed, DELIVERED[1]).parked_letters[0].letter == bad.letter
    again = sealed.find_dead_letter(bad.letter)
    assert again is not None
    assert (again.seen, again.raw) == (2, bad.raw)


def test_repeats_are_known_whatever_the_seal(sealed: EventStore) -> None:
    assert record(sealed, read_event(json.dumps(GOOD).encode())).repeated == 1


def test_a_box_opens_nowhere_else(sealed: EventStore) -> None:
    record(sealed, read_event(json.dumps({**GOOD, "id": "c9"}).encode()))
    first, *_, last = sealed.read_after(0, 9)
    box = catalogue.decode(first.topic, first.state).sealed
    moved = msgspec.structs.replace(catalogue.decode(last.topic, last.state), sealed=box)
    with pytest.raises(AlteredBox):
        sealed.decode(last._replace(state=catalogue.encode(moved)))
    for altered in (first._replace(stream="candidate/C-2"), first._replace(stream="offer/O-1")):
        assert personal_of(sealed, altered) is None  # there is no such key, or it does not open


def personal_of(store: EventStore, row: Any) -> str | None:
    try:
        name: str | None = store.decode(row).data.name
    except AlteredBox:
        return None
    return name


def test_another_process_reads_it_with_the_same_keys(sealed: EventStore, store_url: str) -> None:
    other = open_store(store_url)
    assert other.decode_rows(other.read_after(0, 9)) == sealed.decode_rows(sealed.read_after(0, 9))
    other.close()


def files_of(url: str) -> tuple[Path, Path]:
    keyring, keys = places_of(url)
    assert keyring is not None
    assert keys is not None
    return Path(keyring), Path(keys.removeprefix("sqlite:///"))


def test_a_store_is_not_opened_without_its_own_keys(sealed: EventStore, store_url: str) -> None:
    sealed.close()
    keyring, keys = files_of(store_url)
    away = keyring.rename(keyring.with_suffix(".away"))
    with pytest.raises(SettingsRefused, match="is not there"):
        open_store(store_url)
    write_keyring(keyring, make_keyring("another"))
    with pytest.raises(SettingsRefused, match="belongs to another store"):
        open_store(store_url)
    away.rename(keyring)
    keys_away = keys.rename(keys.with_suffix(".away"))
    with pytest.raises(SettingsRefused, match="key store is not there"):
        open_store(store_url)
    assert not keys.exists()
    keys_away.rename(keys)
    open_store(store_url).close()


def test_while_the_keyring_is_away_only_personal_data_wait(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    keyring, _ = files_of(sqlite_url)
    away = keyring.rename(keyring.with_suffix(".away"))
    with pytest.raises(StoreUnavailable, match="keyring"):
        record(store, DELIVERED[0])
    assert record(store, delivery(1)).recorded == 1
    away.rename(keyring)
    assert record(store, DELIVERED[0]).recorded == 1
    store.close()


def test_a_store_of_before_is_sealed_into_a_new_one(new_store_url: NewUrl) -> None:
    plain, new = new_store_url(), new_store_url()
    make_unsealed(plain, [*DELIVERED, delivery(1)])
    assert CANARIES["email"].encode() in everything(plain)
    assert seal_store(plain, new) == (4, 2)
    assert not [canary for canary in CANARIES.values() if canary.encode() in everything(new)]
    store = open_store(new)
    facts = store.decode_rows(store.read_after(0, 9))
    assert facts[0].data == CandidateIdentified(candidate="C-1", **cast(Any, CANARIES))
    assert store.recorded_at_of(4) == facts[3].recorded_at
    again = record(store, *DELIVERED, delivery(1), delivery(2))
    assert (again.repeated, again.parked, again.recorded) == (4, 2, 1)
    assert [letter.seen for letter in store.list_dead_letters()] == [2, 2]
    store.close()
    with pytest.raises(SettingsRefused, match="holds facts already"):
        seal_store(plain, new)
    with pytest.raises(SettingsRefused, match="sealed already"):
        seal_store(new, plain)


def everything(url: str) -> bytes:
    """All that is kept: of the store, of the key store, and the keyring."""
    kept = everything_in_file(url) if url.startswith("sqlite") else everything_on_server(url)
    keyring, keys = files_of(url)
    return b"\n".join((kept, keyring.read_bytes(), keys.read_bytes()))


def everything_in_file(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(each.read_bytes() for each in path.parent.iterdir() if each.name.startswith(path.name))


def everything_on_server(url: str) -> bytes:
    with psycopg.connect(url) as connection:
        names = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = [
            value
            for name in names
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
            for value in row
        ]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in rows)
