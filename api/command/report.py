"""`vouch report`: bonuses, pipelines and what needs a person, as of a day."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated, Literal

import typer

from api.command.options import AsOf, Json, KnownAt, Store, parse_one_of

Referrer = Annotated[str | None, typer.Option("--referrer", metavar="EMPLOYEE", help="Only this referrer's.")]
Referral = Annotated[str | None, typer.Option("--referral", metavar="REFERRAL", help="Only this referral's.")]
ENTITLEMENTS = "earned", "waiting", "forfeited", "ineligible"
FORMATS = "table", "json", "csv", "xlsx"

Entitlement = Annotated[
    Literal["earned", "waiting", "forfeited", "ineligible"] | None,
    typer.Option(
        "--entitlement",
        parser=parse_one_of(*ENTITLEMENTS),
        metavar="|".join(ENTITLEMENTS),
        help="Only rows of this entitlement.",
    ),
]
Format = Annotated[
    Literal["table", "json", "csv", "xlsx"] | None,
    typer.Option(
        "--format", parser=parse_one_of(*FORMATS), metavar="|".join(FORMATS), help="How to write them; default table."
    ),
]
Bom = Annotated[bool, typer.Option("--bom", help="Mark CSV as UTF-8, for Excel.")]
Requisition = Annotated[str | None, typer.Option("--requisition", metavar="REQUISITION", help="One, card by card.")]


def bonuses(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    referrer: Referrer = None,
    referral: Referral = None,
    entitlement: Entitlement = None,
    format_: Format = None,
    bom: Bom = False,
    json: Json = False,
    store: Store = None,
) -> None:
    """What is earned, waited for, lost or barred."""
    from api.command.work.report_bonuses import Question, choose_format, report_bonuses

    question = Question(as_of, known_at, referrer, referral, entitlement)
    report_bonuses(question, choose_format(format_, json), bom=bom, store=store)


def pipeline(
    requisition: Requisition = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Who stands where.

    One requisition's applications in their columns, or the counts of all requisitions.
    """
    from api.command.work.report_pipeline import report_pipeline

    report_pipeline(requisition, as_of, known_at, store=store, as_json=json)


def exceptions(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """What needs a person, since when, and what to do."""
    from api.command.work.report_bonuses import choose_format
    from api.command.work.report_exceptions import report_exceptions

    report_exceptions(as_of, known_at, choose_format(format_, json), store=store)
