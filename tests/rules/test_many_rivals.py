"""Of many rivals a hundred are named, and how many there are in all is said beside them."""

import pytest

from tests.rules.explaining import explained, rule
from tests.support.story import applied, employed, programme, referred


@pytest.mark.parametrize(
    ("count", "named", "in_all"), [(1, 1, None), (99, 99, None), (100, 100, None), (101, 100, 101)]
)
def test_a_hundred_rivals_are_named(count: int, named: int, in_all: int | None) -> None:
    people = [employed(f"E-{number}") for number in range(count)]
    referrals = [referred(number, f"E-{number}", candidate="C-0") for number in range(count)]
    found = explained([programme(), *people, *referrals, applied(0)])
    for referral in (f"R-{count - 1}", "R-0"):
        values = rule(found[referral, "day-90"], "duplicate_referral").values
        assert len(list(values["rivals"])) == named  # type: ignore[call-overload]
        assert values.get("rivals_in_all") == in_all
