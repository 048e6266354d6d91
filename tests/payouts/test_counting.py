"""What lines stand as and count, at the borders of spec/payouts.md §2."""

from decimal import Decimal

import pytest

from domain.payouts.books import Tally
from domain.payouts.owed import Owed
from tests.payouts.money import LINE, Shop


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([], ("sent", "2000.00")),
        ([{"outcome": "paid"}], ("paid", "2000.00")),
        ([{"outcome": "rejected"}], ("rejected", "0.00")),
        ([{"amount": "2000.00"}], ("paid", "2000.00")),
        ([{"amount": "2000"}], ("paid", "2000.00")),
        ([{"amount": "2000.005"}], ("paid", "2000.00")),  # half to the even neighbour
        ([{"amount": "2000.0050001"}], ("differs", "2000.00")),
        ([{"amount": "1999.995"}], ("paid", "2000.00")),
        ([{"amount": "1999.9949"}], ("differs", "2000.00")),
        ([{"amount": "0"}], ("differs", "2000.00")),
        ([{"amount": "2000.00", "currency": "CAD"}], ("differs", "2000.00")),
        ([{"outcome": "rejected", "amount": "2000.00"}], ("rejected", "0.00")),
        ([{"outcome": "rejected"}, {"outcome": "paid"}], ("paid", "2000.00")),
        ([{"outcome": "paid"}, {"outcome": "rejected"}], ("rejected", "0.00")),
        ([{"outcome": "rejected", "settled_on": "2026-06-02"}], ("sent", "2000.00")),  # tomorrow
        ([{"outcome": "rejected", "settled_on": "2020-01-01"}], ("rejected", "0.00")),
    ],
)
def test_an_exported_line_stands_by_the_settlement_that_holds(
    said: list[dict[str, str]], stands: tuple[str, str]
) -> None:
    shop = Shop()
    shop.send()
    for each in said:
        shop.settled(**each)
    assert shop.state() == stands


def test_a_settlement_before_the_export_has_no_effect_ever() -> None:
    shop = Shop()
    shop.must("propose")
    shop.settled(outcome="rejected")
    shop.must("approve", "E-51")
    shop.settled(outcome="rejected")
    shop.must("export")
    assert shop.state() == ("sent", "2000.00")
    assert [each.code for each in shop.till.breaks(shop.at.date())] == ["not_sent", "not_sent", "unsettled"]


def test_a_retracted_settlement_is_none_and_the_one_before_holds_again_as_accepted_as_it_was() -> None:
    shop = Shop()
    shop.send()
    shop.settled(amount="1500.00")
    shop.must("accept", "E-51")
    shop.settled(amount="1400.00")
    assert shop.state() == ("differs", "2000.00")
    later = shop.till.recorded[-1].ref
    books = shop.till.books(shop.at.date())
    books.ledger.retracted.add(later)
    assert books.stands(books.ledger.lines[LINE]) == ("paid", Decimal("1500.00"))
    books.ledger.retracted.add(shop.till.recorded[-3].ref)
    assert books.stands(books.ledger.lines[LINE]) == ("sent", Decimal("2000.00"))


@pytest.mark.parametrize(
    ("entitled", "sent", "waived", "difference"),
    [
        ("2000", "0", "0", "2000"),
        ("2000", "2000", "0", "0"),
        ("2000", "2000", "2000", "0"),
        ("0", "2000", "0", "-2000"),
        ("0", "2000", "500", "-1500"),
        ("0", "2000", "2000", "0"),
        ("0", "2000", "2500", "0"),  # never more than is open
        ("2500", "2000", "500", "500"),  # what was forgiven changes nothing that is owed
    ],
)
def test_what_was_waived_is_not_asked_for_again(entitled: str, sent: str, waived: str, difference: str) -> None:
    tally = Tally(Decimal(sent), Decimal(waived))
    assert tally.difference(Owed(entitled=Decimal(entitled))) == Decimal(difference)


@pytest.mark.parametrize(
    ("then", "now", "due"), [("2000", "2000", "2000"), ("2000", "1500", "0"), ("0", "2000", "0"), ("0", "0", "-700")]
)
def test_due_is_what_is_the_same_today(then: str, now: str, due: str) -> None:
    tally = Tally(Decimal(700) if due == "-700" else Decimal(0), Decimal(0))
    assert tally.due(Owed(entitled=Decimal(then)), Owed(entitled=Decimal(now))) == Decimal(due)
