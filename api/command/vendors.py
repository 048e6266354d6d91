"""`vouch feed translate`, `pull` and `mapping`: vendors' deliveries and spreadsheets as facts."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.command.options import Json, Store, Timezone, parse_instant

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Raw deliveries; beside 1.json 1.headers.json, 1.fetched.json.")
]
VendorName = Annotated[str | None, typer.Option("--vendor", metavar="VENDOR", help="Whose deliveries they are.")]
ConnectionName = Annotated[
    str | None,
    typer.Option("--connection", metavar="NAME", help="The connection, of the file that VOUCH_CONNECTIONS names."),
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", metavar="MAPPING", help="What the columns of spreadsheets mean (TOML).")
]
PullMapping = Annotated[Path, typer.Option("--mapping", metavar="MAPPING", help="What its columns mean (TOML).")]
Sheet = Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX.")]
SheetName = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook.")]
ReceivedAt = Annotated[
    datetime | None,
    typer.Option("--received-at", parser=parse_instant, metavar="INSTANT", help="When it said so; else its change."),
]


def translate(
    files: Files,
    vendor: VendorName = None,
    connection: ConnectionName = None,
    mapping: MappingFile = None,
    timezone: Timezone = None,
) -> None:
    """Print the facts that vendors' deliveries or spreadsheets mean; nothing is recorded."""
    from api.command.errors import WrongUse

    if mapping is not None and vendor is None and connection is None:
        from api.command.work.sheets import translate_sheets

        translate_sheets(files, mapping=mapping, timezone=timezone)
    elif mapping is None and vendor is not None and connection is not None:
        from api.command.work.vendors import translate_files

        translate_files(files, vendor=vendor, connection=connection, timezone=timezone)
    else:
        raise WrongUse("give --vendor and --connection for deliveries, or --mapping for spreadsheets.")


def pull(
    file: Sheet,
    mapping: PullMapping,
    received_at: ReceivedAt = None,
    json: Json = False,
    timezone: Timezone = None,
    store: Store = None,
) -> None:
    """Record what a spreadsheet says: of rows that are a state, what has changed since it was pulled last."""
    from api.command.work.sheets import pull_sheet

    pull_sheet(file, mapping=mapping, received_at=received_at, as_json=json, timezone=timezone, store=store)


def mapping(file: Sheet, sheet: SheetName = None) -> None:
    """Propose what the columns of a spreadsheet mean; what is missing goes to standard error."""
    from api.command.work.sheets import propose_mapping

    propose_mapping(file, sheet)
