"""`vouch payouts`: the worked cases of money by the command, and what it says to people and programs."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.api.command.calling import Answer, call, written
from tests.support.command import run_vouch
from tests.support.money_cases import PAYOUT_CASES, MoneyCase, write_payroll

NAMES = ("own-line-taken-out", "a-recovery-that-is-waived", "settlements-that-fit-nothing", "exported-again")
CASES = [case for case in PAYOUT_CASES if case.name in NAMES]
ROLES = "payroll_proposer,payroll_approver"
FIRST = PAYOUT_CASES[0]


def acting(step: dict[str, Any]) -> list[str]:
    """The words of a step of a case."""
    words = dict(step["with"])
    named = [words.pop(name) for name in ("run", "line") if name in words]
    options = [text for name, value in words.items() for text in (f"--{name.replace('_', '-')}", value)]
    format_ = ["--format", "generic"] if step["do"] == "export" and "format" not in words else []
    who = ["--as", step["by"], "--role", ROLES, "--recorded-at", step["at"]]
    return ["payouts", step["do"], *named, *options, *format_, *who]


def told(step: dict[str, Any], done: Answer) -> dict[str, Any]:
    """What a command answered, in the shape of a case."""
    if done.code:
        return {"refused": done.err.rpartition("vouch: ")[2].partition(":")[0]}
    if step["do"] == "propose":
        return {"runs": json.loads(done.out)["runs"]}
    return {"file": done.raw.decode()} if step["do"] == "export" else {"ok": True}


def play(case: MoneyCase, store: str, folder: Path) -> None:
    settings = {"VOUCH_PAYROLL": write_payroll(case, folder)}
    assert call("migrate", "--timezone", case.timezone, store=store).code == 0
    for step in case.steps:
        if "push" in step:
            done = call("feed", "push", "-", "--recorded-at", step["at"], store=store, given=written(step["push"]))
            assert done.code == 0, done.err
        else:
            json_ = ["--json"] if step["do"] == "propose" else []
            assert told(step, call(*acting(step), *json_, store=store, settings=settings)) == step["answer"], step


def asking(ask: dict[str, Any]) -> list[str]:
    words = dict(ask["with"])
    run = [words.pop("run")] if "run" in words else []
    options = [text for name, value in words.items() for text in (f"--{name.replace('_', '-')}", value)]
    return ["payouts", ask["ask"], *run, *options, "--json"]


def test_there_are_these_cases() -> None:
    assert len(CASES) == len(NAMES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_by_the_command(case: MoneyCase, store_url: str, tmp_path: Path) -> None:
    play(case, store_url, tmp_path)
    for ask in case.asks:
        if "known_at" in ask["with"] or "as_of" in ask["with"]:
            assert call(*asking(ask), store=store_url).json == ask["answer"], ask


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store in which the first case has been played."""
    folder = tmp_path_factory.mktemp("paid")
    store = f"sqlite:///{folder}/vouch.db"
    play(FIRST, store, folder)
    return store


def test_a_run_is_shown_to_people_with_its_whys(paid: str) -> None:
    shown = call("payouts", "show", "P-1", store=paid)
    assert shown.code == 0, shown.err
    assert "R-1/day-90/1" in shown.out
    assert "Digest" in shown.out
    assert "Earned" in shown.out or "earned" in shown.out
    (run,) = call("payouts", "list", "--json", store=paid).json
    assert (run["run"], run["lines"]) == ("P-1", 1)
    assert "1 run." in call("payouts", "list", store=paid).out
    explained = call("payouts", "show", "P-1", "--why", "--json", store=paid).json
    assert explained["lines"][0]["why"]["row"]["instalment"] == "day-90"


