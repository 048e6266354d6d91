"""The seam through which personal data passes on its way to and from the database.

Facts whose class marks personal fields, and the bytes of dead letters, go through it: `seal` before they are written,
`open` after they are read. Everything else goes past it.
"""

from typing import Protocol

from domain.facts.base import Fact


class Seam(Protocol):
    """Seals personal data, and opens it again."""

    def seal(self, stream: str, fact: Fact) -> Fact:
        """The fact as it may be stored: its personal fields sealed, everything else unchanged."""
        ...

    def open(self, stream: str, fact: Fact) -> Fact:
        """The fact as it was."""
        ...

    def seal_raw(self, raw: bytes) -> bytes:
        """The bytes of a dead letter as they may be stored."""
        ...

    def open_raw(self, sealed: bytes) -> bytes:
        """The bytes as they came."""
        ...


class PlainSeam:
    """Stores personal data as it is."""

    def seal(self, stream: str, fact: Fact) -> Fact:
        """The same fact."""
        return fact

    def open(self, stream: str, fact: Fact) -> Fact:
        """The same fact."""
        return fact

    def seal_raw(self, raw: bytes) -> bytes:
        """The same bytes."""
        return raw

    def open_raw(self, sealed: bytes) -> bytes:
        """The same bytes."""
        return sealed
