"""`vouch identities`: who is not yet known to be whom, and saying who is."""

from pathlib import Path

import pytest

from tests.api.command.calling import call, feed_file
from tests.support.story import accepted, applied, employed, fact, offered, opened, programme, recorded, referred

ACCOUNT = fact("account.recorded", "2026-01-02", account="U-2")
NEW = fact("employment.started", "2026-02-10", employment="EM-N", employee="N-1", start_date="2026-03-02")
STORY = [
    programme(),
    employed("E-1"),
    employed("E-9"),
    opened(),
    referred(),
    applied(),
    offered(start_date="2026-03-02"),
    accepted(),
    fact("candidate.identified", "2026-01-20", candidate="C-1", name="Ada Byron"),
    recorded("N-1", "2026-02-10", name="Byron, Ada"),
    NEW,
]


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/vouch.db"
    assert call("feed", "push", feed_file(tmp_path, STORY), store=url).code == 0
    return url


def test_a_hire_and_a_start_are_listed_with_a_guess_until_they_are_linked(store: str) -> None:
    found = call("identities", "--json", store=store).json
    guess = {"employee": "N-1", "candidate": "C-1", "days_apart": 0, "alike": 1.0}
    assert [(each["id"], each["thing"], each["guesses"]) for each in found["candidates"]] == [("C-1", "A-1", [guess])]
    assert [(each["id"], each["thing"], each["guesses"]) for each in found["employees"]] == [("N-1", "EM-N", [guess])]
    assert "Byron, Ada" in call("identities", store=store).out
    said = [
        call("identities", "link", "candidate", "C-1", "N-1", "--reason", "seen", store=store).out for _ in range(2)
    ]
    assert said == ["recorded\n", "repeated\n"]
    assert call("identities", "--json", store=store).json == {"accounts": [], "candidates": [], "employees": []}
    rows = call("report", "bonuses", "--as-of", "2026-03-05", "--json", store=store).json
    assert [row["employment"] for row in rows] == ["EM-N"]


def test_a_state_picks_who_is_listed(store: str, tmp_path: Path) -> None:
    accounts = [fact("account.recorded", "2026-01-02", account="U-1", number="E-1"), ACCOUNT]
    assert call("feed", "push", feed_file(tmp_path, accounts), store=store).code == 0
    states = ("unidentified", "several", "conflict", "linked")
    listed = {state: call("identities", "--state", state, "--json", store=store).json for state in states}
    assert {state: [each["id"] for each in found["accounts"]] for state, found in listed.items()} == {
        "unidentified": ["U-2"],
        "several": [],
        "conflict": [],
        "linked": ["U-1"],
    }
    assert [each["id"] for each in listed["unidentified"]["candidates"]] == ["C-1"]
    call("identities", "link", "candidate", "C-1", "E-9", store=store)
    (hire,) = call("identities", "--state", "linked", "--json", store=store).json["candidates"]
    assert (hire["id"], hire["state"]) == ("C-1", "linked")
    assert "U-1  linked  2026-01-02  E-1" in call("identities", "--state", "linked", store=store).out
    assert call("identities", "--state", "married", store=store).code == 2


def test_what_was_unlinked_can_be_linked_again(store: str) -> None:
    said = ["link", "unlink", "unlink", "link"]
    told = [call("identities", each, "candidate", "C-1", "N-1", store=store).out.strip() for each in said]
    assert told == ["recorded", "recorded", "repeated", "recorded"]
    assert call("identities", "--json", store=store).json["candidates"] == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("candidate", "C-1", "E-404"), "No such employee"),
        (("candidate", "C-404", "N-1"), "ever spoken of such a candidate"),
        (("account", "U-404", "N-1"), "ever spoken of such an account"),
        (("same_as", "N-1", "N-1"), "not as its own"),
        (("same_as", "E-404", "N-1"), "No such employee"),
        (("candidate", "", "N-1"), "1 to"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(store: str, words: tuple[str, ...], why: str) -> None:
    refused = call("identities", "link", *words, store=store)
    assert (refused.code, refused.out) == (1, "")
    assert why in refused.err
    assert "404" not in refused.err


def test_a_file_is_recorded_whole_or_not_at_all(store: str, tmp_path: Path) -> None:
    file = tmp_path / "who.csv"
    file.write_text("kind,id,employee,reason\ncandidate,C-1,N-1,seen\nnobody,C-1,N-1,\nsame_as,E-1,E-9,\n")
    refused = call("identities", "import", str(file), store=store)
    assert refused.code == 1
    assert "line 3: The kind must be one of" in refused.err
    assert "1 row cannot be recorded, so nothing was." in refused.err
    file.write_text("kind,id,employee,reason\ncandidate,C-1,N-1,seen\nsame_as,E-1,E-9,\n")
    told = [call("identities", "import", str(file), store=store).out for _ in range(2)]
    assert told == ["2 recorded, 0 repeated.\n", "0 recorded, 2 repeated.\n"]


def test_a_file_without_its_columns_is_refused(store: str, tmp_path: Path) -> None:
    file = tmp_path / "who.csv"
    file.write_text("kind,employee\ncandidate,N-1\n")
    refused = call("identities", "import", str(file), store=store)
    assert (refused.code, "id missing" in refused.err) == (1, True)
