"""`duplicate_referral`: who governs among rivals, who is barred, and who shares."""

from collections.abc import Sequence
from typing import Any

from tests.support.borders import after, at, decided, house, rejected, spell, standings, table
from tests.support.story import Event, applied, employed, fact, offered, programme, referred

DOUBLE, OFFER, NONE = "duplicate_referral", "waiting for offer", "waiting for application"
ASKED = "2026-02-20"


def told(**ownership: Any) -> list[Event]:
    return [*house(ownership=ownership), employed("E-2"), employed("E-3")]


FIRST, SPLIT, OWN_POST = told(), told(duplicates="split"), told(scope="requisition")
ONE = referred()


def rival(number: int = 2, day: str = "2026-01-13", who: str | None = None, **more: Any) -> Event:
    """Referral R-N of the same candidate, by E-N."""
    return referred(number, who or f"E-{number}", day, candidate="C-1", **more)


BOTH = [ONE, rival()]


def withdrawn(number: int, day: str = "2026-01-14") -> Event:
    return fact("referral.withdrawn", day, referral=f"R-{number}")


@table(
    ("the earlier instant governs", [*FIRST, *BOTH, applied()], ASKED, [OFFER, DOUBLE]),
    ("of one day the earlier hour", [*FIRST, ONE, at(rival(day="2026-01-12"), "08:59:59Z"), applied()], ASKED,
     [DOUBLE, OFFER]),
    ("of one instant the order: by id", [*FIRST, ONE, rival(day="2026-01-12"), applied()], ASKED, [OFFER, DOUBLE]),
    ("of one instant the order: by sequence", [*FIRST, {**ONE, "sequence": "1"}, rival(day="2026-01-12"), applied()],
     ASKED, [DOUBLE, OFFER]),
    ("a barred one governs nothing", [*FIRST, referred(relationship="family"), rival(), applied(),
     programme(2, "2026-01-01", referrer={"excluded_relationships": ["family"]})], ASKED,
     ["relationship_excluded", OFFER]),
    ("split: nobody is barred", [*SPLIT, *BOTH, applied()], ASKED, [OFFER, OFFER]),
    ("split: the same referrer is, a second time", [*SPLIT, ONE, rival(who="E-1"), applied()], ASKED,
     [OFFER, DOUBLE]),
    ("split: another referrer with a greater id came before", [*SPLIT, referred(1, "E-3"), rival(), applied()], ASKED,
     [OFFER, OFFER]),
    ("split: the same referrer again, after another", [*SPLIT, ONE, rival(), rival(3, "2026-01-14", "E-2"), applied()],
     ASKED, [OFFER, OFFER, DOUBLE]),
    ("split: the same referrer again, where the first is barred anyway",
     [*house(ownership={"duplicates": "split"}, referrer={"excluded_relationships": ["family"]}), employed("E-2"),
      referred(relationship="family"), rival(day="2026-01-10"), rival(3, "2026-01-14", "E-1"), applied()], ASKED,
     ["relationship_excluded", OFFER, OFFER]),
    ("three in a row", [*FIRST, *BOTH, rival(3, "2026-01-14"), applied()], ASKED, [OFFER, DOUBLE, DOUBLE]),
    ("one who covers nothing is no rival of one who does", [*FIRST, *BOTH, withdrawn(1), applied()], ASKED,
     ["referral_withdrawn", OFFER]),
    ("another candidate's", [*FIRST, ONE, referred(2, "E-2"), applied()], ASKED, [OFFER, NONE]),
)  # fmt: skip
def test_who_is_barred_as_a_duplicate(facts: Sequence[Event], day: str, expected: list[str]) -> None:
    assert list(standings(facts, day).values()) == expected


ELSEWHERE = rival(requisition="Q-2")
SHORT = told(window_days=30)


@table(
    ("nothing covered: the others of the person", [*FIRST, *BOTH], ASKED, [NONE, DOUBLE]),
    ("nothing covered: not one that is withdrawn", [*FIRST, *BOTH, withdrawn(1)], ASKED,
     ["referral_withdrawn", NONE]),
    ("nothing covered: not one that is expired", [*SHORT, *BOTH], "2026-02-12", ["referral_expired", NONE]),
    ("nothing covered: one on its last day", [*SHORT, *BOTH], "2026-02-11", [NONE, DOUBLE]),
    ("nothing covered: no window ever ends", [*told(window_days=None), *BOTH], "2029-02-12", [NONE, DOUBLE]),
    ("nothing covered: for another post, any in scope", [*FIRST, ONE, ELSEWHERE], ASKED, [NONE, DOUBLE]),
    ("nothing covered: for another post, its own in scope", [*OWN_POST, ONE, ELSEWHERE], ASKED, [NONE, NONE]),
    ("nothing covered: for the same post, its own in scope", [*OWN_POST, *BOTH], ASKED, [NONE, DOUBLE]),
    ("nothing covered: one names none, its own in scope", [*OWN_POST, ONE, rival(requisition=None)], ASKED,
     [NONE, NONE]),
    ("nothing covered: neither names one, its own in scope",
     [*OWN_POST, referred(requisition=None), rival(requisition=None)], ASKED, [NONE, DOUBLE]),
    ("nothing covered: not one that covers", [*told(window_days=3), ONE, rival(day="2026-01-20"),
     applied(day="2026-01-14")], "2026-01-22", [OFFER, "referral_after_application"]),
)  # fmt: skip
def test_rivals_for_nothing_yet(facts: Sequence[Event], day: str, expected: list[str]) -> None:
    assert list(standings(facts, day).values()) == expected


