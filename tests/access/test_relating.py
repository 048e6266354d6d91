"""How a principal stands to a thing, from what is true of it."""

import pytest

from domain.access.relating import (
    Post,
    Referred,
    relate_to_candidate,
    relate_to_employee,
    relate_to_people,
    relate_to_post,
    relate_to_referral,
)
from domain.access.words import EXISTS, Relation

ME = frozenset({"E-1", "E-001"})
THEIRS = Post("E-2", ["E-3"], is_open=False)
MANAGED, RECRUITED, MINE = Relation.MANAGED, Relation.RECRUITED, Relation.MINE


@pytest.mark.parametrize(
    ("post", "relations"),
    [
        (THEIRS, set()),
        (Post("E-1", ["E-3"], is_open=False), {MANAGED}),
        (Post("E-001", ["E-3"], is_open=False), {MANAGED}),
        (Post(None, [], is_open=False), {RECRUITED}),
        (Post("E-2", ["E-3", "E-1"], is_open=False), {RECRUITED}),
        (Post("E-2", ["E-3"], is_open=True), {Relation.OPEN_POST}),
        (Post("E-1", ["E-1"], is_open=True), {MANAGED, RECRUITED, Relation.OPEN_POST}),
    ],
)
def test_a_post(post: Post, relations: set[Relation]) -> None:
    assert relate_to_post(ME, post) == EXISTS | relations


def test_nobody_manages_a_post_without_a_manager() -> None:
    assert relate_to_post(frozenset(), Post(None, ["E-3"], is_open=False)) == EXISTS


@pytest.mark.parametrize(
    ("referral", "relations"),
    [
        (Referred("E-2", THEIRS, payable=False), set()),
        (Referred("E-001", THEIRS, payable=False), {MINE}),
        (Referred("E-2", None, payable=False), {RECRUITED}),
        (Referred("E-2", Post("E-1", ["E-1"], is_open=True), payable=False), {RECRUITED}),
        (Referred("E-2", THEIRS, payable=True), {Relation.PAYABLE}),
    ],
)
def test_a_referral(referral: Referred, relations: set[Relation]) -> None:
    assert relate_to_referral(ME, referral) == EXISTS | relations


def test_a_candidate_is_seen_through_any_application_or_referral() -> None:
    managed = Post("E-1", ["E-3"], is_open=True)
    assert relate_to_candidate(ME, [THEIRS], []) == EXISTS
    assert relate_to_candidate(ME, [THEIRS, managed], []) == EXISTS | {MANAGED}
    assert relate_to_candidate(ME, [], [Referred("E-1", THEIRS, payable=True)]) == EXISTS | {Relation.REFERRED}
    assert relate_to_candidate(ME, [], [Referred("E-2", None, payable=False)]) == EXISTS | {RECRUITED}
    # To manage the post that a referral names gives no sight of the candidate.
    assert relate_to_candidate(ME, [], [Referred("E-2", managed, payable=False)]) == EXISTS


def test_people_and_employees() -> None:
    assert relate_to_people(ME, ["E-2", None, "E-001"]) == EXISTS | {MINE}
    assert relate_to_people(ME, ["E-2", None]) == EXISTS
    assert relate_to_employee(ME, "E-001") == EXISTS | {Relation.SELF}
    assert relate_to_employee(ME, "E-2") == EXISTS
