"""What is found to need a person: an exception, with the days between which it stands if no other fact comes."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, get_args

from domain.facts.base import Fact
from domain.state.entry import Entry

Code = Literal[
    "start_overdue",
    "start_unlinked",
    "account_unidentified",
    "account_conflict",
    "referrer_unverified",
    "waiting_for_its_thing",
    "impossible_dates",
    "manager_unknown",
    "suspiciously_many",
    "no_programme",
    "parked",
]
CODES: tuple[Code, ...] = get_args(Code)
"""Every code that there is; a setting may mute some of them."""

MOST_FACTS = 20
"""How many facts of an exception are named: a placeholder id may have thousands."""


class Found(NamedTuple):
    """An exception about one thing. It stands from `begins_on` to the day before `ends_on` (None: for ever).

    `home` is the stream whose subject it is kept with. `since` is the day from which its days are counted. `part` tells
    two exceptions of one code and thing apart. `capped`: the cap may take the row that it speaks of.
    """

    code: Code
    home: str
    kind: str
    id: str
    requisition: str | None
    since: date
    begins_on: date
    says: str
    mend: str
    facts: tuple[str, ...]
    ends_on: date | None = None
    part: str = ""
    capped: bool = False

    def stands_on(self, day: date) -> bool:
        """Tell whether it stands on the day."""
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)


def name_facts(entries: Iterable[Entry[Fact]]) -> tuple[str, ...]:
    """Name the first of these facts in their order, each once."""
    refs = dict.fromkeys(entry.ref for entry in sorted(entries, key=lambda entry: entry.order))
    return tuple(refs)[:MOST_FACTS]
