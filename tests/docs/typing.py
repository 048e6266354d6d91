"""Test support: types an example of a page, in this process: a command, or `curl` at the HTTP face."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.api.command.calling import call
from tests.api.http.facing import Face


class Answered(NamedTuple):
    """What an example answered: exit code (of HTTP 0 where all went well, else the status), and the text."""

    code: int
    text: str
    complaint: str = ""


def type_command(words: Sequence[str], environment: Mapping[str, str]) -> Answered:
    """Type a command of `vouch` in the current folder; `zcat FILES |` before and `> FILE` behind it are understood."""
    given, words = _take_input(words)
    words, file = (words[: words.index(">")], words[words.index(">") + 1]) if ">" in words else (words, None)
    done = call(*words[1:], given=given, settings=environment)
    if file is not None:
        Path(file).write_bytes(done.raw)
        return Answered(done.code, f"{len(done.raw)} bytes", done.err)
    return Answered(done.code, done.out, done.err)


def _take_input(words: Sequence[str]) -> tuple[bytes, Sequence[str]]:
    if "|" not in words:
        return b"", words
    before, after = words[: words.index("|")], words[words.index("|") + 1 :]
    tool, *files = before
    if tool == "gzip":
        return gzip.compress(Path(files[-1]).read_bytes()), after
    assert tool == "zcat"
    names = sorted(name for pattern in files for name in Path.cwd().glob(pattern))
    return b"".join(gzip.decompress(name.read_bytes()) for name in names), after


def type_curl(words: Sequence[str], face: Face) -> Answered:
    """Type a call of `curl` at a face: the options -X, -H, -d and --data-binary."""
    given, words = _take_input(words)
    method, headers, body, url = "GET", {}, b"", ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word in {"-d", "--data-binary"}:
            value = next(rest)
            body = given if value == "@-" else value.encode()
        else:
            assert not word.startswith("-"), f"curl's option {word} is not understood here"
            url = word.partition("localhost:8000")[2]
    answer = face.client.request(method, url, headers=headers, content=body or None)
    return Answered(0 if answer.status_code < 400 else answer.status_code, answer.text)
