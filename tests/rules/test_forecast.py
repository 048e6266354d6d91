"""The forecast of a waiting row: never before the day asked, and what is overdue is said so."""

import pytest

from domain.rules.explain import Explanation
from tests.rules.explaining import explained
from tests.support.story import accepted, applied, employed, fact, offered, opened, programme, referred

STORY = [programme(), employed("E-1"), opened(), referred(), applied()]
START = "2026-03-02"


def why(*more: dict[str, object], as_of: str) -> Explanation:
    return explained([*STORY, *more], as_of)["R-1", "day-90"]


@pytest.mark.parametrize(
    ("as_of", "needed", "forecast_on"),
    [
        ("2026-03-01", "a start, and employed for 90 days", "2026-05-31"),
        ("2026-03-02", "a start (overdue since 2026-03-02), and employed for 90 days", None),
        ("2026-03-03", "a start (overdue since 2026-03-02), and employed for 90 days", None),
        ("2026-06-01", "a start (overdue since 2026-03-02), and employed for 90 days", None),
    ],
)
def test_an_agreed_start_without_an_employment(as_of: str, needed: str, forecast_on: str | None) -> None:
    found = why(offered(start_date=START), accepted(), as_of=as_of)
    assert found.would_be_earned_by == needed
    assert (found.forecast_on.isoformat() if found.forecast_on else None) == forecast_on


def test_an_offer_not_accepted_by_its_start_date() -> None:
    found = why(offered(start_date=START), as_of="2026-03-02")
    assert found.would_be_earned_by == (
        "the offer accepted, a start (overdue since 2026-03-02), and employed for 90 days"
    )
    assert found.forecast_on is None


def test_without_a_start_date_nothing_is_overdue() -> None:
    found = why(offered(), accepted(), as_of="2026-06-01")
    assert (found.would_be_earned_by, found.forecast_on) == ("a start, and employed for 90 days", None)


def test_an_employment_on_record_is_not_overdue() -> None:
    told = fact(
        "employment.started", "2026-03-02", employment="EM-1", employee="H-1", candidate="C-1", start_date="2026-03-09"
    )
    story = (offered(start_date=START), accepted(), told)
    for as_of in ("2026-03-08", "2026-03-09"):
        found = why(*story, as_of=as_of)
        assert found.would_be_earned_by == "employed through 2026-06-07"
        assert str(found.forecast_on) == "2026-06-07"
