"""What is read from a table has its columns as fields, in their order: rows are written and read by position."""

from typing import Any

import pytest
from sqlalchemy import Table

from projections.bonuses.tables import BonusRow, bonus_rows
from projections.clock_book import BonusEntry, DueEntry, bonus_book, clock_book
from projections.deadlines.tables import DeadlineRow, deadline_rows
from projections.exceptions.tables import (
    AccountRow,
    ExceptionRow,
    UnlinkedRow,
    account_rows,
    exception_rows,
    unlinked_rows,
)
from projections.pipeline.tables import ApplicationRow, application_rows
from projections.referrals.tables import ReferralRow, referral_rows
from projections.requisitions.tables import RequisitionRow, requisition_rows
from projections.timeline.tables import MergedCandidate, TimelineRow, merged_candidates, timeline_rows
from tests.support.houses import House

AS_READ = {
    bonus_rows: BonusRow,
    deadline_rows: DeadlineRow,
    exception_rows: ExceptionRow,
    unlinked_rows: UnlinkedRow,
    account_rows: AccountRow,
    application_rows: ApplicationRow,
    referral_rows: ReferralRow,
    requisition_rows: RequisitionRow,
    merged_candidates: MergedCandidate,
    timeline_rows: TimelineRow,
}
BOOKS = {clock_book: DueEntry, bonus_book: BonusEntry}


@pytest.mark.parametrize(("table", "row"), [*AS_READ.items(), *BOOKS.items()], ids=str)
def test_the_fields_of_a_row_are_the_columns_of_its_table(table: Table, row: Any) -> None:
    assert list(row._fields) == table.columns.keys()


@pytest.mark.parametrize(("table", "row"), AS_READ.items(), ids=str)
def test_a_field_is_of_its_column_s_type(table: Table, row: Any) -> None:
    for column in table.columns:
        kind = column.type.python_type
        assert row.__annotations__[column.name] == (kind | None if column.nullable else kind)


def test_every_table_of_a_read_model_has_its_row(houses_on_sqlite: Any) -> None:
    house: House = houses_on_sqlite("UTC")
    assert {table for model in house.models() for table in model.tables} == AS_READ.keys()
