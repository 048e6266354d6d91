"""The command line as a whole: its groups and commands, in the order in which help lists them."""

import sys
from typing import Annotated

import typer

from api.command import clock, consume, demo, feed, projections, relay, report, schema, upkeep
from api.command.exit_codes import guarded
from api.command.why import why

TELLS = "Referral bonuses decided from the facts of hiring, and explained to the letter."

app = typer.Typer(
    name="vouch",
    help=TELLS,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - rarely asked for

        typer.echo(f"vouch {version('vouch')}")
        raise typer.Exit


@app.callback(help=TELLS, epilog="Settings are environment variables VOUCH_*; options go over them.")
def vouch(
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; else VOUCH_STORE.")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """What every command shares; `options.Store` looks up the store given here."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="backslashreplace")  # a terminal without UTF-8 is no reason to fail


app.command("demo")(guarded(demo.demo))
app.command("serve")(guarded(upkeep.serve))
app.add_typer(feed.app, name="feed")
app.add_typer(clock.app, name="clock")
app.add_typer(report.app, name="report")
app.command("why")(guarded(why))
app.add_typer(projections.app, name="projections")
app.command("migrate")(guarded(upkeep.migrate))
app.command("doctor")(guarded(upkeep.doctor))
app.command("consume")(guarded(consume.consume))
app.command("relay")(guarded(relay.relay))
app.command("schema")(guarded(schema.schema))
app.command("asyncapi")(guarded(relay.asyncapi))
