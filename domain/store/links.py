"""Which streams speak of a thing: an index that is brought up to date only when somebody is about to ask.

Recording what the feed brings does not pay for it. It is read and brought up to date inside the same write
transaction, so it never lags behind what is decided by it.
"""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from domain.facts import catalogue
from domain.facts.base import Fact
from domain.facts.codec import UnknownTopicError
from domain.facts.introduction import CONNECTED, INTRODUCED, IntroductionRequested
from domain.facts.retraction import RetractionFact
from domain.state.erasure import ERASING
from domain.store.session import Session, to_json
from domain.store.values import StoredRow

PAGE = 5_000
"""Events that one transaction brings in at most: others wait meanwhile."""
RETRACTIONS = "retractions"
"""The thing that every retraction is linked to: whether there is one at all is asked more often than which."""

ERASURES = "erasures"
"""The thing that every erasure that is asked for is linked to."""

ERASING_TOPICS = frozenset(cls.TOPIC for cls in ERASING)
LINKING = (
    catalogue.LINKING
    | {topic for topic, cls in catalogue.FACTS.items() if issubclass(cls, RetractionFact)}
    | ERASING_TOPICS
    | {IntroductionRequested.TOPIC}
)
"""The topics of facts that make links."""
Link = tuple[str, str]
"""A thing, `kind/id`, and a stream that speaks of it."""


def links_of(fact: Fact, stream: str) -> Iterator[Link]:
    """List the links that a fact of the stream makes."""
    if isinstance(fact, RetractionFact):
        yield RETRACTIONS, stream
        return
    if isinstance(fact, ERASING):
        yield ERASURES, stream
    if isinstance(fact, IntroductionRequested):
        yield from ((f"{INTRODUCED}/{each}", stream) for each in (fact.requester, fact.contact))
        yield from ((f"{CONNECTED}/{each}", stream) for each in (fact.connector,) if each)
    for thing in (*fact.links, *(used.stream for used in fact.uses if used.kind == "direct")):
        if thing != stream:
            yield thing, stream


def absorb(session: Session) -> bool:
    """Bring in the events since the last time, up to a page of them. Returns whether that was all."""
    done = int(session.value("SELECT value FROM meta WHERE name = 'linked_up_to'"))
    rows = session.stored_after(done, PAGE + 1)
    if not rows:
        return True
    page = rows[:PAGE]
    insert(session, (link for row in page for link in _links_in(row)))
    mark(session, page[-1].position)
    return len(rows) <= PAGE


def insert(session: Session, links: Iterable[Link]) -> None:
    """Keep the links that are not kept yet."""
    wanted = sorted(set(links))
    if wanted:
        session.run_many("INSERT INTO links (thing, stream) VALUES (?, ?) ON CONFLICT DO NOTHING", wanted)


def mark(session: Session, position: int) -> None:
    """Note that the events up to the position are brought in."""
    session.run("UPDATE meta SET value = ? WHERE name = 'linked_up_to'", str(position))


def find(session: Session, things: Collection[str]) -> list[Link]:
    """Find the links to these things."""
    sql = f"SELECT thing, stream FROM {session.texts} JOIN links ON thing = k.value"
    return [(thing, stream) for thing, stream in session.rows(sql, to_json(sorted(things)))]


def _links_in(row: StoredRow) -> Iterator[Link]:
    if row.topic not in LINKING:
        return
    try:
        fact = catalogue.decode(row.topic, row.state).data
    except (UnknownTopicError, msgspec.MsgspecError, ValueError):
        return  # damaged: the read models park it, and nothing can be decided by it
    yield from links_of(fact, row.stream)
