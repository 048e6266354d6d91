"""Versions of things: the number of facts recorded about them, and what a header says of one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.commands.scene import Scene

_tag = re.compile(r'(?:W/)?"(\d{1,18})(?:-[!#-~]*)?"', re.ASCII).fullmatch


class Expected(NamedTuple):
    """The versions that whoever commands has seen; `any`: it does not matter which."""

    any: bool
    versions: frozenset[int] = frozenset()

    def fits(self, version: int) -> bool:
        """Tell whether the thing may be at this version."""
        return self.any or version in self.versions


ANY = Expected(True)


def read_expected(text: str) -> Expected:
    """Read If-Match: `"6-ab12"`, `"6"`, `*`, several with commas between; what is none of them fits no version."""
    parts = [part.strip() for part in text.split(",")]
    found = (_tag(part) for part in parts)
    return Expected("*" in parts, frozenset(int(each[1]) for each in found if each is not None))


def streams_of(scene: Scene, kind: str, id_: str) -> Iterator[str]:
    """Name the streams whose facts are counted for a thing: its own, and of an application its offers'."""
    yield f"{kind}/{id_}"
    if kind == "application":
        yield from scene.offers_of(id_)


def version_of(scene: Scene, kind: str, id_: str) -> int:
    """Count the facts recorded about a thing."""
    return sum(1 for _ in scene.recorded(streams_of(scene, kind, id_)))
