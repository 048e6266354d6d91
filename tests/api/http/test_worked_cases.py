"""A dozen worked cases over real HTTP: a served store each, events in, rows out, on one of the two databases."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from domain.store.opening import migrate
from tests.support.server import vouch_server
from tests.support.worked_cases import CASES, WorkedCase

NAMES = (
    "the-story",
    "no-show",
    "two-offers-one-declined",
    "first-referrer-wins",
    "hiring-manager-refers",
    "unpaid-leave",
    "by-fte",
    "cap",
    "new-employee-number",
    "intern-becomes-regular",
    "long-notice",
    "evening-in-los-angeles",
)
DOZEN = [case for case in CASES if case.name in NAMES]


def test_there_are_a_dozen() -> None:
    assert len(DOZEN) == 12


def posted(url: str, events: list[dict[str, Any]]) -> dict[str, Any]:
    """What the server answers to a batch of events."""
    headers = {"content-type": "application/cloudevents-batch+json"}
    request = urllib.request.Request(f"{url}/v1/feed/events", json.dumps(events).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def rows(url: str, as_of: str, position: int) -> Any:
    """The bonus rows, once everything up to the position can be read."""
    with urllib.request.urlopen(
        f"{url}/v1/reports/bonuses?as_of={as_of}&min_position={position}", timeout=30
    ) as answer:
        return json.load(answer)


@pytest.mark.parametrize(("number", "case"), list(enumerate(DOZEN)), ids=[case.name for case in DOZEN])
def test_a_worked_case_over_http(number: int, case: WorkedCase, request: pytest.FixtureRequest) -> None:
    new_url: Callable[[], str] = request.getfixturevalue("new_postgres_url" if number % 3 == 0 else "new_sqlite_url")
    store = new_url()
    migrate(store, timezone=case.timezone)
    with vouch_server(store) as server:
        answer = posted(server.url, list(reversed(case.events)))
        assert answer["recorded"] == len(case.events)
        assert posted(server.url, case.events)["repeated"] == len(case.events)
        for ask in case.asks:
            assert rows(server.url, ask["as_of"], answer["position"]) == ask["rows"]
