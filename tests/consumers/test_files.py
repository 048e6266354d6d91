"""Feed files: what a line is, and lines of any length in little memory."""

import gzip
from hashlib import blake2b
from pathlib import Path

import pytest

from consumers.feed.files import BYTE_ORDER_MARK, read_lines
from consumers.feed.line import KEPT, FileUnreadable, Line, Whole
from consumers.feed.push import push
from domain.store.opening import migrate, open_store

LONGEST = 2 * KEPT
LONG = b"{" + b"x" * (3 * KEPT + 4)


def read(folder: Path, content: bytes) -> list[Line]:
    """The lines of a file with this content."""
    path = folder / "feed.jsonl"
    path.write_bytes(content)
    return list(read_lines(str(path), longest=LONGEST))


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_byte_order_mark_at_the_beginning_is_no_part_of_the_first_line(tmp_path: Path, end: bytes) -> None:
    assert read(tmp_path, BYTE_ORDER_MARK + b"{}" + end) == [Line("feed.jsonl:1", b"{}")]
    assert read(tmp_path, BYTE_ORDER_MARK + end) == []


def test_a_byte_order_mark_further_on_stays(tmp_path: Path) -> None:
    assert read(tmp_path, b"{}\n" + BYTE_ORDER_MARK + b"{}\n")[1].raw == BYTE_ORDER_MARK + b"{}"


@pytest.mark.parametrize("size", [LONGEST - 1, LONGEST])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_as_long_as_may_be_is_whole(tmp_path: Path, size: int, end: bytes) -> None:
    line = b"{" + b"x" * (size - 1)
    assert read(tmp_path, line + end) == [Line("feed.jsonl:1", line)]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_longer_line_keeps_its_beginning_its_size_and_its_hash(tmp_path: Path, end: bytes) -> None:
    whole = Whole(len(LONG + end), blake2b(LONG + end, digest_size=16).digest())
    assert read(tmp_path, LONG + end) == [Line("feed.jsonl:1", LONG[:KEPT], whole)]


def test_the_lines_around_a_longer_one_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, b"{1}\n" + LONG + b"\n{2}\n")
    assert [(line.place, len(line.raw)) for line in found] == [
        ("feed.jsonl:1", 3), ("feed.jsonl:2", KEPT), ("feed.jsonl:3", 3),
    ]  # fmt: skip


def test_a_longer_line_of_blanks_is_blank(tmp_path: Path) -> None:
    assert read(tmp_path, b" " * len(LONG) + b"\n{}\n") == [Line("feed.jsonl:2", b"{}")]


def test_a_longer_line_that_begins_with_blanks_is_not(tmp_path: Path) -> None:
    assert [len(line.raw) for line in read(tmp_path, b" " * len(LONG) + b"{}\n")] == [KEPT]


def test_a_longer_line_in_a_gzipped_file(tmp_path: Path) -> None:
    assert [len(line.raw) for line in read(tmp_path, gzip.compress(LONG + b"\n{}"))] == [KEPT, 2]


def test_longer_lines_are_parked_each_as_its_own_letter(sqlite_url: str, tmp_path: Path) -> None:
    feed = read(tmp_path, LONG + b"1\n" + LONG + b"2\n" + LONG + b"2\n")
    migrate(sqlite_url)
    store = open_store(sqlite_url)
    try:
        assert push(store, feed).parked == 3
        one, two = store.list_dead_letters()
    finally:
        store.close()
    assert (one.reason, one.size, one.seen, two.seen) == ("too_large", KEPT, 1, 2)
    assert f"it has {len(LONG) + 2} bytes, of which only the first {KEPT} are kept" in one.detail


def test_nothing_of_a_damaged_packed_file_is_given_whichever_byte_it_is(tmp_path: Path) -> None:
    """Every byte of the packed events themselves and of the checksum; the header holds only a name and a time."""
    packed = gzip.compress(b'{"id": 1}\n{"id": 2}\n', mtime=0)
    for number in range(10, len(packed)):
        damaged = bytearray(packed)
        damaged[number] ^= 0x01
        with pytest.raises(FileUnreadable, match="nothing of it is recorded"):
            read(tmp_path, bytes(damaged))


@pytest.mark.parametrize("cut", [1, 8, 9, 20])
def test_a_packed_file_that_breaks_off_is_refused_with_its_place(tmp_path: Path, cut: int) -> None:
    whole = b"".join(
        b'{"id": %d, "x": "%s"}\n' % (number, blake2b(b"%d" % number).hexdigest().encode()) for number in range(50_000)
    )
    packed = gzip.compress(whole)
    with pytest.raises(FileUnreadable, match=r"breaks off after line 4\d\d\d\d"):
        read(tmp_path, packed[:-cut])


def test_packed_members_one_after_another_are_one_file(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"id": 1}\n') + gzip.compress(b'{"id": 2}\n')
    assert [line.place for line in read(tmp_path, packed)] == ["feed.jsonl:1", "feed.jsonl:2"]
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, packed + b"what is this")
