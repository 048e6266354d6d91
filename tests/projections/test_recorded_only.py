"""Facts about who is who, and erasures, that leave every decision as it is: nobody turns out to be somebody else."""

from datetime import date

from domain.rules.decide import decide
from projections.bonuses.queries import bonus_report
from projections.engine.asking.reader import Moment
from projections.timeline.queries import Stretch, timeline_of
from tests.support.flat import differences, flat_content, held_content
from tests.support.houses import House
from tests.support.story import employed, fact, hired, opened, programme, recorded
from tests.support.told import all_told

DAY = date(2026, 7, 1)
STORY = [programme(), employed("E-1"), recorded("E-1", "2020-01-06"), opened(), *hired()]
HIRED = STORY[-1]["data"]
REFERRAL = STORY[4]
THEN = [
    fact("account.recorded", "2026-01-02", account="U-1", number="1", email="u-1@example.org"),
    fact("identity.linked", "2026-05-01", employee="E-1", account="U-1"),
    fact("identity.linked", "2026-05-02", employee=HIRED["employee"], candidate=HIRED["candidate"]),
    fact("identity.unlinked", "2026-05-03", employee="E-1", candidate=HIRED["candidate"], reason="a namesake"),
    fact("identity.linked", "2026-05-04", employee="E-1", same_as="E-0"),
    fact("fact.retracted", "2026-05-05", fact=REFERRAL["id"]),
    fact("fact.restored", "2026-05-06", fact=REFERRAL["id"]),
    fact("employee.erased", "2026-05-07", employee=HIRED["employee"]),
    recorded("E-1", "2026-05-08", number="1", personal_email="one@example.org"),
]


def test_they_change_no_row_and_are_told_where_they_belong(house: House) -> None:
    house.push([*THEN, *STORY])
    house.engine(DAY).catch_up()
    facts = all_told([*STORY, *THEN])
    with house.engine(DAY).reader() as reader:
        assert list(bonus_report(reader, DAY)) == decide(all_told(STORY), DAY, zone=house.zone)
        held = held_content(house.models(), reader, DAY)
        view = timeline_of(reader, HIRED["candidate"], Moment(DAY, house.store.head()), Stretch(0, 100))
    assert differences(held, flat_content(house.models(), facts, DAY, house.zone)) == {}
    assert view is not None
    told = [event.says for event in view.events]
    candidate, employee = HIRED["candidate"], HIRED["employee"]
    assert told[-3:] == [
        f"{candidate} is employee {employee}.",
        f"{candidate} is not employee E-1.",
        f"Personal data of {employee} erased on request.",
    ]
