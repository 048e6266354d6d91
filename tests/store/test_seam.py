"""The seam: nothing personal reaches the database unsealed, and reading opens it again."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from psycopg import sql

from domain.facts.base import Fact
from domain.facts.candidate import CandidateIdentified
from domain.facts.personal import personal_values, with_values
from domain.feed.reading import read_event
from domain.store import EventStore, open_store
from tests.store.deliveries import delivery, record

CANARIES = {"name": "Zyxwvutsrqponm", "email": "qwertzuiop@canary.example", "phone": "+977-55501928374"}
ENVELOPE = {"specversion": "1.0", "source": "/ats", "time": "2026-03-02T09:00:00Z"}
GOOD = {**ENVELOPE, "id": "c1", "type": "hr.candidate.identified.v1", "data": {"candidate": "C-1", **CANARIES}}
BAD = {**ENVELOPE, "id": "c2", "type": "hr.candidate.identified.v1", "data": CANARIES}
REASON = {**ENVELOPE, "id": "c3", "type": "hr.offer.declined.v1", "data": {"offer": "O-1", "reason": CANARIES["name"]}}


class ReversingSeam:
    """Writes personal data backwards; knows whose it is by the stream."""

    def seal(self, stream: str, fact: Fact) -> Fact:
        return with_values(fact, {name: f"{stream}|{text[::-1]}" for name, text in personal_values(fact).items()})

    def open(self, stream: str, fact: Fact) -> Fact:
        values = {name: text.removeprefix(f"{stream}|")[::-1] for name, text in personal_values(fact).items()}
        return with_values(fact, values)

    def digest(self, address: str) -> str:
        return blake2b(address[::-1].encode()).hexdigest()

    def seal_raw(self, raw: bytes) -> bytes:
        return raw[::-1]

    def open_raw(self, sealed: bytes) -> bytes:
        return sealed[::-1]


@pytest.fixture
def sealed(store_url: str) -> Iterator[EventStore]:
    """A store behind the reversing seam that has been told the canaries in every way."""
    store = open_store(store_url, create=True, seam=ReversingSeam())
    other = {**GOOD, "data": {"candidate": "C-1", "name": CANARIES["name"] + "!"}}
    record(store, *(read_event(json.dumps(each).encode()) for each in (GOOD, BAD, REASON, other)), delivery(1))
    yield store
    store.close()


def test_nothing_personal_reaches_the_database(sealed: EventStore, store_url: str) -> None:
    sealed.close()
    whole = everything_in_file(store_url) if store_url.startswith("sqlite") else everything_on_server(store_url)
    for canary in CANARIES.values():
        assert canary.encode() not in whole
        assert canary[::-1].encode() in whole  # it is there, sealed: the search would find it


def test_reading_opens_it_again(sealed: EventStore) -> None:
    rows = sealed.read_after(0, 9)
    facts = sealed.decode_rows(rows)
    assert facts == [sealed.decode(row) for row in rows]
    assert facts[0].data == CandidateIdentified(candidate="C-1", **cast(Any, CANARIES))
    assert facts[1].data.reason == CANARIES["name"]
    assert sealed.decode_rows(sealed.read_streams(["candidate/C-1"])) == facts[:1]


def test_dead_letters_are_given_back_as_they_came(sealed: EventStore) -> None:
    bad, conflict = (sealed.find_dead_letter(letter.letter) for letter in sealed.list_dead_letters())
    assert bad is not None
    assert conflict is not None
    assert bad.raw == json.dumps(BAD).encode()
    assert [fate.outcome for fate in sealed.replay([bad.letter, conflict.letter]).fates] == ["unreadable", "refused"]


def test_repeats_are_known_whatever_the_seal(sealed: EventStore) -> None:
    assert record(sealed, read_event(json.dumps(GOOD).encode())).repeated == 1


def everything_in_file(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


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
