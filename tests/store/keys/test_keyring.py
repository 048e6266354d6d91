"""The keyring: written whole, for its owner alone, and taken for no other store's; its keys are never printed."""

from pathlib import Path
from stat import S_IMODE

import msgspec
import pytest

from domain.store import SettingsRefused
from domain.store.keys.keyring import (
    Keyring,
    add_bucket_keys,
    add_own_keys,
    drop_old_bucket_keys,
    make_keyring,
    read_keyring,
    write_keyring,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a keyring may be written."""
    return tmp_path / "vouch.keyring"


def test_what_is_written_is_read_again(path: Path) -> None:
    keyring = add_bucket_keys(make_keyring("store-1"), {0, 7})
    write_keyring(path, keyring)
    assert read_keyring(path, "store-1") == keyring
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_what_it_replaces_is_overwritten(path: Path) -> None:
    write_keyring(path, make_keyring("store-1"))
    with path.open("rb") as former:
        write_keyring(path, make_keyring("store-1"))
        assert set(former.read()) == {0}


def test_what_a_killed_process_has_left_beside_it_is_in_nobodys_way(path: Path) -> None:
    path.with_name("vouch.keyring.new").write_bytes(b"half of")
    write_keyring(path, make_keyring("store-1"))
    assert read_keyring(path, "store-1").store == "store-1"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666, 0o601])
def test_one_that_is_open_to_others_is_refused(path: Path, mode: int) -> None:
    write_keyring(path, make_keyring("store-1"))
    path.chmod(mode)
    with pytest.raises(SettingsRefused, match=r"vouch\.keyring is open to others than its owner: chmod 600"):
        read_keyring(path, "store-1")


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_one_that_its_owner_alone_can_use_is_taken(path: Path, mode: int) -> None:
    write_keyring(path, make_keyring("store-1"))
    path.chmod(mode)
    assert read_keyring(path, "store-1").store == "store-1"


def test_a_missing_one_and_another_stores_are_refused(path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"vouch\.keyring is not there"):
        read_keyring(path, "store-1")
    write_keyring(path, make_keyring("store-2"))
    with pytest.raises(SettingsRefused, match="belongs to another store"):
        read_keyring(path, "store-1")
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_keyring(path, "store-1")


KEY = "A" * 43 + "="


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        b'{"store":"store-1"}',
        b'{"store":"store-1","organisation":[],"signing":[]}',
        f'{{"store":"store-1","organisation":["{KEY}"],"signing":[]}}'.encode(),
        f'{{"store":"","organisation":["{KEY}"],"signing":["{KEY}"]}}'.encode(),
        f'{{"store":"store-1","organisation":["{KEY}"],"signing":["QUJD"]}}'.encode(),
        f'{{"store":"store-1","organisation":["{KEY}"],"signing":["secret, and no base64"]}}'.encode(),
    ],
)
def test_a_damaged_one_is_refused_without_quoting_it(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    path.chmod(0o600)
    with pytest.raises(SettingsRefused) as refused:
        read_keyring(path, "store-1")
    assert str(refused.value) == "The keyring vouch.keyring is damaged: put it back from its backup."
    assert refused.value.__cause__ is None


def test_printing_one_shows_no_key() -> None:
    keyring = add_bucket_keys(make_keyring("store-1"), {3})
    written = msgspec.json.encode(keyring).decode()
    keys = [each for each in written.split('"') if len(each) == len(KEY)]
    assert len(keys) == 3
    for shown in (repr(keyring), str(keyring), f"{keyring}", repr(keyring.buckets)):
        assert not [key for key in keys if key in shown]
        assert "b'" not in shown
    assert repr(keyring) == "Keyring(store='store-1')"


def test_a_bucket_gets_new_keys_and_loses_those_that_nothing_needs() -> None:
    once = add_bucket_keys(make_keyring("store-1"), {0, 1})
    thrice = add_bucket_keys(add_bucket_keys(once, {1}), {1})
    assert versions(thrice) == {0: [1], 1: [1, 2, 3]}
    assert thrice.buckets[1][0] == once.buckets[1][0]
    assert versions(drop_old_bucket_keys(thrice, {1: {2}})) == {0: [1], 1: [2, 3]}
    assert versions(drop_old_bucket_keys(thrice, {})) == {0: [1], 1: [3]}
    assert len({key.key for keys in thrice.buckets.values() for key in keys}) == 4


def test_new_keys_of_its_own_stand_last_and_those_before_stay() -> None:
    before = make_keyring("store-1")
    after = add_own_keys(before)
    assert (after.organisation[:1], after.signing[:1]) == (before.organisation, before.signing)
    assert len({*after.organisation, *after.signing}) == 4


def versions(keyring: Keyring) -> dict[int, list[int]]:
    return {bucket: [key.version for key in keys] for bucket, keys in keyring.buckets.items()}
