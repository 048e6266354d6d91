"""A slice: the facts of some subjects and of whatever they use, folded and judged once for every read model."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, tzinfo
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from domain.facts.base import Recorded
from domain.rules.decide import decide_uncapped
from domain.rules.decision import Decision
from domain.rules.eligibility import Judged, judge
from domain.state.organisation import Organisation
from projections.engine.uses import Uses

T = TypeVar("T")

SUBJECTS = 150
"""How many subjects a slice has: between 100 and 250 their facts and cases stay in the processor's cache."""


class Loaded(NamedTuple):
    """The facts of some subjects: each one's own by subject, those used by them, and whose each stream is.

    `damaged` names the subjects that cannot be folded since a fact of theirs cannot be decoded, each with the error.
    """

    own: dict[int, list[Recorded[Any]]]
    used: dict[int, list[Recorded[Any]]]
    uses: Uses
    programme: list[Recorded[Any]]
    subject_of: dict[str, int]
    damaged: Mapping[int, str] = {}

    def only(self, subjects: Iterable[int]) -> "Loaded":
        """Give the same for some of the subjects."""
        return self._replace(own={subject: self.own[subject] for subject in subjects})


class Slice:
    """Loaded subjects as of a day: folded when first asked."""

    def __init__(self, loaded: Loaded, as_of: date, zone: tzinfo) -> None:
        self.loaded = loaded
        self.as_of = as_of
        self.zone = zone
        self._made: dict[Callable[[Slice], Any], Any] = {}

    def once(self, make: Callable[["Slice"], T]) -> T:
        """Give what a function makes of the slice, made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def only(self, subjects: Iterable[int]) -> "Slice":
        """Give a slice of some of the subjects, not folded yet."""
        return Slice(self.loaded.only(subjects), self.as_of, self.zone)

    @property
    def subjects(self) -> Collection[int]:
        """The subjects whose rows are wanted."""
        return self.loaded.own

    @cached_property
    def organisation(self) -> Organisation:
        """Everything the facts say, as of the day."""
        own = self.loaded.own
        wanted = self.loaded.uses.find_all(own) - own.keys()
        facts = [fact for facts in own.values() for fact in facts]
        facts += [fact for used in wanted for fact in self.loaded.used.get(used, ())]
        return Organisation([*facts, *self.loaded.programme], self.as_of, self.zone)

    @cached_property
    def judged(self) -> Judged:
        """Every referral's case."""
        return judge(self.organisation)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Every instalment of every referral, but for the cap."""
        return decide_uncapped(self.judged)

    def sound(self) -> "Slice":
        """Give the slice without the subjects whose facts cannot be decoded."""
        damaged = self.loaded.damaged
        return self.only([s for s in self.subjects if s not in damaged]) if damaged else self

    def find_subject(self, kind: str, thing: str) -> int:
        """Find the subject that a thing belongs to, by the kind and id of the thing."""
        return self.loaded.subject_of[f"{kind}/{thing}"]


def split(loaded: Loaded, as_of: date, zone: tzinfo) -> Iterator[Slice]:
    """Split loaded subjects into slices as of the day.

    What many subjects look at is folded again in each slice. Where that is long, such as a programme of thousands of
    versions or a long chain of managers, a slice has as many subjects, so that nobody pays for it more than once.
    """
    own = list(loaded.own)
    longest = max((len(loaded.used.get(subject, ())) for subject in loaded.uses.find_all(own)), default=0)
    above = len(loaded.uses.find_above(own))
    size = max(SUBJECTS, len(loaded.programme), longest, above)
    for start in range(0, len(own), size):
        yield Slice(loaded.only(own[start : start + size]), as_of, zone)
