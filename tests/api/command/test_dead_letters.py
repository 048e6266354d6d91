"""`vouch feed parked`, `replay` and `drop`."""

from base64 import b64decode

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
    call("migrate", store=sqlite_url)
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


def test_one_is_shown_with_its_bytes_made_safe(sqlite_url: str) -> None:
    raw = b'{"\x1b[2J\x07\xff": "\xc2\x9b\xe2\x80\xae\xc3\xa6"'
    call("feed", "push", "-", store=sqlite_url, given=raw)
    done = call("feed", "parked", "1", store=sqlite_url)
    assert done.code == 0
    assert "bad_json" in done.out
    assert "standard input:1" in done.out
    assert done.out.splitlines()[-1] == r'{"\x1b[2J\x07\xff": "\x9b\u202e' + 'æ"'
    assert b64decode(call("feed", "parked", "1", "--json", store=sqlite_url).json["raw"]) == raw


def test_one_that_there_is_not_is_refused(parked: str) -> None:
    done = call("feed", "parked", "99", store=parked)
    assert (done.code, done.out, done.err) == (1, "", "vouch: There is no dead letter 99.\n")


FILTERS = [
    (["--reason", "unknown_type"], [2]),
    (["--reason", "unknown"], []),
    (["--source", "/test"], [2, 3]),
    (["--place", "standard input"], [1, 2, 3]),
    (["--place", "standard input:4"], [3]),
    (["--place", "tandard"], []),
    (["--place", "%"], []),
    (["--reason", "unknown_type", "--source", "/other"], []),
    (["--after", "1"], [2, 3]),
    (["--after", "1", "--limit", "1"], [2]),
]


@pytest.mark.parametrize(("options", "letters"), FILTERS)
def test_they_are_listed_by_reason_source_and_place(parked: str, options: list[str], letters: list[int]) -> None:
    found = call("feed", "parked", *options, "--json", store=parked).json
    assert [letter["letter"] for letter in found] == letters


def test_they_are_counted_by_reason(parked: str) -> None:
    assert call("feed", "parked", "--counts", "--json", "--source", "/test", store=parked).json == {
        "conflicting_resend": 1,
        "unknown_type": 1,
    }
    assert "bad_json" in call("feed", "parked", "--counts", store=parked).out


def test_a_table_says_where_it_goes_on(parked: str) -> None:
    done = call("feed", "parked", "--limit", "2", store=parked)
    assert "conflicting_resend" not in done.out
    assert "--after 2 lists them" in done.err


@pytest.mark.parametrize(("options", "letters"), FILTERS[:-2])
def test_they_are_dropped_by_a_filter(parked: str, options: list[str], letters: list[int]) -> None:
    done = call("feed", "drop", *options, "--json", store=parked)
    assert (done.code, done.json) == (0, {"dropped": len(letters)} if letters else {})
    left = [letter["letter"] for letter in call("feed", "parked", "--json", store=parked).json]
    assert left == [number for number in (1, 2, 3) if number not in letters]


def test_they_are_replayed_by_a_filter_in_pages(parked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.command.work.dead_letters.PAGE", 1)
    done = call("feed", "replay", "--place", "standard input", "--json", store=parked)
    assert (done.code, done.json) == (1, {"unreadable": 2, "refused": 1})
    done = call("feed", "replay", "--reason", "unknown_type", store=parked)
    assert (done.code, done.out) == (1, "1 unreadable\n")


@pytest.mark.parametrize("options", [[], ["1", "--reason", "bad_json"]])
@pytest.mark.parametrize("command", ["replay", "drop"])
def test_numbers_or_a_filter_is_right_use_both_or_none_is_not(parked: str, command: str, options: list[str]) -> None:
    done = call("feed", command, *options, store=parked)
    assert (done.code, done.out) == (2, "")