MILESTONE = "waiting for milestone"
HIRED = [applied(), *spell(1, "2026-03-02", application="A-1")]
OTHER_POST = applied(2, "2026-01-21", candidate="C-1", requisition="Q-2")
LATER = "2026-04-20"


def second(first_day: str) -> list[Event]:
    return spell(2, first_day, application="A-2", candidate=None)


@table(
    ("hired: the others that cover it", [*FIRST, *BOTH, *HIRED], LATER, [MILESTONE, DOUBLE]),
    ("hired: whoever covers another without a hire", [*OWN_POST, ONE, ELSEWHERE, *HIRED, OTHER_POST], LATER,
     [MILESTONE, OFFER]),
    ("hired: whoever has a hire in the same stretch, whatever it covers",
     [*OWN_POST, ONE, ELSEWHERE, *HIRED, OTHER_POST, *second("2026-03-20")], LATER, [MILESTONE, DOUBLE]),
    ("hired: not who has one in another stretch",
     [*OWN_POST, ONE, ELSEWHERE, applied(), *spell(1, "2026-03-02", "2026-03-16", application="A-1"), OTHER_POST,
      *second("2026-03-21")], LATER, ["hire_left_before_milestone", MILESTONE]),
    ("hired: after a gap of 3 days it is the same stretch",
     [*OWN_POST, ONE, ELSEWHERE, applied(), *spell(1, "2026-03-02", "2026-03-16", application="A-1"), OTHER_POST,
      *second("2026-03-20")], LATER, [MILESTONE, DOUBLE]),
    ("counted without a hire: not who counts another with one",
     [*told(), ONE, at(applied(), "2026-01-12T12:00:00Z"), rival(), OTHER_POST, rejected(2, "2026-01-22"),
      *second("2026-03-20")], LATER, [MILESTONE, DOUBLE]),
)  # fmt: skip
def test_rivals_for_a_hire(facts: Sequence[Event], day: str, expected: list[str]) -> None:
    assert list(standings(facts, day).values()) == expected


def test_the_terms_of_the_governing_referral_say_whether_it_is_split() -> None:
    later = programme(2, "2026-01-13", "2026-01-02", ownership={"duplicates": "split"})
    facts = [*FIRST, later, *BOTH, applied()]
    assert list(standings(facts, ASKED).values()) == [OFFER, DOUBLE]
    first_version_splits = [*SPLIT, programme(2, "2026-01-13", "2026-01-02"), *BOTH, applied()]
    assert [each.amount for each in decided(first_version_splits, ASKED)] == ["500.00", "500.00"]


def test_the_first_of_several_governs_by_its_own_terms() -> None:
    later = programme(2, "2026-01-13", "2026-01-02", ownership={"duplicates": "split"})
    facts = [*FIRST, later, *BOTH, rival(3, "2026-01-14"), applied()]
    assert list(standings(facts, ASKED).values()) == [OFFER, DOUBLE, DOUBLE]


def test_a_barred_rival_has_no_share() -> None:
    facts = [*SPLIT, *BOTH, rival(3, "2026-01-14", "E-1"), applied()]
    assert [each.amount for each in decided(facts, ASKED)] == ["500.00", "500.00", "0.00"]


def test_the_window_of_each_is_its_own() -> None:
    shorter = programme(2, "2026-01-13", "2026-01-02", ownership={"window_days": 3})
    facts = [*FIRST, shorter, *BOTH]
    assert list(standings(facts, after(4)).values()) == [NONE, DOUBLE]
    assert list(standings(facts, after(5)).values()) == [NONE, "referral_expired, duplicate_referral"]


def test_whoever_covers_it_is_a_rival_though_another_without_a_hire_counts_for_it() -> None:
    any_post = told()
    own_post = programme(2, "2026-01-11", "2026-01-02", ownership={"scope": "requisition"})
    earlier = rival(day="2026-01-10")
    posts = [applied(), applied(2, "2026-01-21", candidate="C-1", requisition="Q-2"), offered(2)]
    found = standings([*any_post, own_post, ONE, earlier, *posts], ASKED)
    assert found == {"R-1": DOUBLE, "R-2": "waiting for acceptance"}
