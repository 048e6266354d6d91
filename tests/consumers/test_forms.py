"""Forms of files: what holds events is read however it is laid out; what can hold none is refused at first sight."""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.feed.files import look, read_lines
from consumers.feed.forms import HEAD
from consumers.feed.line import KEPT, FileUnreadable, Line
from consumers.feed.values import Values
from tests.feed.events import event

EVENTS: list[dict[str, Any]] = [json.loads(event(id=f"e{number}", subject='a "}]{[,\\\\')) for number in range(3)]
PRETTY = "\n".join(json.dumps(each, indent=2) for each in EVENTS).encode()


def archive(name: str) -> bytes:
    """A ZIP archive with one file of this name."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        zipped.writestr(name, "x")
    return written.getvalue()


def read(folder: Path, content: bytes) -> list[Line]:
    """The events of a file with this content."""
    path = folder / "feed.jsonl"
    path.write_bytes(content)
    look(str(path))
    return list(read_lines(str(path)))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    "content",
    [
        json.dumps(EVENTS).encode(),
        json.dumps(EVENTS, indent=4).encode(),
        b"\xef\xbb\xbf" + json.dumps(EVENTS, indent=1).encode(),
        b" [ \r\n" + b" ,\n ".join(json.dumps(each).encode() for each in EVENTS) + b"]\r\n",
        PRETTY,
        b"\n\n" + PRETTY.replace(b"\n", b"\r\n"),
        PRETTY + b"\n" + json.dumps(EVENTS[0]).encode(),
        json.dumps(EVENTS[:1]).encode() + b"\n" + json.dumps(EVENTS[1:]).encode(),
        b"\n".join(json.dumps(each).encode() for each in EVENTS),
    ],
)
def test_events_are_read_however_they_are_laid_out(tmp_path: Path, content: bytes, pack: Any) -> None:
    found = read(tmp_path, pack(content))
    assert [json.loads(line.raw) for line in found][:3] == EVENTS
    plain = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    for line in found:
        number = int(line.place.rpartition(":")[2])
        assert line.raw.splitlines()[0] in plain[number - 1]


def test_a_list_without_events_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, b" [ ]\n") == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"employee,start_date\nE-1,2026-01-01\n", "a table"),
        ("Mitarbeiter;Eintritt\n1;2\n".encode("cp1252"), "a table"),
        (b"a\tb\n", "a table"),
        (archive("xl/workbook.xml"), "an Excel workbook"),
        (archive("[Content_Types].xml"), "an Excel workbook"),
        (archive("feed.jsonl"), "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "an old Excel"),
        (event().decode().encode("utf-16"), "UTF-16"),
        (event().decode().encode("utf-16-le"), "UTF-16"),
        (event().decode().encode("utf-16-be"), "UTF-16"),
        (event().decode().encode("utf-32"), "UTF-32"),
        (bz2.compress(event()), "bzip2"),
        (lzma.compress(event()), "xz"),
        (gzip.compress(event()), "gzip within gzip"),
        (b"PAR1" + bytes(9), "Parquet"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0", "SQLite"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (bytes(range(1, 256)), "a binary file"),
        (b"dear all\nhello\n", "no JSON Lines"),
        (b'[{"employee": "E-1"}]', "not of CloudEvents"),
        (b"[1, 2]", "not of CloudEvents"),
        (b'[["specversion"]]', "not of CloudEvents"),
        (json.dumps({"events": EVENTS}, indent=1).encode(), "not of CloudEvents"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_refused_with_what_it_is(
    tmp_path: Path, content: bytes, what: str
) -> None:
    for packed in (content, gzip.compress(content)):
        if what == "gzip within gzip" and packed is content:
            continue
        with pytest.raises(FileUnreadable, match=f"{what}.*nothing of it is recorded") as refused:
            read(tmp_path, packed)
        assert str(refused.value).endswith((".", "files."))


@pytest.mark.parametrize("first", [b"# exported", b"{broken", b'{"specversion": "1.0', b"{", b"}", b'"text"', b"7"])
def test_a_bad_first_line_stands_alone(tmp_path: Path, first: bytes) -> None:
    found = read(tmp_path, first + b"\n" + event() + b"\n" + event() + b"\n")
    assert [line.raw for line in found] == [first, event(), event()]


LONG = json.dumps({**EVENTS[0], "data": {"note": "x" * HEAD}}, indent=2).encode()
"""Longer than what is looked at to tell the form."""


@pytest.mark.parametrize(
    "bad", [PRETTY.split(b"}\n{")[0].replace(b": ", b" ", 1) + b"}", LONG], ids=["no JSON", "long"]
)
@pytest.mark.parametrize("in_list", [False, True])
def test_a_bad_first_event_over_several_lines_stands_alone(tmp_path: Path, bad: bytes, in_list: bool) -> None:
    content = b"[" + bad + b",\n" + PRETTY.replace(b"}\n{", b"},\n{") + b"]" if in_list else bad + b"\n" + PRETTY
    first, *others = read(tmp_path, content)
    assert first.raw == bad
    assert [json.loads(line.raw) for line in others] == EVENTS


def test_a_first_line_that_is_long_is_a_line(tmp_path: Path) -> None:
    long = json.dumps({"x": "y" * HEAD}).encode()
    assert [line.raw for line in read(tmp_path, long + b"\n" + event() + b"\n")] == [long, event()]


@pytest.mark.parametrize("bad", [b'{"a": tru}', b"7", b"nope", b'{"a" "b"}'])
def test_a_bad_value_of_a_list_stands_alone(tmp_path: Path, bad: bytes) -> None:
    found = read(tmp_path, b"[" + b",\n".join([event(), bad, event()]) + b"]")
    assert [line.raw for line in found] == [event(), bad, event()]


def test_a_list_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b"[" + event() + b",\n" + event() + b",\n")
    found: list[Line] = []
    with pytest.raises(FileUnreadable, match="breaks off in line 3"):
        found.extend(read_lines(str(path)))  # what was given before stays given
    reader = read_lines(str(path))
    assert [next(reader).raw, next(reader).raw] == [event(), event()]


def test_a_longer_value_keeps_its_beginning_and_the_next_is_read() -> None:
    long = json.dumps({"specversion": "1.0", "x": "}" * (3 * KEPT)}).encode()
    content = b"[" + event() + b"," + long + b"," + event() + b"]"
    first, cut, last = Values(io.BytesIO(content), "f", 2 * KEPT)
    assert (first.raw, last.raw, cut.raw) == (event(), event(), long[:KEPT])
    assert cut.whole is not None
    assert cut.whole.size == len(long)


@given(
    st.lists(st.dictionaries(st.text(max_size=9), st.recursive(st.text(max_size=9), st.lists, max_leaves=4))), st.data()
)
def test_values_are_found_however_the_bytes_come(values: list[Any], data: st.DataObject) -> None:
    class Slow(io.BytesIO):
        """Gives a few bytes at a time."""

        def read(self, size: int | None = -1) -> bytes:
            return super().read(data.draw(st.integers(1, 7)))

    content = json.dumps(values, indent=data.draw(st.sampled_from([None, 1])), ensure_ascii=False).encode()
    assert [json.loads(line.raw) for line in Values(Slow(content), "f", HEAD)] == values
