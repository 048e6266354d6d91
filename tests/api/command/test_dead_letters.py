"""`vouch feed parked`, `replay` and `drop`."""

import pytest

from tests.api.command.calling import call, event, written


@pytest.fixture
def parked(sqlite_url: str) -> str:
    """A store with three letters: broken JSON, an unknown type, a conflicting resend."""
    first, other = (event("candidate.identified", 1, candidate=candidate) for candidate in ("C-1", "C-2"))
    given = b"{broken\n" + written([event("candidate.promoted", candidate="C-1"), first, other])
    assert call("feed", "push", "-", "--json", store=sqlite_url, given=given).json["parked"] == 3
    return sqlite_url


def test_letters_are_listed_without_their_bytes(parked: str) -> None:
    letters = call("feed", "parked", "--json", store=parked).json
    assert [letter["letter"] for letter in letters] == [1, 2, 3]
    assert {letter["status"] for letter in letters} == {"open"}
    assert letters[0]["place"] == "standard input:1"
    assert letters[1]["reason"] == "unknown_type"
    assert letters[2]["reason"] == "conflicting_resend"
    assert not any("raw" in letter for letter in letters)


def test_people_see_a_table(parked: str) -> None:
    done = call("feed", "parked", store=parked)
    assert "unknown_type" in done.out
    assert "standard input:1" in done.out


def test_where_nothing_is_parked(sqlite_url: str) -> None:
    assert call("feed", "parked", "--json", store=sqlite_url).out == "[]\n"
    done = call("feed", "parked", store=sqlite_url)
    assert (done.code, done.out, done.err) == (0, "", "Nothing is parked.\n")


def test_what_still_cannot_be_read_stays_open(parked: str) -> None:
    done = call("feed", "replay", "1", "3", "--json", store=parked)
    assert done.code == 1
    assert [(fate["letter"], fate["outcome"]) for fate in done.json] == [(1, "unreadable"), (3, "refused")]
    assert len(call("feed", "parked", "--json", store=parked).json) == 3


def test_dropped_letters_are_listed_only_with_all(parked: str) -> None:
    assert call("feed", "drop", "1", "2", store=parked).code == 0
    assert [letter["letter"] for letter in call("feed", "parked", "--json", store=parked).json] == [3]
    every = call("feed", "parked", "--all", "--json", store=parked).json
    assert [letter["status"] for letter in every] == ["dropped", "dropped", "open"]
    assert "dropped" in call("feed", "parked", "--all", store=parked).out


def test_dropping_again_is_harmless(parked: str) -> None:
    assert call("feed", "drop", "1", store=parked).code == 0
    assert call("feed", "drop", "1", store=parked).code == 0


@pytest.mark.parametrize("command", ["replay", "drop"])
def test_a_letter_that_there_is_not_is_refused(parked: str, command: str) -> None:
    done = call("feed", command, "99", store=parked)
    assert done.code == 1
    assert "unknown" in done.out


@pytest.mark.parametrize("number", ["0", "-1", "one", "", str(2**63)])
@pytest.mark.parametrize("command", ["replay", "drop"])
def test_a_letter_without_a_number_is_wrong_use(parked: str, command: str, number: str) -> None:
    assert call("feed", command, "--", number, store=parked).code == 2
