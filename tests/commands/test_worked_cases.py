"""The worked cases of spec/commands.md §4, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.rules.decide import decide
from domain.store import Done, Refused
from tests.commands.counter import NOW, Counter, recruiter, referrer, tell
from tests.support.houses import House
from tests.support.story import Event, applied, employed, fact, offered, opened, programme, referred

TODAY = NOW.date()


def in_screen(number: int = 1, stage: str = "screen") -> Event:
    return fact("application.stage_changed", "2026-02-01", application=f"A-{number}", stage=stage)


def post() -> list[Event]:
    """A post that knows `interview`, by somebody else's application; A-1 is open in `screen`."""
    return [opened(), applied(2), in_screen(2, "interview"), applied(), in_screen()]


def part_time(number: int = 2) -> Event:
    said = {"offer": f"O-{number}", "application": "A-1", "schedule": "part_time"}
    return fact("offer.extended", "2026-02-03", **said)


@pytest.fixture
def at(house: House) -> Counter:
    """A counter at which the command line gives commands."""
    house.push([*post(), fact("application.stage_changed", "2026-02-02", application="A-1", stage="screen")])
    return Counter(house)


def test_1_to_4_moves_and_their_keys(at: Counter) -> None:
    moved = at.do("application move", "A-1", key="k1", seen='"3"', stage="interview")
    assert (moved.status, moved.version) == (200, 4)
    assert moved.did is not None
    assert (moved.did.kind, moved.did.id) == ("application", "A-1")
    (said,) = [each for each in at.facts("application/A-1") if each.source == "/vouch"]
    assert ([said.ref], said.time, said.data.stage) == (moved.did.facts, NOW, "interview")

    for stage in ("onsite", "screen", "interview", "phone", "screen"):
        at.do("application move", "A-1", stage=stage, acknowledge=["new_stage"])
    at.house.engine().rebuild()
    again = at.do("application move", "A-1", at=timedelta(days=400), key="k1", seen='"3"', stage="interview")
    assert again == moved._replace(replayed=True)

    assert at.do("application move", "A-1", key="k1", seen='"3"', stage="onsite").codes == ("idempotency_key_reused",)


def test_4_a_version_comes_before_the_reasons(at: Counter) -> None:
    at.do("application move", "A-1", key="k1", seen='"3"', stage="interview")
    assert at.do("application move", "A-1", key="k2", seen='"3"', stage="interview").status == 412
    assert at.do("application move", "A-1", key="k2", seen='"4"', stage="interview").codes == ("already_there",)


def test_5_columns_are_no_stages_and_new_stages_are_confirmed(at: Counter) -> None:
    assert at.do("application move", "A-1", stage="Offer ").codes == ("reserved_stage",)
    assert at.do("application move", "A-1", stage="intervew").codes == ("new_stage",)
    assert at.do("application move", "A-1", stage="intervew", acknowledge=["new_stage"]).status == 200
    assert at.facts("application/A-1")[-1].actor.acknowledged == ("new_stage",)  # type: ignore[union-attr]


def test_6_a_lost_reply_is_one_effect(at: Counter) -> None:
    at.do("application move", "A-1", key="k3", seen='"3"', stage="interview")
    assert at.do("application move", "A-1", key="k3", seen='"3"', stage="interview").replayed
    assert len(at.facts("application/A-1")) == 4
    assert at.do("application move", "A-1", key="k4", seen='"3"', stage="interview").status == 412
    assert at.do("application move", "A-1", key="k4", stage="interview").status == 409


def test_7_and_8_sixteen_accept_at_once_and_then_another_offer(at: Counter) -> None:
    at.house.push([offered(), part_time()])
    acts = [at.act("offer accept", "O-2", key=f"a{number}") for number in range(16)]
    with ThreadPoolExecutor(16) as threads:
        outcomes = list(threads.map(lambda act: at.store.act([act], at=NOW)[0], acts))
    assert sum(isinstance(each, Done) for each in outcomes) == 1
    assert [tell(each).codes for each in outcomes if isinstance(each, Refused)] == [("offer_accepted",)] * 15
    assert len(at.facts("offer/O-2")) == 2

    assert at.do("offer accept", "O-1").codes == ("other_offer_accepted",)
    assert at.do("offer accept", "O-1", acknowledge=["other_offer_accepted"]).status == 200


def test_9_and_10_undone_acceptances_forfeit_the_bonus_and_can_be_changed(at: Counter) -> None:
    at.house.push([programme(), employed("E-1"), referred(), part_time()])
    assert at.do("offer accept", "O-2").status == 200
    assert at.do("offer undo-acceptance", "O-2").status == 200
    (row,) = decide(at.store.decode_rows(at.store.read_after(0, 99)), TODAY)
    assert (row.entitlement, row.reasons) == ("forfeited", ("acceptance_withdrawn",))
    assert at.do("offer undo-acceptance", "O-2").codes == ("not_accepted",)

    assert at.do("offer accept", "O-2").codes == ("offer_not_standing", "application_closed")
    changed = at.do("offer change", "O-2", start_date="2026-04-01", acknowledge=["application_closed"])
    assert changed.status == 200
    assert at.do("offer accept", "O-2").status == 200


def test_11_nothing_is_done_before_what_is_reported(at: Counter) -> None:
    reported = {**in_screen(), "time": "2026-02-20T10:05:00Z"}
    at.house.push([{**reported, "id": "ahead"}])
    told = at.why("application move", "A-1", stage="interview").why.reasons[0]
    assert (told.code, told.says) == ("clock_ahead", "Reported here for 2026-02-20T10:05:00Z: try again then.")
    assert at.do("application move", "A-1", at=timedelta(minutes=6), stage="interview").status == 200


def test_12_what_was_refused_is_decided_anew(at: Counter) -> None:
    at.do("application reject", "A-1", reason="No licence.")
    assert at.do("application move", "A-1", key="k5", stage="interview").codes == ("application_closed",)
    assert at.do("application reopen", "A-1").status == 200
    assert at.do("application move", "A-1", key="k5", stage="interview").status == 200


def test_13_a_referrer_knows_their_own_candidates_only(at: Counter) -> None:
    at.house.push([employed("E-1"), employed("E-2"), referred(7, "E-2")])
    mine = Counter(at.house, referrer("E-1"))
    others, none = (mine.why("referral make", candidate=each).why for each in ("C-7", "C-none"))
    assert others == none
    assert [each.code for each in others.reasons] == ["unknown_candidate"]
    assert Counter(at.house, referrer("E-2")).do("referral make", candidate="C-7").status == 201


def test_14_a_manager_who_loses_the_post_finds_nothing(at: Counter) -> None:
    manager = Counter(at.house, referrer("E-9"))
    assert manager.do("application move", "A-1", key="k1", stage="interview").status == 200
    assert Counter(at.house).do("requisition update", "Q-1", hiring_manager="E-9").codes == (
        "unknown_employee",
        "nothing_changes",
    )
    at.house.push(
        [fact("requisition.updated", "2026-02-19", requisition="Q-1", effective_on="2026-02-20", hiring_manager="E-3")]
    )
    assert manager.why("application move", "A-1", key="k1", stage="interview") == manager.why(
        "application move", "A-none", key="k9", stage="interview"
    )
    assert Counter(at.house, recruiter()).do("application move", "A-1", stage="screen").status == 200
