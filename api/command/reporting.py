"""`vouch report` of money and of hiring, and `vouch simulate`."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.command.options import As, AsOf, Json, KnownAt, Roles, Store, parse_day, parse_one_of
from api.command.report import Format

KINDS = "cohort", "activity", "snapshot"


def parse_month(text: str) -> date:
    """Parse a month written YYYY-MM."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = None
    if month is None or month.isoformat()[:7] != text:
        raise typer.BadParameter("give a month as YYYY-MM, such as 2026-02.")
    return month


Since = Annotated[date | None, typer.Option("--from", parser=parse_month, metavar="YYYY-MM", help="The first month.")]
First = Annotated[date | None, typer.Option("--from", parser=parse_day, metavar="DATE", help="The first day of it.")]
Last = Annotated[date | None, typer.Option("--to", parser=parse_day, metavar="DATE", help="The last day of it.")]
Kind = Annotated[
    Literal["cohort", "activity", "snapshot"],
    typer.Option("--kind", parser=parse_one_of(*KINDS), metavar="|".join(KINDS), help="Which of the three questions."),
]
Post = Annotated[str | None, typer.Option("--requisition", metavar="REQUISITION", help="Only this one's.")]
Chart = Annotated[bool, typer.Option("--chart", help="A small bar chart besides, in a terminal.")]
Terms = Annotated[
    Path, typer.Option("--terms", exists=True, dir_okay=False, metavar="FILE", help="The trial terms, as JSON.")
]
Begin = Annotated[date, typer.Option("--from", parser=parse_day, metavar="DATE", help="First day of the referrals.")]
End = Annotated[date, typer.Option("--to", parser=parse_day, metavar="DATE", help="Last day of the referrals.")]
WithWhy = Annotated[bool, typer.Option("--why", help="Each side's why, in JSON.")]


def bonus_liability(
    since: Since = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What is accrued, earned, sent, paid and open at the ends of months."""
    from api.command.work.reporting import Question, report

    report("bonus-liability", Question(as_of, known_at, since, None, as_=as_, roles=roles), format_, json, chart, store)


def bonus_forecast(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What may fall due in which month."""
    from api.command.work.reporting import Question, report

    report("bonus-forecast", Question(as_of, known_at, as_=as_, roles=roles), format_, json, chart, store)


def funnel(
    kind: Kind = "cohort",
    requisition: Post = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """How far applications come: a cohort's way, what moved in a span, or where they are."""
    from api.command.work.reporting import Question, report

    question = Question(as_of, known_at, first, last, kind, requisition, as_, roles)
    report("funnel", question, format_, json, chart, store)


def time_in_stage(
    requisition: Post = None,
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """How long applications stay in each column; those that still do stand beside."""
    from api.command.work.reporting import Question, report

    question = Question(as_of, known_at, first, last, requisition=requisition, as_=as_, roles=roles)
    report("time-in-stage", question, format_, json, chart, store)


def source_of_hire(
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What became of applications, by their source."""
    from api.command.work.reporting import Question, report

    question = Question(as_of, known_at, first, last, as_=as_, roles=roles)
    report("source-of-hire", question, format_, json, chart, store)


def cost_per_hire(
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What a hire costs, by referral and by agency."""
    from api.command.work.reporting import Question, report

    question = Question(as_of, known_at, first, last, as_=as_, roles=roles)
    report("cost-per-hire", question, format_, json, chart, store)


def introductions(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format_: Format = None,
    json: Json = False,
    chart: Chart = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What came of asks, by how close and how big; and what to change about one that is likely to fail."""
    from api.command.work.reporting import Question, report

    report("introductions", Question(as_of, known_at, as_=as_, roles=roles), format_, json, chart, store)


def simulate(
    terms: Terms,
    first: Begin,
    last: End,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    why: WithWhy = False,
    json: Json = False,
    as_: As = None,
    roles: Roles = None,
    store: Store = None,
) -> None:
    """What would have been owed, had other terms governed the referrals of some days. Writes nothing."""
    from api.command.work.reporting import Question, simulate_terms

    simulate_terms(terms, Question(as_of, known_at, first, last, as_=as_, roles=roles), why, json, store)
