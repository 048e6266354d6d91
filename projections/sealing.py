"""Personal data in read models: the few names that pages show pass through the same seam as the facts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.store.instants import from_micros
from domain.store.seam import Seam

_FIELD = "name"


class Names:
    """Seals and opens candidates' and employees' names for the tables of read models."""

    def __init__(self, seam: Seam) -> None:
        self._seam = seam

    def seal(self, candidate: str, name: str | None) -> str | None:
        """Seal the name, as it may be kept; None where the candidate is erased."""
        return self._seal(f"candidate/{candidate}", name)

    def open(self, candidate: str, sealed: str | None) -> str | None:
        """Open a sealed name, as it may be shown; None where its key is gone."""
        return self.open_many([(candidate, sealed)])[0]

    def open_many(self, sealed: Sequence[tuple[str, str | None]]) -> list[str | None]:
        """Open sealed names, each with its candidate: a thousand for the price of one look at the keys."""
        return self._seam.open_texts(_FIELD, [(f"candidate/{candidate}", name) for candidate, name in sealed])

    def find_erased(self, candidates: Collection[str]) -> dict[str, datetime]:
        """Find those of the candidates that are erased, each with the erasure's own time."""
        found = self._seam.find_erased([f"candidate/{each}" for each in candidates]) if candidates else {}
        return {stream.removeprefix("candidate/"): from_micros(at) for stream, at in found.items()}

    def seal_employee(self, employee: str, name: str | None) -> str | None:
        """Seal an employee's name as it may be kept; None where the employee is erased."""
        return self._seal(f"employee/{employee}", name)

    def open_employee(self, employee: str, sealed: str | None) -> str | None:
        """Open an employee's name; None where its key is gone."""
        return self._seam.open_texts(_FIELD, [(f"employee/{employee}", sealed)])[0]

    def _seal(self, stream: str, name: str | None) -> str | None:
        return None if name is None else self._seam.seal_text(stream, _FIELD, name)
