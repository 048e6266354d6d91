"""What people do on the command line: done, refused and misused, in sentences and codes."""

from pathlib import Path
from typing import Any

import pytest

from api.command.told.commands import ABOUT_NONE, COMMANDS
from api.command.told.fields import CHOICES, HINTS, MANY, NUMBERS, PERSON, SAYS
from domain.commands.table import BY_NAME
from domain.facts.shapes import fields_of
from tests.api.command.calling import call, event, feed_file


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> str:
    """A post with two applications, one of which was in `interview`."""
    opened: dict[str, Any] = {
        "title": "Analyst",
        "hiring_manager": "E-9",
        "schedules": ["full_time"],
        "opened_on": "2026-01-05",
    }
    applied = [
        event("application.submitted", application=f"A-{number}", candidate=f"C-{number}", requisition="Q-1")
        for number in (1, 2)
    ]
    moved = event("application.stage_changed", application="A-2", stage="interview")
    file = feed_file(tmp_path, [event("requisition.opened", requisition="Q-1", **opened), *applied, moved])
    assert call("feed", "push", file, store=sqlite_url).code == 0
    return sqlite_url


def test_what_was_done_is_said_in_one_line_with_the_next_step(store: str) -> None:
    done = call("application", "move", "A-1", "--stage", "interview", "--key", "k1", store=store)
    says = (
        "A-1 is in interview. Version 2. Next, make an offer: vouch offer extend --application A-1 --schedule SCHEDULE."
    )
    assert (done.code, done.out, done.err) == (0, f"{says}\n", "")
    again = call("application", "move", "A-1", "--stage", "interview", "--key", "k1", store=store)
    assert again.out.startswith("A-1 is in interview. Version 2, as told before.")
    made = call("referral", "make", "--name", "Ann", "--as", "E-1", "--json", store=store)
    assert (made.json["kind"], made.json["version"]) == ("referral", 1)
    assert made.err.startswith("Key: ")


def test_refusals_are_sentences_or_the_problem(store: str) -> None:
    refused = call("application", "move", "A-1", "--stage", "intervew", store=store)
    assert refused.code == 1
    assert "Nobody at this post has been in intervew. (new_stage)" in refused.err
    assert "--acknowledge new_stage" in refused.err
    problem = call("application", "move", "A-1", "--stage", "Offer", "--json", store=store)
    assert (problem.code, problem.json["reasons"][0]["code"]) == (1, "reserved_stage")
    went_on = call("application", "move", "A-1", "--stage", "intervew", "--acknowledge", "new_stage", store=store)
    assert went_on.code == 0
    stale = call("application", "move", "A-1", "--stage", "interview", "--if-match", '"1"', store=store)
    assert (stale.code, "at version 2" in stale.err) == (1, True)
    assert call("offer", "accept", "O-none", store=store).err.endswith("vouch: there is no such offer.\n")


def test_as_an_employee_there_are_that_employees_rights(store: str) -> None:
    moved = ("application", "move", "A-1", "--stage", "interview")
    assert call(*moved, "--as", "E-1", store=store).err.endswith("there is no such application.\n")
    assert call("requisition", "close", "Q-1", "--as", "E-9", store=store).code == 1
    assert call(*moved, "--as", "E-1", "--role", "recruiter", store=store).code == 0


PREVIEW = ("programme", "preview", "--effective-from", "2026-11-01")
WRONG = [
    (("application", "move", "A-1"), "--stage"),
    (("application", "move", "A-1", "--stage", "x" * 61), "--stage must have at most 60 characters"),
    (("application", "submit", "--requisition", "Q-1"), "--candidate must be given"),
    (("referral", "make", "--candidate", "C-1"), "--referrer must be given"),
    (("referral", "make", "--candidate", "C-1", "--as", "E-1", "--referrer", "E-2"), "--referrer is not known"),
    (("offer", "extend", "--application", "A-1", "--schedule", "some"), "give one of full_time, part_time"),
    (("application", "reopen", "A-1", "--role", "recruiter"), "--role goes with --as"),
    (("application", "reopen", "A-1", "--as", "E-1", "--role", "king"), "must be roles"),
    (
        ("programme", "preview", "--version", "x", "--effective-from", "2026-11-01", "--terms", "{}"),
        "--version must be",
    ),
    (
        ("programme", "preview", "--version", "1", "--effective-from", "2026-11-01", "--terms", "{"),
        "--terms must be JSON",
    ),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG)
def test_wrong_use_is_told_by_the_option(store: str, arguments: tuple[str, ...], says: str) -> None:
    done = call(*arguments, store=store)
    assert done.code == 2
    assert says in " ".join(done.err.split())


def test_every_command_of_the_table_has_its_options() -> None:
    of_people = {name: row for name, row in BY_NAME.items() if row.noun != "letter"}
    assert set(COMMANDS) == set(of_people)
    assert {name for name, row in of_people.items() if not row.is_about_one} == ABOUT_NONE
    for name, told in COMMANDS.items():
        shapes = fields_of(BY_NAME[name].body)
        fields = {field.rstrip("*") for field in told.fields.split()}
        person = set(PERSON) if "person" in shapes else set()
        assert fields - person == set(shapes) - {"acknowledge", "person"}
        assert fields & person == person
    every = {field.rstrip("*") for told in COMMANDS.values() for field in told.fields.split()}
    assert {*CHOICES, *HINTS, *MANY, *NUMBERS, *PERSON, *SAYS} <= every
