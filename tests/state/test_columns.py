"""Where an application stands in the pipeline, and since which fact."""

from collections.abc import Sequence
from datetime import date

from domain.state.organisation import Organisation
from tests.support.borders import house, rejected, table
from tests.support.story import Event, accepted, applied, fact, offered
from tests.support.told import all_told

ASKED = "2026-03-01"
APPLIED = [*house(), applied()]


def stage(name: str, day: str) -> Event:
    return fact("application.stage_changed", day, application="A-1", stage=name)


SCREENED = [*APPLIED, stage("screening", "2026-01-21")]
REOPENED = fact("application.reopened", "2026-01-27", application="A-1")


@table(
    ("submitted", APPLIED, ASKED, ("applied", None)),
    ("in a stage", SCREENED, ASKED, ("screening", "2026-01-21")),
    ("in the latest stage", [*SCREENED, stage("interview", "2026-01-22")], ASKED, ("interview", "2026-01-22")),
    ("in the same stage again: since the first time", [*SCREENED, stage("screening", "2026-01-22")], ASKED,
     ("screening", "2026-01-21")),
    ("offered", [*SCREENED, offered()], ASKED, ("offer", "2026-02-02")),
    ("offered, a stage told later", [*SCREENED, offered(), stage("interview", "2026-02-03")], ASKED,
     ("offer", "2026-02-02")),
    ("offered again: since the first time", [*APPLIED, offered(), offered(day="2026-02-04")], ASKED,
     ("offer", "2026-02-02")),
    ("accepted", [*SCREENED, offered(), accepted()], ASKED, ("accepted", "2026-02-05")),
    ("closed", [*SCREENED, rejected()], ASKED, ("closed", "2026-01-25")),
    ("closed twice: since the first time", [*SCREENED, rejected(), rejected(day="2026-01-26")], ASKED,
     ("closed", "2026-01-25")),
    ("reopened: in its stage", [*SCREENED, rejected(), REOPENED], ASKED, ("screening", "2026-01-27")),
    ("reopened, without a stage", [*APPLIED, rejected(), REOPENED], ASKED, ("applied", "2026-01-27")),
)  # fmt: skip
def test_the_column_of_an_application(facts: Sequence[Event], day: str, expected: tuple[str, str | None]) -> None:
    walk = Organisation(all_told(facts), date.fromisoformat(day)).applications["A-1"].walk
    assert (walk.column, str(walk.entered.day) if walk.entered else None) == expected


def test_a_fact_that_is_passed_over_is_told_apart() -> None:
    facts = all_told([*APPLIED, offered(), accepted(), fact("offer.expired", "2026-02-09", offer="O-1")])
    application = Organisation(facts, date.fromisoformat(ASKED)).applications["A-1"]
    walk = type(application.walk)()
    assert [walk.step(entry, offer) for _, entry, offer in application.steps()] == [True, True, True, False]
