"""Checkpoints: signed notes that nobody else can write, and that say nothing else than they said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.store import EventStore
from domain.store.history.signing import name_public_key, read_checkpoint, sign_checkpoint
from domain.store.keys.keyring import add_own_keys, make_keyring
from domain.tree.checkpoint import Checkpoint, CheckpointUnreadable, read_size

KEYRING = make_keyring("S-1")
ROOT = bytes(range(32))
NOTE = sign_checkpoint(KEYRING, 3, ROOT)


def test_a_note_has_three_lines_and_a_signature() -> None:
    text, _, signature = NOTE.partition("\n\n")
    assert text == "vouch/S-1\n3\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert signature.startswith("— vouch/S-1 ")
    assert read_checkpoint(KEYRING, NOTE) == Checkpoint("S-1", 3, ROOT)
    assert read_size(NOTE) == 3
    assert sign_checkpoint(KEYRING, 3, ROOT) == NOTE


def test_an_older_key_still_counts_and_the_newest_signs() -> None:
    rotated = add_own_keys(KEYRING)
    assert read_checkpoint(rotated, NOTE).size == 3
    assert sign_checkpoint(rotated, 3, ROOT) != NOTE
    assert name_public_key(rotated) != name_public_key(KEYRING)
    with pytest.raises(CheckpointUnreadable, match="not signed by a key of this store"):
        read_checkpoint(KEYRING, sign_checkpoint(rotated, 3, ROOT))


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("", "no checkpoint"),
        (NOTE.replace("\n3\n", "\n03\n"), "no checkpoint"),
        (NOTE.replace("\n3\n", "\n-3\n"), "no checkpoint"),
        (NOTE.replace("AAECA", "AAEC!"), "no checkpoint"),
        (NOTE.replace("AAECAwQF", ""), "no checkpoint"),
        (NOTE.replace("\n3\n", "\n4\n"), "not signed"),
        (NOTE.replace("AAECA", "AAECB"), "not signed"),
        (NOTE.partition("\n\n")[0] + "\n\n", "no checkpoint"),
        (NOTE.partition("\n\n")[0] + "\n\n— vouch/S-1 !\n", "no checkpoint"),
        (NOTE.partition("\n\n")[0] + "\n\n— vouch/S-1 AAAA\n", "not signed"),
        (NOTE.replace("vouch/S-1", "vouch/S-2"), "of another store"),
        (sign_checkpoint(make_keyring("S-2"), 3, ROOT), "of another store"),
        (sign_checkpoint(make_keyring("S-1"), 3, ROOT), "not signed"),
        ("x" * 100_000, "no checkpoint"),
    ],
)
def test_what_is_no_checkpoint_of_the_store_is_refused(note: str, says: str) -> None:
    with pytest.raises(CheckpointUnreadable, match=says):
        read_checkpoint(KEYRING, note)


@given(st.text(max_size=200))
def test_any_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CheckpointUnreadable):
        read_checkpoint(KEYRING, text)


def test_line_ends_of_another_system_do_no_harm() -> None:
    assert read_checkpoint(KEYRING, NOTE.replace("\n", "\r\n")).size == 3


def test_a_store_signs_what_it_holds(history: EventStore, tmp_path: Path) -> None:
    found = history.read_checkpoint(history.checkpoint())
    assert found == Checkpoint(history.store_id, 10, history.root_at(10))
    assert history.public_key().startswith(f"vouch/{history.store_id}+")


def test_the_key_store_keeps_the_largest(history: EventStore) -> None:
    assert history.anchor() is None
    smaller = sign_checkpoint(history.seam.wrapping.keyring, 4, history.root_at(4))
    for note, replace, kept in ((history.checkpoint(), False, 10), (smaller, False, 10), (smaller, True, 4)):
        history.keep_anchor(note, replace=replace)
        assert read_size(history.anchor() or "") == kept
