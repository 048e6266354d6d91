"""Test support: a small organisation in which everybody stands differently to everything."""

from collections.abc import Sequence
from typing import Any

from tests.api.http.facing import event

TERMS = {"amount": {"currency": "USD", "default": "1000.00"}}
CANARY = "Personal Canary"


def hire_people(*numbers: str) -> list[dict[str, Any]]:
    """Employ people since 2025."""
    day = "2025-01-01"
    recorded = [event("employee.recorded", f"{day}T09:00:00Z", employee=each, effective_on=day) for each in numbers]
    started = [
        event("employment.started", f"{day}T09:00:00Z", employment=f"M-{each}", employee=each, start_date=day)
        for each in numbers
    ]
    return recorded + started


def open_post(requisition: str, manager: str, *recruiters: str, **fields: Any) -> dict[str, Any]:
    """Open a post on 2026-01-05."""
    return event(
        "requisition.opened",
        "2026-01-05T09:00:00Z",
        requisition=requisition,
        title=f"Title of {requisition}",
        hiring_manager=manager,
        recruiters=list(recruiters),
        opened_on="2026-01-05",
        schedules=["full_time"],
        **fields,
    )


def refer(referral: str, referrer: str, candidate: str, **fields: Any) -> dict[str, Any]:
    """Refer somebody on 2026-01-12."""
    return event(
        "referral.made", "2026-01-12T09:00:00Z", referral=referral, referrer=referrer, candidate=candidate, **fields
    )


def apply(application: str, candidate: str, requisition: str, day: str = "2026-01-14") -> dict[str, Any]:
    """Apply."""
    return event(
        "application.submitted",
        f"{day}T09:00:00Z",
        application=application,
        candidate=candidate,
        requisition=requisition,
    )


def start(application: str, day: str = "2026-03-02") -> dict[str, Any]:
    """Start the hire of an application."""
    return event(
        "employment.started",
        f"{day}T09:00:00Z",
        employment=f"M-{application}",
        employee=f"E-{application}",
        start_date=day,
        application=application,
    )


def identify(candidate: str) -> dict[str, Any]:
    """Name a candidate."""
    return event("candidate.identified", "2026-01-02T08:00:00Z", candidate=candidate, name=CANARY)


def publish() -> dict[str, Any]:
    """Publish the first programme."""
    return event("bonus_program.published", "2025-12-01T09:00:00Z", version=1, effective_from="2026-01-01", terms=TERMS)


def organisation() -> Sequence[dict[str, Any]]:
    """E-1 refers; E-2 manages and E-3 recruits for Q-1; E-4 manages and E-5 recruits for Q-2; Q-3 is closed.

    C-1 was referred by E-1 for Q-1, applied and was hired; C-2 was referred by E-6 for Q-2 and has applied. E-7 has
    left, and referred C-3 for Q-1.
    """
    closed = event("requisition.closed", "2026-02-01T09:00:00Z", requisition="Q-3", closed_on="2026-02-01")
    left = event("employment.ended", "2026-05-01T09:00:00Z", employment="M-E-7", last_day="2026-05-31")
    return [
        publish(),
        *hire_people("E-1", "E-2", "E-3", "E-4", "E-5", "E-6", "E-7"),
        open_post("Q-1", "E-2", "E-3"),
        open_post("Q-2", "E-4", "E-5"),
        open_post("Q-3", "E-4", "E-5"),
        closed,
        *map(identify, ("C-1", "C-2", "C-3")),
        refer("R-1", "E-1", "C-1", requisition="Q-1"),
        refer("R-2", "E-6", "C-2", requisition="Q-2"),
        refer("R-3", "E-7", "C-3", requisition="Q-1"),
        apply("A-1", "C-1", "Q-1"),
        start("A-1"),
        apply("A-2", "C-2", "Q-2"),
        left,
    ]
