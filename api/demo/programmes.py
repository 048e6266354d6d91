"""The demo's bonus programme: three versions, each with something that the one before had not."""

from typing import Any

from api.demo.feed import Feed

# Days before the end of the year from which each version is in force, and on which it was published.
FIRST, SECOND, THIRD = 358, 180, 75

FIRST_TERMS: dict[str, Any] = {
    "amount": {
        "currency": "USD",
        "default": "1200.00",
        "by_level": {"senior": "3000.00"},
        "by_department": {"nursing": "2000.00"},
    },
    "factors": {"by": "schedule", "part_time": "0.5"},
    "instalments": [
        {"name": "day-90", "tenure_days": 90, "share": "0.5"},
        {"name": "day-180", "tenure_days": 180, "share": "0.5"},
    ],
    "ownership": {"window_days": 180, "duplicates": "first", "grace_hours": 72},
    "candidate": {"not_applied_within_days": 180, "not_employed_within_days": 365},
    "referrer": {"management_chain": "all", "excluded_relationships": ["family"]},
    "excused_leaving": {"hire": ["redundant", "deceased"], "referrer": ["redundant", "deceased"]},
    "unpaid_leave_pauses": True,
    "cap": {"bonuses": 3, "per": "rolling_365_days"},
}
SECOND_TERMS = FIRST_TERMS | {
    "instalments": [{"name": "day-60", "tenure_days": 60, "share": "1"}],
    "ownership": {"window_days": 180, "duplicates": "split", "grace_hours": 72},
}
THIRD_TERMS = SECOND_TERMS | {
    "factors": {"by": "fte"},
    "instalments": [{"name": "day-30", "tenure_days": 30, "share": "1"}],
    "ownership": {"window_days": 120, "duplicates": "split", "requisition_must_be_open": True},
}


def publish_programmes(feed: Feed) -> None:
    """Publish the versions: the second a week after it came into force, the first once more to no effect."""
    _announce(feed, 1, FIRST, FIRST + 14, FIRST_TERMS)
    _announce(feed, 2, SECOND, SECOND - 7, SECOND_TERMS)
    _announce(feed, 1, FIRST, SECOND - 20, FIRST_TERMS | {"cap": None})
    _announce(feed, 3, THIRD, THIRD + 10, THIRD_TERMS)


def _announce(feed: Feed, version: int, effective: int, published: int, terms: dict[str, Any]) -> None:
    effective_from = feed.day(effective).isoformat()
    feed.tell(
        "bonus_program.published", feed.day(published), version=version, effective_from=effective_from, terms=terms
    )