def test_a_file_is_written_whole_and_again_the_same(paid: str, tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    first = call("payouts", "file", "P-1", store=paid)
    again = call("payouts", "file", "P-1", "--out", str(out), store=paid)
    assert out.read_bytes() == first.raw
    assert sha256(first.raw).hexdigest() in again.err
    assert [path.name for path in tmp_path.iterdir()] == ["run.csv"]
    assert call("payouts", "file", "P-1", "--lines", store=paid).code == 1
    assert call("payouts", "file", "P-9", store=paid).code == 1
    proof = call("payouts", "file", "P-1", "--proof", store=paid)
    assert json.loads(proof.out)["lines"] == [["R-1/day-90/1", "E-1", "USD", "2000.00"]]
    assert call("payouts", "file", "P-1", "--proof", "--lines", store=paid).code == 2


def test_what_is_refused_says_so_to_people_and_programs(paid: str) -> None:
    nobody = call("payouts", "propose", "--as-of", "2026-06-01", store=paid)
    assert (nobody.code, "no_person" in nobody.err) == (1, True)
    asked = ["payouts", "approve", "P-9", "--as", "E-51", "--role", ROLES, "--json"]
    refused = call(*asked, store=paid)
    assert (refused.code, refused.json["code"]) == (1, "unknown_run")
    assert call("payouts", "show", "P-9", store=paid).code == 1
    assert call("payouts", "approve", "P-1", "--role", ROLES, store=paid).code == 2
    wrong = call("payouts", "export", "P-1", "--format", "adp", "--as", "E-50", "--role", ROLES, store=paid)
    assert "already_exported" in wrong.err


def test_one_key_has_one_effect(sqlite_url: str, tmp_path: Path) -> None:
    steps = FIRST.steps[:2]
    play(FIRST._replace(steps=steps[:1]), sqlite_url, tmp_path)
    asked = [*acting(steps[1]), "--json", "--key", "k1"]
    first, again = call(*asked, store=sqlite_url), call(*asked, store=sqlite_url)
    assert (first.code, first.json) == (0, again.json)
    other = [*acting({**steps[1], "with": {"as_of": "2026-05-30"}}), "--key", "k1"]
    assert call(*other, store=sqlite_url).code == 1
    assert len(call("payouts", "list", "--json", store=sqlite_url).json) == 1


def test_payroll_s_numbers_come_from_its_own_files(sqlite_url: str, tmp_path: Path) -> None:
    play(FIRST._replace(steps=FIRST.steps[:3]), sqlite_url, tmp_path)
    (tmp_path / "employees.csv").write_text(
        "employee,payroll_id,company,first_name,last_name\nE-1,000123,ABC,,\n", encoding="utf-8"
    )
    payroll = tmp_path / "payroll.toml"
    payroll.write_text('employees = "employees.csv"\n[adp]\ncurrency = "USD"\nearning_code = "REF"\n', encoding="utf-8")
    asked = acting({**FIRST.steps[3], "with": {"run": "P-1", "format": "adp"}})
    refused = call(*asked, store=sqlite_url)
    assert (refused.code, "adp.currency" in refused.err) == (1, True)
    sent = call(*asked, store=sqlite_url, settings={"VOUCH_PAYROLL": str(payroll)})
    assert sent.out.splitlines()[1].startswith("ABC,1,000123,REF,")
    lines = call("payouts", "file", "P-1", "--lines", store=sqlite_url)
    assert lines.out.splitlines()[1].startswith("P-1,R-1/day-90/1,PRABCEPI.csv,1,")
    payroll.write_text("[adp]\nslot = 9\n", encoding="utf-8")
    wrong = call(*asked, store=sqlite_url, settings={"VOUCH_PAYROLL": str(payroll)})
    assert (wrong.code, "adp.slot" in wrong.err) == (1, True)


def test_a_user_pays_and_settles(sqlite_url: str, tmp_path: Path) -> None:
    play(FIRST._replace(steps=FIRST.steps[:4]), sqlite_url, tmp_path)
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "line,outcome,settled_on,amount,currency,reason\nR-1/day-90/1,paid,2026-06-10,,,\n", encoding="utf-8"
    )
    asked = ("payouts", "settle", str(answers), "--as", "E-50", "--role", ROLES)
    first = run_vouch(*asked, store=sqlite_url)
    assert (first.returncode, first.stdout) == (0, b"1 row recorded.\n"), first.stderr
    assert call(*asked, store=sqlite_url).out == "This file was recorded before.\n"
    assert call("payouts", "show", "P-1", "--json", store=sqlite_url).json["state"] == "settled"
    answers.write_text("line,outcome\n", encoding="utf-8")
    assert "unreadable_file" in call(*asked, store=sqlite_url).err
