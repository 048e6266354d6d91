"""Who is who, at its borders: stories of one referral that is by an account, or of a person who is found by links."""

from typing import Any

import pytest

from tests.rules.explaining import explained, kinds, refs
from tests.support.story import (
    Event,
    accepted,
    applied,
    employed,
    fact,
    offered,
    programme,
    recorded,
    referred,
    started,
)

EARNED = "2026-06-01"


def account(day: str = "2026-01-02", **said: Any) -> Event:
    return fact("account.recorded", day, account="U-1", **said)


def linked(employee: str, day: str = "2026-05-01", **other: str) -> Event:
    return fact("identity.linked", day, employee=employee, **other)


def unlinked(employee: str, day: str = "2026-05-02", **other: str) -> Event:
    return fact("identity.unlinked", day, employee=employee, **other)


def retracted(event: Event, kind: str = "retracted", day: str = "2026-05-03") -> Event:
    return fact(f"fact.{kind}", day, fact=event["id"])


def referrer(*more: Event, as_of: str = EARNED) -> str:
    """Who the row says has referred, where U-1 did, and E-1 and E-2 are employees."""
    story = [programme(), referred(referrer="U-1"), applied(), employed("E-1"), employed("E-2")]
    return explained([*story, *more], as_of)["R-1", "day-90"].row.referrer


ONE = recorded("E-1", "2026-01-01", number="11", email="one@firm.example")
TWO = recorded("E-2", "2026-01-01", number="22", email="two@firm.example", personal_email="two@post.example")
LINK = linked("E-2", account="U-1")
DENIAL = unlinked("E-1", account="U-1")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        pytest.param([], "U-1", id="nothing is said"),
        pytest.param([account(number="11")], "E-1", id="number"),
        pytest.param([account(number=" 22 ")], "E-2", id="number, trimmed"),
        pytest.param([account(number="E-2")], "E-2", id="an employee's id is a number"),
        pytest.param([account(number="e-2")], "U-1", id="numbers keep their case"),
        pytest.param([account(email=" ONE@firm.example")], "E-1", id="address, in any case, trimmed"),
        pytest.param([account(email="two@post.example")], "E-2", id="private address"),
        pytest.param([account(number="11", email="one@firm.example")], "E-1", id="both"),
        pytest.param([account(number="11", email="two@firm.example")], "U-1", id="both, of different people"),
        pytest.param([account(number="11", email="who@firm.example")], "E-1", id="an address that names nobody"),
        pytest.param([account(number="11"), account("2026-01-03", number="22")], "E-2", id="the latest number"),
        pytest.param([account(number="11"), account("2026-01-03", number="")], "U-1", id="a number cleared"),
        pytest.param([account(number="11"), account("2026-01-03", email="who@firm.example")], "E-1", id="kept"),
        pytest.param([account(number="11"), recorded("E-2", "2026-01-02", number="11")], "U-1", id="of two people"),
        pytest.param(
            [account(number="11"), recorded("E-1", "2026-01-09", number="12")], "E-1", id="any number she had"
        ),
        pytest.param([account(number="11"), LINK], "E-2", id="a link goes before keys"),
        pytest.param([LINK], "E-2", id="a link of an account that was never announced"),
        pytest.param([linked("E-3", account="U-1")], "E-3", id="to an employee who was never announced"),
        pytest.param([LINK, linked("E-1", "2026-05-02", account="U-1")], "E-1", id="of two links the last"),
        pytest.param([LINK, linked("E-1", "2026-04-30", account="U-1")], "E-2", id="by their order"),
        pytest.param([LINK, unlinked("E-2", account="U-1")], "U-1", id="unlinked"),
        pytest.param([LINK, unlinked("E-2", "2026-04-30", account="U-1")], "E-2", id="unlinked before it was linked"),
        pytest.param([account(number="11"), DENIAL], "U-1", id="denied"),
        pytest.param([account(number="11", email="two@firm.example"), DENIAL], "E-2", id="without the denied, one"),
        pytest.param([linked("E-2", "2027-05-01", account="U-1")], "E-2", id="linked after the day asked about"),
        pytest.param([LINK, retracted(LINK)], "U-1", id="retracted"),
        pytest.param([LINK, retracted(LINK), retracted(LINK, "restored", "2026-05-04")], "E-2", id="restored"),
        pytest.param([LINK, retracted(LINK), retracted(LINK, "restored", "2026-05-02")], "U-1", id="by its order"),
        pytest.param([LINK, {**retracted(LINK), "source": "/other"}], "E-2", id="another source's fact of that id"),
        pytest.param([account(number="E-1"), linked("E-1", same_as="E-2")], "E-2", id="two numbers are one worker"),
        pytest.param(
            [linked("E-1", account="U-1"), linked("E-2", same_as="E-1"), unlinked("E-1", same_as="E-2")],
            "E-1",
            id="parted again, said the other way round",
        ),
    ],
)
def test_an_account_is_whom_its_links_and_keys_name(more: list[Event], found: str) -> None:
    assert referrer(ONE, TWO, *more) == found


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ([employed("E-8", "2020-02-03"), employed("E-9", "2020-01-02")], "E-8"),
        ([employed("E-8", "2020-01-02"), employed("E-9", "2020-02-03")], "E-9"),
        ([employed("E-8"), recorded("E-9", "2019-01-01"), employed("E-9", "2020-02-03")], "E-8"),
        ([employed("E-8"), recorded("E-9", "2019-01-01"), recorded("E-9", "2021-01-01")], "E-8"),
        ([employed("E-8")], "E-8"),
        ([], "E-9"),
    ],
    ids=[
        "announced last",
        "the other",
        "by its first announcement",
        "not by its latest record",
        "only one announced",
        "none: the greatest",
    ],
)
def test_a_worker_has_the_name_that_was_announced_last(more: list[Event], name: str) -> None:
    assert referrer(*more, linked("E-9", same_as="E-8"), linked("E-8", account="U-1")) == name


