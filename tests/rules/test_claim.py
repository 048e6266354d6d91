"""Bars on the claim itself: withdrawn, one's own, excluded by the relationship."""

from collections.abc import Sequence

from tests.support.borders import after, ago, at, house, spell, standing, table
from tests.support.story import Event, applied, fact, opened, programme, referred

ASKED = "2026-02-01"
PROMISE = [*house(), referred()]
FREE = "waiting for application"


def withdrawn(day: str = "2026-01-20", **more: object) -> Event:
    return {**fact("referral.withdrawn", day, referral="R-1"), **more}


@table(
    ("and nothing covered", [*PROMISE, withdrawn()], ASKED, "referral_withdrawn"),
    ("from its day on", [*PROMISE, withdrawn(ASKED)], ASKED, "referral_withdrawn"),
    ("not before its day", [*PROMISE, withdrawn(after(1, ASKED))], ASKED, FREE),
    ("before the application", [*PROMISE, withdrawn(), applied(day="2026-01-21")], ASKED, "referral_withdrawn"),
    ("after the application it keeps its credit", [*PROMISE, applied(day="2026-01-19"), withdrawn()], ASKED,
     "waiting for offer"),
    ("at the application's instant, first by id", [*PROMISE, withdrawn(), applied(day="2026-01-20")], ASKED,
     "referral_withdrawn"),
    ("at the application's instant, second by id", [*PROMISE, applied(day="2026-01-20"), withdrawn()], ASKED,
     "waiting for offer"),
    ("at the application's instant, second by sequence", [*PROMISE, withdrawn(sequence="1"), applied(day="2026-01-20")],
     ASKED, "waiting for offer"),
    ("for good: the first one counts", [*PROMISE, withdrawn("2026-01-19"), applied(day="2026-01-20"), withdrawn(ASKED)],
     ASKED, "referral_withdrawn"),
    ("for good, though announced again", [*PROMISE, withdrawn(), referred(day="2026-01-21"), applied(day="2026-01-22")],
     ASKED, "referral_withdrawn"),
    ("another referral", [*PROMISE, {**withdrawn(), "data": {"referral": "R-2"}}], ASKED, FREE),
)  # fmt: skip
def test_a_referral_is_withdrawn(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


# Only the spell in the table is the referrer's.
ALONE = [programme(referrer={"employed_on_referral": False}), opened(), referred()]
OWN = spell(7, ago(900), ago(800), employee="E-1")
CANCELLED = fact("employment.cancelled", ago(850), employment="EM-7")


@table(
    ("a spell of the person is the referrer's, however long ago", [*ALONE, *OWN], ASKED, "self_referral"),
    ("a spell to come", [*ALONE, at(spell(7, after(99), employee="E-1")[0], "2026-01-30T09:00:00Z")], ASKED,
     "self_referral"),
    ("a spell that never began", [*ALONE, *OWN, CANCELLED], ASKED, FREE),
    ("a spell of somebody else", [*ALONE, *spell(7, ago(900), ago(800))], ASKED, FREE),
    ("a spell of somebody with a lesser id", [*ALONE, *spell(7, ago(900), ago(800), employee="D-1")], ASKED, FREE),
)  # fmt: skip
def test_a_referral_of_oneself(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


NO_FAMILY = house(referrer={"excluded_relationships": ["family", "friend"]})


@table(
    ("excluded", [*NO_FAMILY, referred(relationship="family")], ASKED, "relationship_excluded"),
    ("excluded as the last of the list", [*NO_FAMILY, referred(relationship="friend")], ASKED, "relationship_excluded"),
    ("another one", [*NO_FAMILY, referred(relationship="neighbour")], ASKED, FREE),
    ("none given", [*NO_FAMILY, referred()], ASKED, FREE),
    ("where none is excluded", [*house(), referred(relationship="family")], ASKED, FREE),
    ("told later", [*NO_FAMILY, referred(), referred(day="2026-01-20", relationship="family")], ASKED,
     "relationship_excluded"),
    ("taken back", [*NO_FAMILY, referred(relationship="family"), referred(day="2026-01-20", relationship="")], ASKED,
     FREE),
)  # fmt: skip
def test_a_relationship_is_excluded(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
