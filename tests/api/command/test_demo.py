"""`vouch demo`."""

from pathlib import Path

import pytest

from tests.api.command.calling import call, event, feed_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_shows_a_pipeline_bonuses_and_one_why_and_says_what_to_try(folder: Path) -> None:
    done = call("demo")
    assert done.code == 0
    assert (folder / "vouch-demo.db").exists()
    for heading in ("Who stands where", "What has become of the bonuses", "Why there is no bonus", "Try next"):
        assert heading in done.out
    for entitlement in ("earned", "waiting for", "forfeited: ", "ineligible: "):
        assert entitlement in done.out
    assert "acceptance withdrawn" in done.out
    assert "export VOUCH_STORE=sqlite:///vouch-demo.db" in done.out


def test_a_former_demo_is_replaced_also_after_a_tick_of_the_clock(folder: Path) -> None:
    first = call("demo")
    assert call("clock", "tick", store="sqlite:///vouch-demo.db").code == 0
    again = call("demo")
    assert (again.code, again.out) == (0, first.out)
    assert folder.exists()


def test_a_store_that_holds_anything_else_is_refused(folder: Path) -> None:
    store = "sqlite:///vouch-demo.db"
    call("demo")
    call("feed", "push", feed_file(folder, [event("candidate.identified", candidate="C-1")]), store=store)
    before = call("projections", "digest", "--json", store=store).out
    done = call("demo")
    assert (done.code, done.out) == (1, "")
    assert "holds facts already" in done.err
    assert call("projections", "digest", "--json", store=store).out == before


def test_another_store_may_be_named(store_url: str, folder: Path) -> None:
    done = call("demo", "--store", store_url, "--timezone", "Europe/Berlin")
    assert done.code == 0, done.err
    assert store_url not in done.err
    assert not (folder / "vouch-demo.db").exists()
    assert call("report", "bonuses", "--json", store=store_url).json != []
