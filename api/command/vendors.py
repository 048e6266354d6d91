"""`vouch feed translate`: what vendors' deliveries mean, without recording anything."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from pathlib import Path
from typing import Annotated

import typer

from api.command.options import Timezone

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Raw deliveries; beside 1.json 1.headers.json, 1.fetched.json.")
]
VendorName = Annotated[str, typer.Option("--vendor", metavar="VENDOR", help="Whose deliveries they are.")]
ConnectionName = Annotated[
    str, typer.Option("--connection", metavar="NAME", help="The connection, of the file that VOUCH_CONNECTIONS names.")
]


def translate(files: Files, vendor: VendorName, connection: ConnectionName, timezone: Timezone = None) -> None:
    """Print the facts that vendors' deliveries mean; nothing is recorded."""
    from api.command.work.vendors import translate_files

    translate_files(files, vendor=vendor, connection=connection, timezone=timezone)
