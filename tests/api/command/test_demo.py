"""`vouch demo`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from projections.exceptions.found import CODES
from tests.api.command.calling import call, event, feed_file

STORE = "sqlite:///vouch-demo.db"
LAST_DAY = "2026-06-30"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_shows_what_there_is_and_replaces_a_former_demo_but_nothing_else(folder: Path) -> None:
    first = call("demo")
    assert first.code == 0
    assert (folder / "vouch-demo.db").exists()
    for heading in ("Who stands where", "What has become of the bonuses", "Why there is no bonus", "Try next"):
        assert heading in first.out
    for entitlement in ("earned", "waiting for", "forfeited: ", "ineligible: ", "acceptance withdrawn"):
        assert entitlement in first.out
    assert f"export VOUCH_STORE={STORE}" in first.out

    assert call("clock", "tick", store=STORE).code == 0
    again = call("demo", "--ending-on", LAST_DAY)
    assert again.code == 0, again.err
    assert again.out != first.out

    call("feed", "push", feed_file(folder, [event("candidate.identified", candidate="C-1")]), store=STORE)
    before = call("projections", "digest", "--json", store=STORE).out
    refused = call("demo")
    assert (refused.code, refused.out) == (1, "")
    assert "holds facts already" in refused.err
    assert call("projections", "digest", "--json", store=STORE).out == before


def test_another_store_may_be_named_and_has_every_exception_and_tells_what_was_known(
    store_url: str, folder: Path
) -> None:
    done = call("demo", "--store", store_url, "--timezone", "Europe/Berlin", "--ending-on", LAST_DAY)
    assert done.code == 0, done.err
    assert store_url not in done.err
    assert not (folder / "vouch-demo.db").exists()
    found = call("report", "exceptions", "--as-of", LAST_DAY, "--json", store=store_url).json["rows"]
    assert {row["code"] for row in found} == set(CODES)
    asked = ["report", "bonuses", "--as-of", "2026-05-21", "--json"]
    now, then = (call(*asked, *known, store=store_url).json for known in ([], ["--known-at", "2026-05-21T22:00:00Z"]))
    assert "R-072" in {row["referral"] for row in now if row not in then}
    assert len(now) == len(then)


@pytest.mark.parametrize("ago", [-2, 9 * 365 + 2])
def test_a_year_that_ends_later_or_long_ago_is_refused(folder: Path, ago: int) -> None:
    day = datetime.now(UTC).date() - timedelta(days=ago)
    refused = call("demo", "--ending-on", day.isoformat())
    assert (refused.code, refused.out) == (1, "")
    assert "The demo's year ends today" in refused.err
