"""Pulling a file into a store: changes are recorded, the same again is a repeat, bad rows are parked one by one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from consumers.sheets.mapping import parse_mapping
from consumers.sheets.pulling import pull
from consumers.sheets.translating import SheetFile
from domain.facts.employment import EmploymentEnded
from domain.store.port import EventStore
from tests.sheets.test_translating import HEADER, PEOPLE

FIRST = datetime(2026, 4, 28, 4, tzinfo=UTC)
WEN = "7;Wen;Castellanos;Motion;04.05.2026;;Teilzeit;"
IMANI = "8;Imani;Okafor;Motion;01.02.2020;;Vollzeit;"


def pull_text(store: EventStore, tmp_path: Path, rows: list[str], day: int, mapping: str = PEOPLE) -> tuple[int, ...]:
    """Pull a file of rows that says so on a day; gives what was recorded, repeated and parked."""
    path = tmp_path / "people.csv"
    path.write_text("\n".join([HEADER, *rows, ""]))
    file = SheetFile(path, FIRST + timedelta(days=day))
    totals = pull(store, file, parse_mapping(mapping, "people.toml"), ZoneInfo("UTC"))
    return totals.recorded, totals.repeated, totals.parked


def test_what_has_changed_is_recorded_and_the_rest_is_repeated(store: EventStore, tmp_path: Path) -> None:
    assert pull_text(store, tmp_path, [WEN, IMANI], 0) == (4, 0, 0)
    assert pull_text(store, tmp_path, [WEN, IMANI], 0) == (0, 4, 0)
    assert pull_text(store, tmp_path, [WEN, IMANI], 1) == (0, 4, 0)
    assert pull_text(store, tmp_path, [WEN.replace("Motion", "Test"), IMANI], 2) == (1, 3, 0)
    assert pull_text(store, tmp_path, [WEN, IMANI], 3) == (1, 3, 0), "what was once so is told again"


def test_a_bad_row_is_parked_with_row_and_column(store: EventStore, tmp_path: Path) -> None:
    assert pull_text(store, tmp_path, [WEN.replace("04.05.2026", "soon"), IMANI], 0) == (2, 0, 1)
    (letter,) = store.list_dead_letters()
    assert (letter.place, letter.reason, letter.field) == ("people.csv:2", "bad_date", "Eintritt")
    assert "soon" not in letter.detail


@pytest.mark.parametrize(("missing", "ends"), [("nothing", []), ("ended", [date(2026, 4, 28)])])
def test_a_row_that_is_gone_is_an_end_if_the_mapping_says_so(
    store: EventStore, tmp_path: Path, missing: str, ends: list[date]
) -> None:
    mapping = f'missing = "{missing}"\n{PEOPLE}'
    pull_text(store, tmp_path, [WEN, IMANI], 0, mapping)
    pull_text(store, tmp_path, [WEN], 1, mapping)
    pull_text(store, tmp_path, [WEN], 2, mapping)
    recorded = store.decode_rows(store.read_streams(["employment/8"]))
    assert [each.data.last_day for each in recorded if isinstance(each.data, EmploymentEnded)] == ends
