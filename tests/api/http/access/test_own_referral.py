"""Nobody else's stage, offer or rival can be told from one's own referral: not by a byte, nor by an ETag."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.http.access.house import apply, hire_people, identify, open_post, publish, refer
from tests.api.http.facing import event, facing

ASKED = (
    "/v1/referrals",
    "/v1/referrals/R-1",
    "/v1/referrals/R-1/why",
    "/v1/reports/bonuses",
    "/v1/candidates/C-1/timeline",
)
MINE = {"Vouch-As": "E-1"}
BASE = [
    publish(),
    *hire_people("E-1", "E-2", "E-3"),
    open_post("Q-1", "E-2", "E-3"),
    open_post("Q-2", "E-2", "E-3"),
    identify("C-1"),
    refer("R-1", "E-1", "C-1", requisition="Q-1"),
    apply("A-1", "C-1", "Q-1"),
]


def staged(stage: str, day: str) -> dict[str, Any]:
    return event("application.stage_changed", f"{day}T09:00:00Z", application="A-1", stage=stage)


def offered(**fields: Any) -> dict[str, Any]:
    return event(
        "offer.extended", "2026-02-10T09:00:00Z", offer="O-1", application="A-1", schedule="part_time", **fields
    )


LATER = "2026-02-20T09:00:00Z"
OTHERS = {
    "stages": [staged("screen", "2026-01-20"), staged("interview", "2026-02-01")],
    "an offer": [offered()],
    "an accepted offer with a start": [offered(start_date="2026-09-01"), event("offer.accepted", LATER, offer="O-1")],
    "a later rival": [
        event("referral.made", LATER, referral="R-2", referrer="E-2", candidate="C-1", requisition="Q-1")
    ],
    "an application elsewhere": [apply("A-2", "C-1", "Q-2", "2026-02-15")],
}


def ask_all(store: str, facts: list[dict[str, Any]]) -> list[tuple[int, bytes, str | None]]:
    with facing(store) as face:
        face.push(*facts)
        answers = [face.client.get(path, headers=MINE) for path in ASKED]
        return [(each.status_code, each.content, each.headers.get("etag")) for each in answers]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, bytes, str | None]]:
    return ask_all(f"sqlite:///{tmp_path_factory.mktemp('plain')}/vouch.db", BASE)


def test_what_is_asked_is_answered(plain: list[tuple[int, bytes, str | None]]) -> None:
    assert [status for status, _, _ in plain] == [200, 200, 200, 200, 404]
    assert b'"status":"in_process"' in plain[1][1]
    assert plain[1][2]


@pytest.mark.parametrize("others", OTHERS)
def test_histories_that_differ_in_others_doings_give_the_same_bytes(
    plain: list[tuple[int, bytes, str | None]], others: str, tmp_path: Path
) -> None:
    assert ask_all(f"sqlite:///{tmp_path}/vouch.db", [*BASE, *OTHERS[others]]) == plain
