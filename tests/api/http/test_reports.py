"""The bonus report in every format."""

import csv
import io
import zipfile

import pytest

from api.http.reports import CSV, XLSX
from tests.api.http.facing import Face, hired


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/json"), ("application/json", "application/json"), ("", "application/json"),
        ("text/csv", CSV), ("text/*", CSV), (XLSX, XLSX), (f"text/csv;q=0.1, {XLSX}", XLSX),
        ("text/csv;q=0.5, application/json;q=0.4", CSV), ("text/csv;q=0, */*", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
    ],
)  # fmt: skip
def test_accept_picks_the_format(hired_face: Face, accept: str, given: str) -> None:
    answer = hired_face.client.get("/v1/reports/bonuses", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == given
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "nothing"])
def test_what_cannot_be_given_is_refused(hired_face: Face, accept: str) -> None:
    assert hired_face.client.get("/v1/reports/bonuses", headers={"accept": accept}).status_code == 406


def test_format_goes_before_accept(hired_face: Face) -> None:
    answer = hired_face.client.get(
        "/v1/reports/bonuses?format=csv&as_of=2026-06-01", headers={"accept": "application/json"}
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="bonuses-2026-06-01.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["referral"], row["amount"], row["milestone_on"], row["requisition"]) == (
        "R-1",
        "1000.00",
        "2026-05-31",
        "Q-1",
    )


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1dcmd"])
def test_no_cell_is_a_formula(face: Face, name: str) -> None:
    face.push(*hired(name, name, name, name))
    (row,) = csv.DictReader(io.StringIO(face.get("/v1/reports/bonuses", format="csv").text))
    assert {row[each] for each in ("referral", "candidate", "requisition", "application")} == {f"'{name}"}
    assert row["amount"] == "1000.00"
    book = zipfile.ZipFile(io.BytesIO(face.get("/v1/reports/bonuses", format="xlsx").content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert f"<t>{name}</t>" in sheet
    assert "<v>1000.00</v>" in sheet
    assert face.get("/v1/reports/bonuses").json()[0]["referral"] == name


@pytest.mark.parametrize("known_at", [None, "2100-01-01T00:00:00Z"])
def test_every_row_says_what_it_was_asked_for(hired_face: Face, known_at: str | None) -> None:
    asked = {"format": "csv", "as_of": "2026-06-01", **({"known_at": known_at} if known_at else {})}
    (row,) = csv.DictReader(io.StringIO(hired_face.get("/v1/reports/bonuses", **asked).text))
    assert (row["as_of"], row.get("known_at")) == ("2026-06-01", known_at)


def test_csv_is_marked_for_excel_if_asked(hired_face: Face) -> None:
    plain = hired_face.get("/v1/reports/bonuses", format="csv").content
    assert hired_face.get("/v1/reports/bonuses", format="csv", bom="true").content == b"\xef\xbb\xbf" + plain
    for other in ("json", "xlsx"):
        answer = hired_face.get("/v1/reports/bonuses", format=other, bom="true")
        assert (answer.status_code, answer.json()["parameters"][0]["name"]) == (422, "bom")


COLUMNS = ["code", "kind", "id", "requisition", "since", "days", "says", "mend", "facts"]


def test_exceptions_say_what_was_asked_and_each_row_what_to_do(face: Face) -> None:
    face.push(*hired("R-1", "C-1", "Q-1", "A-1"))
    found = face.get("/v1/reports/exceptions", as_of="2026-06-01", known_at="2999-01-01T00:00:00Z").json()
    assert [found["report"], found["as_of"], found["known_at"]] == ["exceptions", "2026-06-01", "2999-01-01T00:00:00Z"]
    assert found["rows"]
    assert {tuple(row) for row in found["rows"]} == {tuple(COLUMNS)}
    lines = list(csv.DictReader(io.StringIO(face.get("/v1/reports/exceptions", as_of="2026-06-01", format="csv").text)))
    assert list(lines[0]) == COLUMNS
    assert [line["id"] for line in lines] == [row["id"] for row in found["rows"]]


def test_exceptions_change_with_dead_letters_and_so_have_no_etag(face: Face) -> None:
    assert "etag" not in face.get("/v1/reports/exceptions").headers
    face.client.post("/v1/feed/events", json=[{}], headers={"content-type": "application/cloudevents-batch+json"})
    found = face.get("/v1/reports/exceptions", as_of="2999-01-01").json()
    assert [row["code"] for row in found["rows"]] == ["parked"]


def test_exceptions_are_no_spreadsheet_over_http(face: Face) -> None:
    assert face.client.get("/v1/reports/exceptions", headers={"accept": XLSX}).status_code == 406
