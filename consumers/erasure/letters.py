"""Dead letters of somebody who is erased: those whose bytes hold an id, a name, an address or a number of theirs."""

import re
from collections.abc import Collection, Iterator

from domain.facts.candidate import CandidateIdentified
from domain.facts.employee import EmployeeRecorded
from domain.store.port import EventStore
from projections.decoding import decode_each

PAGE = 500
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BETWEEN = r"(?<![\w-]){}(?![\w-])"


def find_letters(store: EventStore, streams: Collection[str]) -> list[int]:
    """Find the dead letters that hold anything of these streams, which can still be opened; by number."""
    ids = {stream.partition("/")[2] for stream in streams if not stream.startswith("letter/")}
    pattern = _match(ids, set(_texts_of(store, streams)))
    return [number for number, raw in _letters(store) if any(pattern.search(text) for text in _readings(raw))]


def _match(ids: Collection[str], texts: Collection[str]) -> re.Pattern[str]:
    """Match any of the ids where it stands by itself, and any of the texts anywhere."""
    wanted = [_BETWEEN.format(re.escape(each)) for each in sorted(ids)]
    wanted += [re.escape(each) for each in sorted(texts)]
    return re.compile("|".join(wanted) or r"(?!)", re.IGNORECASE)


def _texts_of(store: EventStore, streams: Collection[str]) -> Iterator[str]:
    people = [stream for stream in streams if stream.startswith(("candidate/", "employee/"))]
    for _, recorded, _ in decode_each(store, store.read_streams(people)):
        fact = recorded.data if recorded is not None else None
        if isinstance(fact, CandidateIdentified):
            yield from filter(None, (fact.name, fact.email, fact.phone))
        elif isinstance(fact, EmployeeRecorded):
            yield from filter(None, (fact.name, fact.email, fact.personal_email))


def _letters(store: EventStore) -> Iterator[tuple[int, bytes]]:
    after = 0
    while page := store.list_dead_letters(None, after=after, limit=PAGE):
        for listed in page:
            letter = store.find_dead_letter(listed.letter)
            if letter is not None and letter.raw:
                yield letter.letter, letter.raw
        after = page[-1].letter


def _readings(raw: bytes) -> Iterator[str]:
    """Read bytes in every way in which a name in them may have been meant."""
    text = raw.decode("utf-8", "replace")
    yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    yield raw.decode("latin-1")
    if b"\0" in raw:
        yield raw.decode("utf-16-le", "replace")
        yield raw.decode("utf-16-be", "replace")
