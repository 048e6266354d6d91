"""The decider: takes dirty subjects, folds their facts once for all read models, replaces their rows.

Facts are read and folded outside any writing transaction, however long that takes: nobody waits for it. What is written
then is checked against what was read.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection

from domain.rules.decision import Decision
from domain.state.days import day_in, plus
from domain.store.port import EventStore
from projections.database import Database
from projections.engine.deciding.replacing import Folded, Replacer
from projections.engine.deciding.sifting import Sifter
from projections.engine.deciding.slow_subjects import note_begin, note_end
from projections.engine.deciding.task import Task, take_big, take_small, take_these
from projections.engine.folding import fold_each
from projections.engine.loader import Loader
from projections.engine.marks import clear, read_marks
from projections.engine.model import ReadModel, TurnsByItself
from projections.engine.recent_facts import RecentFacts
from projections.engine.slice import Loaded, Slice, split
from projections.engine.stability import Stability, change_days, combine, decision_days, stability

Now = Callable[[], datetime]
TRIES = 5
"""So often a fold may come too late, because the subject took in others meanwhile, before everybody waits for it."""
PORTION = 1_000
"""How many subjects are written in one transaction: it stays short."""


class Decider:
    """Folds dirty subjects: many small ones, or a big one, at a time."""

    def __init__(
        self,
        database: Database,
        store: EventStore,
        models: Sequence[ReadModel],
        zone: tzinfo,
        recent: RecentFacts,
        now: Now | None = None,
    ) -> None:
        self._now = now
        self._recent = recent
        self._database = database
        self._store = store
        self._models = models
        self._zone = zone
        self._replacer = Replacer(database, models)
        self._sifter = Sifter(database, store)
        self._late: Counter[int] = Counter()

    def decide_small(self, as_of: date, limit: int) -> int:
        """Fold up to `limit` dirty subjects as of the day; returns how many there were."""
        with self._database.reading() as connection:
            task = take_small(self._database, connection, as_of, limit)
            unconcerned = self._sifter.find_unconcerned(connection, task)
            rest = task.without(unconcerned)
            loaded = self._load(connection, rest, self._recent)
        self._pass_over(task, unconcerned)
        self._decide(rest, loaded, as_of)
        return len(task.wanted)

    def decide_big(self, as_of: date) -> int:
        """Fold one big dirty subject as of the day; returns how many there were."""
        with self._database.reading() as connection:
            task = take_big(self._database, connection, as_of)
            unconcerned = self._sifter.find_unconcerned(connection, task)
        self._pass_over(task, unconcerned)
        if rest := list(task.without(unconcerned).wanted):
            with self._noting_time(rest):
                self._decide_these(rest, as_of)
        return len(task.wanted)

    def _pass_over(self, task: Task, unconcerned: Collection[int]) -> None:
        """Take away the marks of subjects whose rows stay as they are."""
        if unconcerned:
            passed = [mark for mark in task.marks if mark.subject in unconcerned]
            with self._database.writing() as connection:
                found = read_marks(self._database, connection, list(unconcerned))
                clear(self._database, connection, passed, found, task.up_to)

    def _decide_these(self, wanted: Sequence[int], as_of: date) -> None:
        with self._database.reading() as connection:
            task = take_these(self._database, connection, as_of, wanted)
            loaded = self._load(connection, task)
        self._decide(task, loaded, as_of)

    @contextmanager
    def _noting_time(self, wanted: Sequence[int]) -> Iterator[None]:
        """Note how long the block takes, where anybody can see it; nothing where there is no clock."""
        if self._now is None:
            yield
            return
        began = self._now()
        with self._database.writing() as connection:
            note_begin(self._database, connection, wanted, began)
        yield
        with self._database.writing() as connection:
            note_end(self._database, connection, wanted, self._now() - began)

    def _load(self, connection: Connection, task: Task, recent: RecentFacts | None = None) -> Loaded:
        return Loader(self._database, self._store, connection, task.up_to, recent).load(list(task.wanted))

    def _decide(self, task: Task, loaded: Loaded, as_of: date) -> None:
        late: set[int] = set()
        for folded in self._fold(loaded, as_of):
            with self._database.reading() as connection:
                changes = self._replacer.compare(connection, task, folded)
            with self._database.writing() as connection:
                written = self._replacer.write(connection, task, folded, changes)
            late |= folded.stability.keys() - written
            for subject in written:
                self._late.pop(subject, None)
        self._late.update(late)
        if hopeless := [subject for subject in late if self._late[subject] >= TRIES]:
            self._decide_alone(hopeless, as_of)

    def _decide_alone(self, wanted: Sequence[int], as_of: date) -> None:
        """Fold subjects while nobody else can write: else they would never be done."""
        with self._database.writing() as connection:
            task = take_these(self._database, connection, as_of, wanted)
            for folded in self._fold(self._load(connection, task), as_of):
                self._replacer.write(connection, task, folded, self._replacer.compare(connection, task, folded))
        for subject in wanted:
            self._late.pop(subject, None)

    def _fold(self, loaded: Loaded, as_of: date) -> Iterator[Folded]:
        """Fold the loaded subjects slice by slice: all at once they would not fit the processor's cache."""
        folded = self._begin(loaded)
        for slice_ in split(loaded, as_of, self._zone):
            rows, failures = fold_each(slice_, self._models)
            for name, found in rows.items():
                folded.rows[name].extend(found)
            folded.failures.extend(failures)
            folded.stability.update(find_stability(slice_, {failure.subject for failure in failures}, self._models))
            if len(folded.stability) >= PORTION:
                yield folded
                folded = self._begin(loaded)
        if folded.stability:
            yield folded

    def _begin(self, loaded: Loaded) -> Folded:
        return Folded({table.name: [] for model in self._models for table in model.tables}, [], {}, loaded.subject_of)


