"""The audience of news: which of some subjects new facts about what they look at can concern."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from domain.rules.reach import Reach
from projections.database import Database
from projections.engine.reading_uses import read_uses
from projections.engine.tables import members, subjects

EMPLOYEE = "employee/"


class News(NamedTuple):
    """Whom new facts reach, by the subject that they belong to; `everybody`: the subjects of those that reach all."""

    everybody: set[int]
    reaches: dict[int, Reach]


class Audience:
    """Subjects with referrals, and whom they look at."""

    def __init__(self, database: Database, connection: Connection, wanted: Sequence[int]) -> None:
        self._database = database
        self._connection = connection
        self._uses = read_uses(database, connection, wanted)
        self._latest = _read_referral_days(database, connection, wanted)

    def find_concerned(self, news: News) -> set[int]:
        """Find those whom the news can concern."""
        led = [subject for subject, reach in news.reaches.items() if reach.above]
        below_all, under, above = (
            self._uses.find_below(news.everybody),
            self._uses.find_below(led),
            self._uses.find_above(led),
        )
        referrers = self._name_referrers(news.reaches)
        found = set()
        for subject, referred_on in self._latest.items():
            used = {subject, *self._uses.direct.get(subject, ())}
            by_direct = any(
                _reaches(news.reaches[each], referred_on, used, referrers[each]) for each in used & referrers.keys()
            )
            by_chain = subject in under and not used.isdisjoint(above)
            if by_direct or by_chain or subject in below_all or not used.isdisjoint(news.everybody):
                found.add(subject)
        return found

    def _name_referrers(self, reaches: Mapping[int, Reach]) -> dict[int, set[int]]:
        """Name by subject the subjects of the referrers that its news reach."""
        named = {EMPLOYEE + name for reach in reaches.values() for name in reach.referrers}
        whose = find_subjects(self._database, self._connection, named)
        return {
            subject: {whose[EMPLOYEE + name] for name in reach.referrers if EMPLOYEE + name in whose}
            for subject, reach in reaches.items()
        }


def find_subjects(database: Database, connection: Connection, nodes: Collection[str]) -> dict[str, int]:
    """Find the subjects of streams; those that were never seen or named are left out."""
    named = database.any_of(members.c.node, list(nodes))
    return dict(connection.execute(select(members.c.node, members.c.subject).where(named)).all())


def _read_referral_days(database: Database, connection: Connection, wanted: Sequence[int]) -> dict[int, date]:
    mine = database.any_of(subjects.c.subject, wanted)
    found = connection.execute(select(subjects.c.subject, subjects.c.last_referral_on).where(mine))
    return {subject: date.fromisoformat(day) for subject, day in found if day}


def _reaches(reach: Reach, referred_on: date, used: Collection[int], referrers: set[int]) -> bool:
    """Tell whether news of something that a subject uses reach it."""
    return (reach.since is not None and reach.since <= referred_on) or not referrers.isdisjoint(used)