@pytest.mark.parametrize(
    ("more", "warnings"),
    [
        ([], ("referrer_unverified",)),
        ([account()], ("referrer_unverified", "referrer_unidentified")),
        ([account(), linked("E-1", account="U-1")], ()),
        ([account(), linked("E-3", account="U-1")], ("referrer_unverified",)),
        ([account(), employed("U-1")], ()),
    ],
    ids=["never announced", "announced", "linked", "linked to somebody unknown", "an employee of that id"],
)
def test_a_row_says_that_its_referrer_is_not_identified(more: list[Event], warnings: tuple[str, ...]) -> None:
    story = [programme(), referred(referrer="U-1"), employed("E-1"), *more]
    assert explained(story)["R-1", "day-90"].row.warnings == warnings


HIRE = [programme(), employed("E-1"), referred(), applied(), offered(), accepted(), started(candidate="")]
MAIL = fact("candidate.identified", "2026-01-20", candidate="C-1", email="new@post.example")
THEIRS = recorded("H-1", "2026-03-02", personal_email="New@post.example")


@pytest.mark.parametrize(
    ("more", "entitlement"),
    [
        ([], "waiting"),
        ([MAIL, THEIRS], "earned"),
        (
            [MAIL, THEIRS, fact("candidate.identified", "2026-01-21", candidate="C-2", email="new@post.example")],
            "waiting",
        ),
        (
            [
                MAIL,
                THEIRS,
                fact("candidate.identified", "2026-01-21", candidate="C-2", email="new@post.example"),
                fact("candidate.merged", "2027-01-01", losing="C-2", winning="C-1"),
            ],
            "earned",
        ),
        (
            [MAIL, THEIRS, fact("candidate.identified", "2026-01-22", candidate="C-1", email="other@post.example")],
            "earned",
        ),
        ([MAIL, THEIRS, unlinked("H-1", candidate="C-1")], "waiting"),
        ([MAIL, THEIRS, recorded("E-1", "2026-03-02", email="new@post.example")], "waiting"),
        ([linked("H-1", candidate="C-1")], "earned"),
        ([linked("H-1", candidate="C-1"), linked("H-2", "2026-05-02", candidate="C-1")], "waiting"),
        ([linked("H-1", candidate="C-2"), linked("H-1", candidate="C-1")], "earned"),
    ],
    ids=[
        "no link",
        "address",
        "an address that another person has",
        "of one person, merged on a later day",
        "an address that was given before",
        "denied",
        "an address of two employees",
        "declared",
        "of two links the last",
        "two persons of one worker are one",
    ],
)
def test_a_hire_is_whom_links_and_addresses_name(more: list[Event], entitlement: str) -> None:
    assert explained([*HIRE, *more])["R-1", "day-90"].row.entitlement == entitlement