def find_stability(slice_: Slice, failed: Collection[int], models: Sequence[ReadModel]) -> dict[int, Stability]:
    """Find how long the rows of each subject of the slice hold in the read models.

    Those that `failed` are tried again every day.
    """
    day_of, as_of, loaded = day_in(slice_.zone), slice_.as_of, slice_.loaded
    days = {subject: change_days(facts, day_of) for subject, facts in loaded.own.items()}
    programme = stability(change_days(loaded.programme, day_of), as_of)
    used = {
        each: stability(change_days(loaded.used.get(each, ()), day_of), as_of) for each in loaded.uses.find_all(days)
    }
    turning = loaded.uses.combine_all(days, used)
    for decision in _decide_sound(slice_, failed):
        subject = slice_.find_subject("referral", decision.row.referral)
        days[subject].update(decision_days(decision))
        turning[subject] = combine([turning[subject], programme])
    for subject, more in _list_turning_days(slice_, failed, models):
        days[subject].update(more)
    found = {subject: combine([stability(mine, as_of), turning[subject]]) for subject, mine in days.items()}
    return found | {subject: Stability(as_of, plus(as_of, 1)) for subject in failed}


def _list_turning_days(
    slice_: Slice, failed: Collection[int], models: Sequence[ReadModel]
) -> Iterator[tuple[int, Collection[date]]]:
    """List the days on which rows of a read model turn by themselves; where some failed, of each sound one alone."""
    sound = [slice_.only([subject]) for subject in slice_.subjects if subject not in failed] if failed else [slice_]
    for model in models:
        if isinstance(model, TurnsByItself):
            for each in sound:
                yield from model.turning_days(each).items()


def _decide_sound(slice_: Slice, failed: Collection[int]) -> list[Decision]:
    """Decide the slice; where some subjects cannot be folded, each of the others alone."""
    if not failed:
        return slice_.decisions
    sound = [subject for subject in slice_.subjects if subject not in failed]
    return [decision for subject in sound for decision in slice_.only([subject]).decisions]
