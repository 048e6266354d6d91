"""Many spells of one person: their applications and tenure say the same as going through all for each."""

from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, strategies

from domain.state.organisation import Organisation
from domain.state.stretch import join_stretches
from tests.support import plainly_spells
from tests.support.budget import examples
from tests.support.crowds import FIRST, ZONE, random_crowd
from tests.support.story import Event, fact
from tests.support.told import all_told

LATER = FIRST + timedelta(300)


def _told(seed: int) -> Organisation:
    rng = Random(seed)
    return Organisation(all_told([*random_crowd(rng, 14), *_leaves(rng)]), LATER, ZoneInfo(ZONE))


def _leaves(rng: Random) -> list[Event]:
    told = []
    for number in range(rng.randint(0, 8)):
        first = FIRST + timedelta(rng.randint(0, 60))
        last = rng.choice((None, (first + timedelta(rng.randint(0, 9))).isoformat()))
        said = {"employment": f"EM-{rng.randint(0, 8)}", "leave": f"L-{number}", "last_day": last}
        paid = rng.random() < 0.2
        told.append(fact("leave.recorded", FIRST.isoformat(), **said, first_day=first.isoformat(), paid=paid))
    return told


@given(strategies.integers(0, 2**48))
@examples(2)
def test_the_application_of_each_spell(seed: int) -> None:
    organisation = _told(seed)
    expected = plainly_spells.applications_of(organisation, ZoneInfo(ZONE))
    told = {name: (each.application, each.tie) for name, each in organisation.belonging.items()}
    assert told == {name: (each.application, each.tie) for name, each in expected.items()}


@given(strategies.integers(0, 2**48), strategies.integers(0, 60), strategies.integers(0, 90))
@examples(2)
def test_tenure_served_and_who_runs_last(seed: int, begins: int, tenure: int) -> None:
    day = FIRST + timedelta(begins)
    for stretch in join_stretches(_told(seed).spells.values(), 3):
        assert stretch.paused_days().serve(day, tenure) == plainly_spells.served_by(day, tenure, stretch.spells)
        begun = [spell for spell in stretch.spells if spell.start_date <= day]
        if begun:
            assert stretch.last_running(day) is ([each for each in begun if each.runs_on(day)] or begun)[-1]
        ending = [spell for spell in stretch.spells if spell.last_day == stretch.last_day]
        assert stretch.last_day is None or stretch.last_spell is ending[-1]


@given(strategies.integers(0, 2**48))
@examples(1)
def test_stretches_by_the_day(seed: int) -> None:
    organisation = _told(seed)
    for person in organisation.persons.values():
        for stretch in person.stretches(3):
            assert all(person.stretch_of(spell, 3) is stretch for spell in stretch.spells)
        for employee in ("H-1", "H-2", "E-1", "E-2"):
            own = [each for each in person.spells if not each.cancelled and each.employee == employee]
            assert person.spell_of(employee) is (own[0] if own else None)
