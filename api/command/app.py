"""The command line as a whole: its groups and commands, in the order in which help lists them."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from api.command import (
    asyncapi,
    checkpoint,
    clock,
    consume,
    dead_letters,
    demo,
    doctor,
    feed,
    identities,
    keys,
    migrate,
    payouts,
    person_export,
    privacy,
    projections,
    relay,
    report,
    reporting,
    rules,
    schema,
    serve,
    vendors,
    verify,
    why,
)
from api.command.exit_codes import guard
from api.command.people.building import build_command
from api.command.told.commands import COMMANDS as PEOPLE
from api.command.told.commands import NOUNS

TELLS = "Referral bonuses decided from the facts of hiring, and explained to the letter."

GROUPS = {
    "feed": "Record feed files, and see to what could not be read.",
    "clock": "Record what falls due.",
    "report": "Bonuses, money and hiring, for any day, as then known.",
    "payouts": "From a decision to a payroll line, and back.",
    "identities": "Who is not yet known to be whom; link, unlink and import say who is.",
    "privacy": "Erasures: how far they are, carrying them out; new keys.",
    "keys": "API keys for machines: create, list, revoke.",
    "access": "Whose tokens are let in no more.",
    "projections": "The read models: lag, rebuild, digest.",
    **NOUNS,
}
"""The first words of commands that have two, each with what help says of it."""

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "serve": serve.serve,
    "feed push": feed.push,
    "feed translate": vendors.translate,
    "feed pull": vendors.pull,
    "feed mapping": vendors.mapping,
    "feed parked": dead_letters.parked,
    "feed replay": dead_letters.replay,
    "feed drop": dead_letters.drop,
    "clock tick": clock.tick,
    "report bonuses": report.bonuses,
    "report pipeline": report.pipeline,
    "report exceptions": report.exceptions,
    "report bonus-liability": reporting.bonus_liability,
    "report bonus-forecast": reporting.bonus_forecast,
    "report funnel": reporting.funnel,
    "report time-in-stage": reporting.time_in_stage,
    "report source-of-hire": reporting.source_of_hire,
    "report cost-per-hire": reporting.cost_per_hire,
    "report introductions": reporting.introductions,
    "simulate": reporting.simulate,
    "payouts propose": payouts.propose,
    "payouts list": payouts.list_,
    "payouts show": payouts.show,
    "payouts approve": payouts.approve,
    "payouts export": payouts.export,
    "payouts file": payouts.file,
    "payouts cancel": payouts.cancel,
    "payouts release": payouts.release,
    "payouts drop": payouts.drop,
    "payouts waive": payouts.waive,
    "payouts accept": payouts.accept,
    "payouts settle": payouts.settle,
    "payouts balance": payouts.balance,
    "payouts breaks": payouts.breaks,
    "identities": identities.identities,
    "identities link": identities.link,
    "identities unlink": identities.unlink,
    "identities import": identities.import_,
    "why": why.why,
    "keys create": keys.create,
    "keys list": keys.list_,
    "keys revoke": keys.revoke,
    "access revoke": keys.revoke_access,
    "access restore": keys.restore_access,
    "rules": rules.rules,
    "privacy status": privacy.status,
    "privacy erase": privacy.erase,
    "privacy rotate": privacy.rotate,
    "projections lag": projections.lag,
    "projections rebuild": projections.rebuild,
    "projections digest": projections.digest,
    **{name: build_command(name) for name in PEOPLE},
    "candidate export": person_export.candidate,
    "employee export": person_export.employee,
    "migrate": migrate.migrate,
    "verify": verify.verify,
    "checkpoint": checkpoint.checkpoint,
    "doctor": doctor.doctor,
    "consume": consume.consume,
    "relay": relay.relay,
    "schema": schema.schema,
    "asyncapi": asyncapi.asyncapi,
}
"""Every command, in the order in which help lists them. A new one is a line here; all are guarded alike."""

app = typer.Typer(
    name="vouch",
    help=TELLS,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
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


def _register() -> None:
    groups = {name: typer.Typer(no_args_is_help=True, help=tells) for name, tells in GROUPS.items()}
    for name, run in COMMANDS.items():
        group, _, last = name.rpartition(" ")
        if name in groups:  # a group that answers by itself
            groups[name].info.no_args_is_help = False
            groups[name].callback(invoke_without_command=True)(guard(run))
            continue
        (groups[group] if group else app).command(last)(guard(run))
    for name, group_app in groups.items():
        app.add_typer(group_app, name=name)


_register()
