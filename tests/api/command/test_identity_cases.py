"""The worked cases of who is who through the command: what the feed says is pushed, links are said by hand."""

from pathlib import Path

import pytest

from tests.api.command.calling import call, feed_file
from tests.support.identity_cases import asks, earlier_pushes, fed_last, links
from tests.support.worked_cases import IDENTITY_CASES, WorkedCase


@pytest.mark.parametrize("case", IDENTITY_CASES, ids=lambda case: case.name)
def test_a_case_of_who_is_who_through_the_command(case: WorkedCase, sqlite_url: str, tmp_path: Path) -> None:
    assert call("migrate", "--timezone", case.timezone, store=sqlite_url).code == 0
    for push in earlier_pushes(case):
        file = feed_file(tmp_path, push.events)
        assert call("feed", "push", file, "--recorded-at", push.recorded_at.isoformat(), store=sqlite_url).code == 0
    assert call("feed", "push", feed_file(tmp_path, fed_last(case)), store=sqlite_url).code == 0
    for link in links(case):
        said = "link" if link.linked else "unlink"
        reason = ["--reason", link.reason] if link.reason else []
        done = call("identities", said, link.kind, link.id, link.employee, *reason, store=sqlite_url)
        assert (done.code, done.out) == (0, "recorded\n"), done.err
    for as_of, known_at, rows in asks(case):
        known = ["--known-at", known_at] if known_at else []
        assert call("report", "bonuses", "--as-of", as_of, *known, "--json", store=sqlite_url).json == rows
