"""A row: what it names, how rows are sorted, and what it is worth while it is waited for."""

from datetime import date

from domain.rules.row import Row
from tests.support.borders import decided, house, row, spell, told_on
from tests.support.story import applied, fact, hired, referred

HALVES = [
    {"name": "second", "tenure_days": 0, "share": "0.5"},
    {"name": "first", "tenure_days": 90, "share": "0.5"},
]


def test_a_row_names_what_it_rests_on() -> None:
    assert row([*house(), *hired(application="A-1")], "2026-05-31") == Row(
        referral="R-1", referrer="E-1", candidate="C-1", requisition="Q-1", application="A-1", employment="EM-1",
        instalment="day-90", milestone_on=date(2026, 5, 31), entitlement="earned", waiting_for=None, reasons=(),
        amount="1000.00", currency="USD", programme_version=1, warnings=(),
    )  # fmt: skip


def test_unknown_values_are_null() -> None:
    assert row([house()[0], referred(requisition=None)], "2026-02-01") == Row(
        referral="R-1", referrer="E-1", candidate="C-1", requisition=None, application=None, employment=None,
        instalment="day-90", milestone_on=None, entitlement="waiting", waiting_for="application", reasons=(),
        amount="1000.00", currency="USD", programme_version=1, warnings=("referrer_unverified",),
    )  # fmt: skip


def test_rows_are_sorted_by_referral_as_text_then_by_the_order_of_instalments() -> None:
    facts = [*house(instalments=HALVES), *(referred(number) for number in (2, 10, 1))]
    assert [(each.referral, each.instalment) for each in decided(facts, "2026-02-01")] == [
        (referral, instalment) for referral in ("R-1", "R-10", "R-2") for instalment in ("second", "first")
    ]


def test_the_milestone_is_given_before_the_start() -> None:
    facts = [*house(), referred(), applied(), told_on(spell(1, "2026-03-02", application="A-1")[0], "2026-02-01")]
    found = row(facts, "2026-02-01")
    assert (found.waiting_for, found.employment, found.milestone_on) == ("start", "EM-1", date(2026, 5, 31))


def test_the_candidate_is_the_one_that_the_referral_gave() -> None:
    merged = fact("candidate.merged", "2026-01-20", losing="C-1", winning="C-0")
    found = row([*house(), referred(), merged, applied(day="2026-01-21", candidate="C-0")], "2026-02-01")
    assert (found.candidate, found.application) == ("C-1", "A-1")


def test_each_instalment_stands_by_its_own_milestone() -> None:
    rows = decided([*house(instalments=HALVES), *hired(application="A-1")], "2026-03-02")
    assert [(each.instalment, each.entitlement, each.amount) for each in rows] == [
        ("second", "earned", "500.00"),
        ("first", "waiting", "500.00"),
    ]
