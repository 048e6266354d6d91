"""Feed files: what a line is, and lines of any length in little memory."""

import gzip
from hashlib import blake2b
from pathlib import Path

import pytest

from consumers.feed.files import BYTE_ORDER_MARK, KEPT, Line, Whole, read_lines
from consumers.feed.push import push
from domain.store.opening import migrate, open_store

LONGEST = 2 * KEPT
LONG = b"x" * (3 * KEPT + 5)


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
    assert read(tmp_path, b"x" * size + end) == [Line("feed.jsonl:1", b"x" * size)]


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_longer_line_keeps_its_beginning_its_size_and_its_hash(tmp_path: Path, end: bytes) -> None:
    whole = Whole(len(LONG + end), blake2b(LONG + end, digest_size=16).digest())
    assert read(tmp_path, LONG + end) == [Line("feed.jsonl:1", LONG[:KEPT], whole)]


def test_the_lines_around_a_longer_one_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, b"[1]\n" + LONG + b"\n[2]\n")
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
