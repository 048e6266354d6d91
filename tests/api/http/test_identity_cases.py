"""The worked cases of who is who over HTTP: what the feed says is posted, links are posted by hand."""

import msgspec
import pytest

from api.bootstrap import open_event_store
from api.settings import Settings
from tests.api.http.facing import BATCH, FEED, Face, facing
from tests.support.identity_cases import asks, earlier_pushes, fed_last, links
from tests.support.own_events import record_case
from tests.support.worked_cases import IDENTITY_CASES, WorkedCase


@pytest.mark.parametrize("case", IDENTITY_CASES, ids=lambda case: case.name)
def test_a_case_of_who_is_who_over_http(case: WorkedCase, sqlite_url: str) -> None:
    with open_event_store(Settings(store=sqlite_url, timezone=case.timezone), create=True) as store:
        for push in earlier_pushes(case):
            record_case(store, push.events, push.recorded_at)
    with facing(sqlite_url, read_wait_seconds=60.0) as face:
        position = tell(face, case)
        for as_of, known_at, rows in asks(case):
            known = {"known_at": known_at} if known_at else {}
            answer = face.get("/v1/reports/bonuses", as_of=as_of, min_position=position, **known)
            assert answer.json() == rows


def tell(face: Face, case: WorkedCase) -> int:
    posted = face.client.post(FEED, content=msgspec.json.encode(fed_last(case)), headers=BATCH)
    assert (posted.status_code, posted.json()["recorded"]) == (202, len(fed_last(case)))
    position = face.vouch.store.head()
    # A link may name only whoever can be read already.
    assert face.get("/v1/requisitions", min_position=position).status_code == 200
    for link in links(case):
        answer = face.client.post("/v1/identities/links", json=link._asdict())
        assert answer.status_code == 201, answer.text
        position = answer.json()["position"]
    return position
