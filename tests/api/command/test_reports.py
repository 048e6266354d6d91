"""`vouch report` and `vouch why`, on the founding story."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest

from tests.api.command.calling import FOUNDING, call

ASKED = [ask for ask in FOUNDING.asks if "rows" in ask]
LOST = "2026-02-24"


@pytest.mark.parametrize("ask", ASKED, ids=[ask["as_of"] for ask in ASKED])
def test_bonus_rows_as_json_are_the_bare_list(told: str, ask: dict[str, object]) -> None:
    done = call("report", "bonuses", "--as-of", str(ask["as_of"]), "--format", "json", store=told)
    assert (done.code, done.err) == (0, "")
    assert done.json == ask["rows"]


def test_json_is_short_for_its_format(told: str) -> None:
    short = call("report", "bonuses", "--as-of", LOST, "--json", store=told)
    assert short.out == call("report", "bonuses", "--as-of", LOST, "--format", "json", store=told).out


def test_as_of_is_today_unless_said(told: str) -> None:
    today = datetime.now(UTC).date().isoformat()
    assert call("report", "bonuses", "--json", store=told).out == (
        call("report", "bonuses", "--json", "--as-of", today, store=told).out
    )


def test_a_table_for_people_has_totals(told: str) -> None:
    done = call("report", "bonuses", "--as-of", LOST, store=told)
    assert "forfeited: acceptance withdrawn" in done.out
    assert f"1 row of 1 referral as of {LOST}: 1 forfeited." in done.out


def test_amounts_are_added_up(told: str) -> None:
    assert "1 waiting (2,000.00 USD)" in call("report", "bonuses", "--as-of", "2026-01-12", store=told).out


def test_csv_has_a_heading_and_a_line_for_each_row(told: str) -> None:
    done = call("report", "bonuses", "--as-of", LOST, "--format", "csv", store=told)
    lines = list(csv.DictReader(io.StringIO(done.out)))
    assert [(line["referral"], line["entitlement"]) for line in lines] == [("R-1", "forfeited")]


def test_a_spreadsheet_is_written_as_bytes(told: str) -> None:
    done = call("report", "bonuses", "--as-of", LOST, "--format", "xlsx", store=told)
    assert done.code == 0
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(done.raw)).namelist()


@pytest.mark.parametrize(
    ("narrowing", "rows"),
    [
        (("--referrer", "E-1"), 1),
        (("--referrer", "E-2"), 0),
        (("--referral", "R-1"), 1),
        (("--referral", "R-2"), 0),
        (("--entitlement", "forfeited"), 1),
        (("--entitlement", "earned"), 0),
        (("--known-at", "2001-01-01T00:00:00Z"), 0),
        (("--known-at", "9999-01-01T00:00:00Z"), 1),
    ],
)
def test_the_report_can_be_narrowed(told: str, narrowing: tuple[str, str], rows: int) -> None:
    assert len(call("report", "bonuses", "--as-of", LOST, "--json", *narrowing, store=told).json) == rows


@pytest.mark.parametrize("command", [("report", "bonuses"), ("report", "pipeline"), ("why", "R-1")])
@pytest.mark.parametrize(
    "wrong",
    [
        ("--as-of", "2026-02-30"),
        ("--as-of", "20260224"),
        ("--as-of", "2026-W09-2"),
        ("--as-of", ""),
        ("--known-at", "2026-02-24"),
        ("--known-at", "2026-02-24T10:00:00"),
        ("--no-such-option",),
    ],
)
def test_what_cannot_be_read_is_wrong_use(told: str, command: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    done = call(*command, *wrong, store=told)
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err


@pytest.mark.parametrize("format_", ["csv", "xlsx", "table"])
def test_two_formats_at_once_are_wrong_use(told: str, format_: str) -> None:
    done = call("report", "bonuses", "--as-of", LOST, "--format", format_, "--json", store=told)
    assert (done.code, done.out) == (2, "")
    assert f"--json and --format {format_}" in done.err


def test_csv_is_marked_for_excel_if_asked(told: str) -> None:
    asked = ("report", "bonuses", "--as-of", LOST)
    plain = call(*asked, "--format", "csv", store=told)
    marked = call(*asked, "--format", "csv", "--bom", store=told)
    assert (marked.code, marked.out) == (0, "\ufeff" + plain.out)
    assert call(*asked, "--bom", store=told).code == 2


def test_json_twice_is_json(told: str) -> None:
    twice = call("report", "bonuses", "--as-of", LOST, "--format", "json", "--json", store=told)
    assert (twice.code, twice.out) == (0, call("report", "bonuses", "--as-of", LOST, "--json", store=told).out)


@pytest.mark.parametrize("wrong", [("--format", "pdf"), ("--entitlement", "paid")])
def test_what_the_report_does_not_have_is_wrong_use(told: str, wrong: tuple[str, str]) -> None:
    assert call("report", "bonuses", *wrong, store=told).code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [("report", "bonuses"), ("report", "pipeline"), ("projections", "digest")])
def test_the_ends_of_the_calendar_are_days_too(told: str, command: tuple[str, ...], day: str) -> None:
    assert call(*command, "--as-of", day, store=told).code == 0


def test_one_pipeline_as_json(told: str) -> None:
    done = call("report", "pipeline", "--requisition", "Q-1", "--as-of", "2026-02-20", "--json", store=told)
    cards = {each["column"]: each["applications"] for each in done.json["columns"]}
    assert (done.json["requisition"], done.json["title"], done.json["as_of"]) == ("Q-1", "Analyst", "2026-02-20")
    assert list(cards) == ["applied", "offer", "accepted", "hired", "closed"]
    assert cards["accepted"][0]["referral"] == {"referral": "R-1", "referrer": "E-1"}


def test_all_pipelines_as_json_are_a_list(told: str) -> None:
    assert [each["requisition"] for each in call("report", "pipeline", "--json", store=told).json] == ["Q-1"]


def test_pipelines_for_people(told: str) -> None:
    one = call("report", "pipeline", "--requisition", "Q-1", "--as-of", "2026-02-20", store=told)
    assert "Q-1, Analyst: 1 application as of 2026-02-20 (accepted 1)." in one.out
    assert "E-1 (R-1)" in one.out
    assert "1 requisition as of 2026-02-20." in call("report", "pipeline", "--as-of", "2026-02-20", store=told).out


def test_a_requisition_that_was_not_known_is_refused(told: str) -> None:
    for asked in (("Q-9", "2026-02-20"), ("Q-1", "2026-01-01")):
        done = call("report", "pipeline", "--requisition", asked[0], "--as-of", asked[1], "--json", store=told)
        assert (done.code, done.out) == (1, "")
        assert f"No requisition {asked[0]} was known as of {asked[1]}." in done.err


def test_why_as_json_is_a_list_of_explanations(told: str) -> None:
    (found,) = call("why", "R-1", "--as-of", LOST, "--json", store=told).json
    assert list(found) == ["row", "rules", "would_be_earned_by", "forecast_on"]
    assert found["row"]["reasons"] == ["acceptance_withdrawn"]
    assert {rule["verdict"] for rule in found["rules"]} >= {"passes", "loses"}


def test_why_for_people(told: str) -> None:
    lost = call("why", "R-1", "--as-of", LOST, store=told).out
    assert "R-1, day-90 as of 2026-02-24: forfeited: acceptance withdrawn. 0.00 USD." in lost
    assert "Lost on 2026-02-24: acceptance withdrawn. [/test#e0005, /test#e0009]" in lost
    waiting = call("why", "R-1", "--as-of", "2026-01-12", store=told).out
    assert "Would be earned by: an application" in waiting


def test_why_of_a_referral_that_was_not_known_is_refused(told: str) -> None:
    for referral, day in (("R-9", LOST), ("R-1", "2026-01-01")):
        done = call("why", referral, "--as-of", day, "--json", store=told)
        assert (done.code, done.out) == (1, "")
        assert f"No referral {referral} was known as of {day}." in done.err


def test_exceptions_in_every_format(told: str) -> None:
    asked = ("report", "exceptions", "--as-of", LOST)
    found = call(*asked, "--json", store=told).json
    assert (found["report"], found["as_of"], found["known_at"]) == ("exceptions", LOST, None)
    lines = list(csv.DictReader(io.StringIO(call(*asked, "--format", "csv", store=told).out)))
    assert [line["id"] for line in lines] == [row["id"] for row in found["rows"]] != []
    table = call(*asked, store=told).out
    assert all(row["mend"] in table and row["code"] in table for row in found["rows"])
    assert f"as of {LOST}." in table
    assert zipfile.ZipFile(io.BytesIO(call(*asked, "--format", "xlsx", store=told).raw)).namelist()


def test_muted_codes_are_left_out_and_unknown_ones_refused(told: str) -> None:
    asked = ("report", "exceptions", "--as-of", LOST, "--json")
    codes = {row["code"] for row in call(*asked, store=told).json["rows"]}
    assert call(*asked, store=told, settings={"VOUCH_EXCEPTIONS_MUTED": ", ".join(codes)}).json["rows"] == []
    refused = call(*asked, store=told, settings={"VOUCH_EXCEPTIONS_MUTED": "parked,quiet"})
    assert refused.code == 1
    assert "VOUCH_EXCEPTIONS_MUTED" in refused.err
    assert "quiet" not in refused.err
