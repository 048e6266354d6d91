"""Stories to erase from: events with canaries, and the search for them in every file and every spelling."""

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from api.bootstrap import Vouch
from consumers.feed.push import Totals, push
from tests.support.houses import lines

_NUMBERS = count(1)


def event(kind: str, on: str = "2026-03-02", id_: Any = None, **data: Any) -> dict[str, Any]:
    """A fact of the feed at nine o'clock of a day, with an id of its own."""
    return {
        "specversion": "1.0",
        "id": id_ or f"e{next(_NUMBERS)}",
        "source": "/ats",
        "type": f"hr.{kind}.v1",
        "time": f"{on}T09:00:00Z",
        "data": data,
    }


def tell(vouch: Vouch, *events: dict[str, Any]) -> Totals:
    """Record these in one batch, and bring the read models up to date."""
    totals = push(vouch.store, lines(events))
    vouch.engine.catch_up()
    return totals


def spellings(canary: str) -> dict[str, bytes]:
    """A text as it could be hidden in a file."""
    plain = canary.encode()
    return {
        "utf-8": plain,
        "utf-16-le": canary.encode("utf-16-le"),
        "utf-16-be": canary.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "base64": base64.b64encode(plain)[: len(plain) // 3 * 4],
        "base64 by one": base64.b64encode(b"x" + plain)[4 : 4 + (len(plain) - 2) // 3 * 4],
        "base64 by two": base64.b64encode(b"xx" + plain)[4 : 4 + (len(plain) - 1) // 3 * 4],
        "url": quote(canary, safe="").encode(),
        "json": json.dumps(canary).strip('"').encode(),
    }


def find_canaries(contents: Iterable[bytes], canaries: Iterable[str]) -> list[str]:
    """The canaries that are found in the contents, or in what is packed in them, each with its spelling."""
    whole = b"\n".join(unpacked for content in contents for unpacked in (content, *_unpack(content)))
    return [f"{canary} as {name}" for canary in canaries for name, spelt in spellings(canary).items() if spelt in whole]


def _unpack(content: bytes) -> Iterator[bytes]:
    at = content.find(b"\x1f\x8b\x08")
    while at >= 0:
        with suppress(OSError, EOFError, ValueError):
            yield gzip.decompress(content[at:])
        at = content.find(b"\x1f\x8b\x08", at + 1)


def files_under(*folders: Path) -> Iterator[bytes]:
    """Every file under these folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.read_bytes()
