"""Sources by number: their names are long and few, so the inbox keeps a number for each."""

from collections.abc import Collection

from domain.store.session import Session, listed

_MOST_REMEMBERED = 10_000


class Sources:
    """Numbers of sources, remembered. A number is never given to another name once its transaction has committed."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, session: Session, names: Collection[str]) -> dict[str, int]:
        """The number of each source; those not seen before are given one. To be remembered only after the commit."""
        remembered = self._numbers
        missing = [name for name in names if name not in remembered]
        numbers = {name: remembered[name] for name in names if name in remembered}
        if missing:
            session.run_many("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING", ((n,) for n in missing))
            wanted = f"SELECT name, number FROM sources WHERE name IN (SELECT k.value FROM {session.texts})"
            numbers.update(session.rows(wanted, listed(missing)))
        return numbers

    def remember(self, numbers: dict[str, int]) -> None:
        """Remember numbers whose transaction has committed."""
        if len(self._numbers) + len(numbers) > _MOST_REMEMBERED:
            self._numbers = {}
        self._numbers = {**self._numbers, **numbers}
