"""Numbers of sources: the names are long and few, so the inbox keeps a number for each."""

from collections.abc import Collection

from domain.store.session import Session, to_json

_MOST_REMEMBERED = 10_000


class Sources:
    """A cache of the sources' numbers. A number never goes to another name once its transaction has committed."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, session: Session, names: Collection[str]) -> dict[str, int]:
        """Find the number of each name, and give new names one. Remember them only after the commit."""
        remembered = self._numbers
        missing = [name for name in names if name not in remembered]
        numbers = {name: remembered[name] for name in names if name in remembered}
        if missing:
            session.run_many("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING", ((n,) for n in missing))
            wanted = f"SELECT name, number FROM sources WHERE name IN (SELECT k.value FROM {session.texts})"
            numbers.update(session.rows(wanted, to_json(missing)))
        return numbers

    def remember(self, numbers: dict[str, int]) -> None:
        """Remember numbers whose transaction has committed."""
        if len(self._numbers) + len(numbers) > _MOST_REMEMBERED:
            self._numbers = {}
        self._numbers = {**self._numbers, **numbers}
