"""`vouch feed translate`: the worked cases as files, by the real program."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support.command import run_vouch
from tests.vendors.cases import FOLDER

CASES = ["greenhouse/06-unhired", "greenhouse/09-bad-signature", "bamboohr/02-two-people-then-back-from-leave"]


def _compare(facts: list[dict[str, Any]]) -> list[bytes]:
    told = [{name: fact[name] for name in ("type", "time", "source", "data")} for fact in facts]
    return sorted(msgspec.json.encode(fact, order="sorted") for fact in told)


@pytest.mark.parametrize("name", CASES)
def test_facts_go_to_standard_output_and_outcomes_to_standard_error(name: str) -> None:
    folder = FOLDER / name
    expected = msgspec.json.decode((folder / "expected.json").read_bytes())["deliveries"]
    files = [str(folder / each["file"]) for each in expected]
    settings = {"VOUCH_CONNECTIONS": str(folder / "connections.json")}
    done = run_vouch(
        "feed", "translate", "--vendor", folder.parent.name, "--connection", "c1", *files, settings=settings
    )
    assert done.returncode == 0, done.stderr
    facts = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    wanted = [msgspec.json.decode(line) for line in (folder / "expected.jsonl").read_bytes().splitlines() if line]
    assert _compare(facts) == _compare(wanted)
    said = [msgspec.json.decode(line) for line in done.stderr.splitlines()]
    assert [(each["file"], each["outcome"]) for each in said] == [
        (str(folder / each["file"]), each["outcome"]) for each in expected
    ]


@pytest.mark.parametrize(
    ("vendor", "connection", "says"),
    [("nobody", "c1", "there is no vendor of this name"), ("greenhouse", "c9", "has no connection of this name"),
     ("ashby", "c1", "of another vendor")],
)  # fmt: skip
def test_what_is_not_there_is_said(vendor: str, connection: str, says: str) -> None:
    folder = FOLDER / "greenhouse" / "06-unhired"
    settings = {"VOUCH_CONNECTIONS": str(folder / "connections.json")}
    done = run_vouch("feed", "translate", "--vendor", vendor, "--connection", connection, str(folder / "1.json"),
                     settings=settings)  # fmt: skip
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_a_file_that_is_no_json_is_parked_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text("{")
    (tmp_path / "2.json").write_text('{"action": "ping"}')
    files = [str(tmp_path / "1.json"), str(tmp_path / "2.json")]
    done = run_vouch("feed", "translate", "--vendor", "greenhouse", "--connection", "c1", *files)
    said = [msgspec.json.decode(line) for line in done.stderr.splitlines()]
    assert [(each["outcome"], each["reason"]) for each in said] == [("parked", "unreadable"), ("ignored", "ping")]
    assert done.stdout == b""