def test_who_refers_herself_through_an_account_is_barred_also_when_all_is_told_by_links() -> None:
    same = [linked("H-0", same_as="H-1"), linked("H-0", account="U-1"), linked("H-1", candidate="C-1")]
    story = [programme(), referred(referrer="U-1"), applied(), started(candidate=""), *same]
    row = explained(story)["R-1", "day-90"].row
    assert (row.reasons, row.referrer) == (("self_referral",), "H-1")


def test_managers_roles_and_posts_are_the_workers_whatever_number_they_were_told_under() -> None:
    chain = {"management_chain": "direct"}
    post = fact(
        "requisition.opened", "2026-01-02", requisition="Q-1", title="Nurse", hiring_manager="U-1",
        opened_on="2026-01-02", schedules=["full_time"],
    )  # fmt: skip
    told = [
        recorded("H-1", "2026-03-02", manager="E-0"),
        recorded("E-0", "2026-01-01", roles=["hr"]),
        linked("E-1", same_as="E-0"),
        linked("E-1", account="U-1"),
    ]
    story = [programme(referrer=chain), employed("E-1"), referred(), applied(), offered(), accepted(), started(), post]
    assert explained(story)["R-1", "day-90"].row.reasons == ()
    assert explained([*story, *told])["R-1", "day-90"].row.reasons == (
        "referrer_role_excluded",
        "referrer_is_hiring_manager",
        "referrer_in_management_chain",
    )


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([account(number="11")], "U-1 is employee E-1: by the number on record."),
        ([account(email="two@post.example")], "U-1 is employee E-2: by an address on record."),
        ([LINK], "U-1 is employee E-2: so it was declared."),
        ([account(number="11", email="two@firm.example")], "U-1 is not identified: its number and its address name"),
        ([account(email="who@firm.example")], "U-1 is not identified: nothing on record names an employee"),
        ([account(number="11"), recorded("E-2", "2026-01-02", number="11")], "U-1 is not identified: its keys name"),
    ],
    ids=["number", "address", "declared", "conflict", "nobody", "several"],
)
def test_a_why_says_who_was_found_to_be_whom_and_never_an_address(more: list[Event], says: str) -> None:
    story = [programme(), referred(referrer="U-1"), employed("E-1"), employed("E-2"), ONE, TWO, *more]
    tested = explained(story)["R-1", "day-90"].rules[-1]
    assert tested.rule == "identity"
    assert tested.says.startswith(says)
    assert "@" not in str(tested)
    assert refs(story[1])[0] in tested.facts


def test_a_why_names_the_facts_that_a_finding_rests_on() -> None:
    told = [account(number="11"), linked("E-1", same_as="E-7"), employed("E-7", "2021-01-04")]
    story = [programme(), referred(referrer="U-1"), employed("E-1"), ONE, *told]
    tested = explained(story)["R-1", "day-90"].rules[-1]
    assert tested.says == "U-1 is employee E-7: by the number on record."
    assert (
        kinds(story, tested.facts)
        == "referral.made:R-1 account.recorded:U-1 employee.recorded:E-1 identity.linked:None"
    )


def test_a_why_says_nothing_of_identities_where_everybody_is_who_the_feed_says() -> None:
    story = [*HIRE, ONE, TWO, MAIL]
    assert "identity" not in [tested.rule for tested in explained(story)["R-1", "day-90"].rules]


@pytest.mark.parametrize(
    ("credited", "told"),
    [
        ("E-1", []),  # E-1 is nobody else, whatever is said of others
        ("E-2", ["E-2 and E-3 are one employee; E-3 is the latest number."]),
        ("E-3", []),
        ("E-5", ["E-5 and E-4 are one employee; E-4 is the latest number."]),
        ("E-4", []),
    ],
)
def test_a_why_says_who_a_renumbered_referrer_is_and_nothing_of_anybody_else(credited: str, told: list[str]) -> None:
    people = [
        employed(f"E-{number}", f"2019-0{month}-01") for number, month in ((1, 1), (2, 2), (3, 3), (5, 4), (4, 5))
    ]
    links = [linked("E-3", same_as="E-2"), linked("E-4", "2026-05-02", same_as="E-5")]
    story = [programme(), *people, *links, referred(referrer=credited), applied()]
    rules = explained(story)["R-1", "day-90"].rules
    assert [tested.says for tested in rules if tested.rule == "identity"] == told
