"""`vouch report` of money and of hiring, and `vouch simulate`: the worked cases, every format, and who may ask."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.command.calling import call, written
from tests.api.command.test_payouts import play
from tests.support.money_cases import CASES, MoneyCase

REPORT_CASES = {case.name: case for case in CASES if case.number > 43}
OBJECTS = ("introductions", "simulate")
NAMES = ("bonus-liability", "bonus-forecast", "funnel", "time-in-stage", "source-of-hire", "cost-per-hire")


def asking(ask: dict[str, Any], folder: Path) -> list[str]:
    words = {name: value for name, value in ask["with"].items() if name != "terms"}
    words = {("from" if name == "from_month" else name): value for name, value in words.items()}
    options = [text for name, value in words.items() for text in (f"--{name.replace('_', '-')}", value)]
    if ask["ask"] == "simulate":
        terms = folder / "terms.json"
        terms.write_text(json.dumps(ask["with"]["terms"]), encoding="utf-8")
        return ["simulate", "--terms", str(terms), *options, "--json"]
    return ["report", ask["ask"].replace("_", "-"), *options, "--format", "json"]


@pytest.mark.parametrize("case", REPORT_CASES.values(), ids=lambda case: case.name)
def test_a_worked_case_by_the_command(case: MoneyCase, sqlite_url: str, tmp_path: Path) -> None:
    play(case, sqlite_url, tmp_path)
    for ask in case.asks:
        told = call(*asking(ask, tmp_path), store=sqlite_url).json
        if ask["ask"] == "simulate":
            assert told == ask["answer"]
        elif ask["ask"] == "introductions":
            common = {"report": "introductions", "as_of": ask["with"]["as_of"], "known_at": None}
            shown = [cell for cell in ask["answer"]["cells"] if cell["asked"] >= 5]
            assert {name: told[name] for name in common} == common
            assert told["cells"] == shown
            assert told["sweet_spot"] == ask["answer"]["sweet_spot"]
        else:
            assert told["rows"] == ask["answer"]
            assert told["report"] == ask["ask"].replace("_", "-")


@pytest.fixture(scope="module")
def hiring(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with five applications in two posts."""
    store = f"sqlite:///{tmp_path_factory.mktemp('hiring')}/vouch.db"
    events = REPORT_CASES["hiring-in-numbers"].steps[0]["push"]
    assert call("feed", "push", "-", store=store, given=written(events)).code == 0
    return store


@pytest.mark.parametrize("name", [*NAMES, "introductions"])
def test_every_report_has_every_format(hiring: str, name: str) -> None:
    asked = ("report", name, "--as-of", "2026-02-20")
    table = call(*asked, "--chart", store=hiring)
    assert (table.code, "2026-02-20" in table.out) == (0, True), table.err
    lines = call(*asked, "--format", "csv", store=hiring).out.splitlines()
    assert "," in lines[0]
    assert call(*asked, "--format", "xlsx", store=hiring).raw.startswith(b"PK")


def test_words_that_are_none_are_wrong_use(hiring: str) -> None:
    assert call("report", "bonus-liability", "--from", "2026-13", store=hiring).code == 2
    assert call("report", "funnel", "--kind", "tunnel", store=hiring).code == 2
    refused = call("report", "bonus-forecast", "--as", "E-1", store=hiring)
    assert (refused.code, "forbidden" in refused.err) == (1, True)


def test_who_manages_a_post_is_told_of_that_post_alone(hiring: str) -> None:
    asked = ("report", "funnel", "--as-of", "2026-02-20", "--json", "--as")
    mine = call(*asked, "M-1", store=hiring).json["rows"]
    assert mine[0] == {"column": "applied", "count": 5, "share": "1.0000"}
    nobody = call(*asked, "E-1", store=hiring).json["rows"]
    assert [row["count"] for row in nobody] == [0] * 5
    (hired,) = (
        row for row in call(*asked, "E-60", "--role", "auditor", store=hiring).json["rows"] if row["column"] == "hired"
    )
    assert hired == {"column": "hired", "count": None, "share": None, "suppressed": True}


def test_trial_terms_are_checked_and_explained(hiring: str, tmp_path: Path) -> None:
    terms = tmp_path / "terms.json"
    asked = ("simulate", "--terms", str(terms), "--from", "2026-01-01", "--to", "2026-01-31", "--as-of", "2026-12-31")
    terms.write_text("{}", encoding="utf-8")
    assert "terms are not understood" in call(*asked, store=hiring).err
    terms.write_text("[", encoding="utf-8")
    assert call(*asked, store=hiring).code == 1
    terms.write_text('{"amount": {"currency": "USD", "default": "100.00"}}', encoding="utf-8")
    head = call("report", "bonuses", "--json", store=hiring).out
    told = call(*asked, "--why", "--json", store=hiring).json
    assert told["rows"][0]["why_would_be"]["row"]["amount"] == "100.00"
    assert "1 row would read otherwise" in call(*asked, store=hiring).out
    assert call("report", "bonuses", "--json", store=hiring).out == head
