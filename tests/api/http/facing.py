"""Test support: the HTTP face of a fresh Vouch in process, and small feeds for it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any, NamedTuple

import msgspec
from fastapi.testclient import TestClient
from httpx2 import Response

from api.bootstrap import Vouch, open_vouch
from api.http.app import create_app
from api.settings import Settings
from domain.store.opening import migrate

TODAY = date(2026, 7, 1)
LOOPBACK = "http://127.0.0.1"
STRUCTURED = {"content-type": "application/cloudevents+json"}
BATCH = {"content-type": "application/cloudevents-batch+json"}
FEED = "/v1/feed/events"

_numbers = count(1)


class Face(NamedTuple):
    """A client, and the Vouch behind it."""

    client: TestClient
    vouch: Vouch

    def get(self, path: str, **parameters: str | int) -> Response:
        """Ask, with parameters."""
        return self.client.get(path, params=parameters)

    def push(self, *events: Mapping[str, Any]) -> int:
        """Record events, all of which must be taken, and let them be read; the position."""
        answer = self.client.post(FEED, content=msgspec.json.encode(events), headers=BATCH)
        assert answer.status_code == 202, answer.text
        assert answer.json()["parked"] == 0, answer.text
        position = answer.json()["position"]
        assert self.get("/v1/requisitions", min_position=position).status_code == 200
        return int(position)


@contextmanager
def facing(url: str, today: date = TODAY, timezone: str | None = None, **settings: Any) -> Iterator[Face]:
    """The face of Vouch on a store, which is made if it is not there."""
    migrate(url, timezone=timezone)
    with (
        open_vouch(Settings(store=url, **settings), today=lambda: today) as vouch,
        TestClient(create_app(vouch), base_url=LOOPBACK) as client,
    ):
        yield Face(client, vouch)


def event(kind: str, time: str = "2026-02-02T09:00:00Z", *, event_id: str | None = None, **data: Any) -> dict[str, Any]:
    """One event of the feed, `hr.KIND.v1`, with an id of its own unless one is given."""
    return {
        "specversion": "1.0",
        "id": event_id or f"e{next(_numbers)}",
        "source": "/test",
        "type": f"hr.{kind}.v1",
        "time": time,
        "data": data,
    }


def hired(
    referral: str = "R-1", candidate: str = "C-1", requisition: str = "Q-1", application: str = "A-1"
) -> Sequence[dict[str, Any]]:
    """A referral on 2026-01-12 that became a hire on 2026-03-02, with everything around it."""
    terms = {"amount": {"currency": "USD", "default": "1000.00"}}
    return [
        event("bonus_program.published", "2025-12-01T09:00:00Z", version=1, effective_from="2026-01-01", terms=terms),
        event("employee.recorded", "2025-01-01T09:00:00Z", employee="E-1", effective_on="2025-01-01"),
        event("employment.started", "2025-01-01T09:00:00Z", employment="M-1", employee="E-1", start_date="2025-01-01"),
        event(
            "requisition.opened",
            "2026-01-05T09:00:00Z",
            requisition=requisition,
            title="Analyst",
            hiring_manager="E-9",
            opened_on="2026-01-05",
            schedules=["full_time"],
        ),
        event("candidate.identified", "2026-01-12T08:00:00Z", candidate=candidate, name="Personal Canary"),
        event(
            "referral.made",
            "2026-01-12T09:00:00Z",
            referral=referral,
            referrer="E-1",
            candidate=candidate,
            requisition=requisition,
        ),
        event(
            "application.submitted",
            "2026-01-14T09:00:00Z",
            application=application,
            candidate=candidate,
            requisition=requisition,
        ),
        event(
            "offer.extended",
            "2026-02-10T09:00:00Z",
            offer=f"O-{application}",
            application=application,
            schedule="full_time",
        ),
        event("offer.accepted", "2026-02-12T09:00:00Z", offer=f"O-{application}"),
        event(
            "employment.started",
            "2026-03-02T09:00:00Z",
            employment=f"M-{application}",
            employee=f"E-{application}",
            start_date="2026-03-02",
            application=application,
        ),
    ]
