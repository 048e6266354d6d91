"""Rows become facts by a mapping: events as they are, states as what has changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consumers.sheets.faults import SheetError
from consumers.sheets.mapping import Mapping, parse_mapping
from consumers.sheets.rows import BadRow
from consumers.sheets.translating import SheetFile, translate_files
from consumers.vendors.event_ids import Event
from consumers.vendors.writing import to_envelope

FIRST = datetime(2026, 4, 28, 4, tzinfo=UTC)

PEOPLE = """
source = "/sheets/people"
rows = "state"
dates = ["%d.%m.%Y"]

[[fact]]
type = "hr.employee.recorded.v1"
fields = { employee = "Nr", name = ["Vorname", "Name"], department = "Abteilung" }
values = { effective_on = "@day" }

[[fact]]
type = "hr.employment.started.v1"
fields = { employment = "Nr", employee = "Nr", start_date = "Eintritt", schedule = "Art", fte = "Anteil" }
words = { schedule = { Vollzeit = "full_time", Teilzeit = "part_time" } }

[[fact]]
type = "hr.employment.ended.v1"
fields = { employment = "Nr", last_day = "Austritt" }
where = "Austritt"
"""
HEADER = "Nr;Vorname;Name;Abteilung;Eintritt;Austritt;Art;Anteil"


def translate(tmp_path: Path, mapping: str, *files: str) -> tuple[list[list[tuple[str, Any]]], list[BadRow]]:
    """Translate files of successive days; gives types and data for each, and all bad rows."""
    paths = [tmp_path / f"{number}.csv" for number in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text)
    sheets = [SheetFile(path, FIRST + timedelta(days=number)) for number, path in enumerate(paths)]
    told: dict[Path, list[tuple[str, Any]]] = {path: [] for path in paths}
    bad = []
    for each in translate_files(reversed(sheets), parse_mapping(mapping, "people.toml"), ZoneInfo("Europe/Berlin")):
        if isinstance(each[1], BadRow):
            bad.append(each[1])
        else:
            envelope = to_envelope(each[2])
            told[each[0]].append((envelope["type"].removeprefix("hr.").removesuffix(".v1"), envelope["data"]))
    return list(told.values()), bad


def test_a_state_tells_what_has_changed(tmp_path: Path) -> None:
    first = (
        f"{HEADER}\n7;Wen;Castellanos;Motion;04.05.2026;;Teilzeit;0,5\n8;Imani;Okafor;Motion;01.02.2020;;Vollzeit;\n"
    )
    mapping = PEOPLE.replace("dates =", 'decimal = ","\ndates =')
    moved = first.replace("04.05.2026", "11.05.2026")
    ended = moved.replace("11.05.2026;;", "11.05.2026;30.06.2026;")
    told, bad = translate(tmp_path, mapping, first, first, moved, ended, moved)
    started = {"employment": "7", "employee": "7", "start_date": "2026-05-04", "schedule": "part_time", "fte": "0.5"}
    assert told[0] == [
        ("employee.recorded", {"employee": "7", "effective_on": "2026-04-28", "name": "Wen Castellanos",
                               "department": "Motion"}),
        ("employment.started", started),
        ("employee.recorded", {"employee": "8", "effective_on": "2026-04-28", "name": "Imani Okafor",
                               "department": "Motion"}),
        ("employment.started", {"employment": "8", "employee": "8", "start_date": "2020-02-01",
                                "schedule": "full_time"}),
    ]  # fmt: skip
    assert told[1] == []
    assert told[2] == [("employment.started", {**started, "start_date": "2026-05-11"})]
    assert told[3] == [("employment.ended", {"employment": "7", "last_day": "2026-06-30"})]
    assert told[4] == [("employment.end_cancelled", {"employment": "7"})]
    assert bad == []


def test_a_missing_row_means_nothing(tmp_path: Path) -> None:
    one = f"{HEADER}\n8;Imani;Okafor;Motion;01.02.2020;;Vollzeit;\n"
    both = f"{one}7;Wen;Castellanos;Motion;04.05.2026;;Teilzeit;\n"
    assert translate(tmp_path, PEOPLE, both, one)[0][1] == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("7;Wen;C;M;31.02.2026;;Teilzeit;", "Eintritt", "bad_date"),
        ("7;Wen;C;M;2026-02-01;;Teilzeit;", "Eintritt", "bad_date"),
        ("7;Wen;C;M;;;Teilzeit;", "Eintritt", "missing_field"),
        (";Wen;C;M;01.02.2026;;Teilzeit;", "Nr", "missing_field"),
        ("7;Wen;C;M;01.02.2026;;Gleitzeit;", "Art", "not_in_list"),
        ("7;Wen;C;M;01.02.2026;;Teilzeit;2", "Anteil", "bad_decimal"),
    ],
)
def test_a_bad_row_is_told_with_its_column_and_stops_no_other(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    good = "8;Imani;Okafor;Motion;01.02.2020;;Vollzeit;"
    told, bad = translate(tmp_path, PEOPLE, f"{HEADER}\n{row}\n{good}\n")
    assert [(each.row.number, each.column, each.reason) for each in bad] == [(2, column, reason)]
    assert [name for name, _ in told[0]] == ["employee.recorded", "employment.started"]


REFERRALS = """
source = "/sheets/referrals"
dates = ["%m/%d/%Y"]

[[fact]]
type = "hr.referral.made.v1"
time = "Referred on"
fields = { referral = "Id", referrer = "By", candidate = "Who", requisition = "Post" }
"""


def test_an_event_happened_at_its_own_time_in_the_organisations_zone(tmp_path: Path) -> None:
    path = tmp_path / "referrals.csv"
    path.write_text("Id,By,Who,Post,Referred on\nR-1,E-1,C-1,,02/03/2026\nR-2,E-1,C-2,REQ-1,2026-02-03T09:00:00Z\n")
    mapping = parse_mapping(REFERRALS, "referrals.toml")
    events = list_events(path, FIRST, mapping)
    assert [event.time for event in events] == [
        datetime(2026, 2, 2, 23, tzinfo=UTC), datetime(2026, 2, 3, 9, tzinfo=UTC)
    ]  # fmt: skip
    assert [event.id for event in list_events(path, FIRST + timedelta(1), mapping)] == [event.id for event in events]


def list_events(path: Path, received_at: datetime, mapping: Mapping) -> list[Event]:
    """List the events of a file; there is no bad row in it."""
    told = translate_files([SheetFile(path, received_at)], mapping, ZoneInfo("Europe/Berlin"))
    return [each[2] for each in told if not isinstance(each[1], BadRow)]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("source = 1", "source"),
        ("[", "no TOML"),
        (PEOPLE.replace("hr.employment.ended.v1", "hr.employment.finished.v1"), "a type that the feed does not know"),
        (PEOPLE.replace("department =", "division ="), "no field `division`"),
        (PEOPLE.replace('"/sheets/people"', '"/vouch/people"'), "a name of your own"),
        ('source = "/s"\nfact = []', "has no"),
        (PEOPLE.replace('"Abteilung"', '"Team"'), "no column `Team`; it has Nr"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, mapping: str, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        translate(tmp_path, mapping, f"{HEADER}\n")
