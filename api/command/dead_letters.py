"""`vouch feed parked`, `replay` and `drop`: the dead letters of the feed."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Json, Store, parse_number

_GREATEST = 2**63 - 1
_number = parse_number(1, _GREATEST)

Number = Annotated[
    int | None,
    typer.Argument(metavar="ID", parser=_number, help="Show this one, with its bytes."),
]
Numbers = Annotated[list[int] | None, typer.Argument(metavar="ID", parser=_number, help="The numbers of dead letters.")]
Every = Annotated[bool, typer.Option("--all", help="Those replayed or dropped as well.")]
Counts = Annotated[bool, typer.Option("--counts", help="Only how many there are for each reason.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="REASON", help="Those with this reason.")]
Source = Annotated[str | None, typer.Option("--source", metavar="SOURCE", help="Those from this source.")]
Place = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="Those whose place begins so: a file's name, a topic.")
]
After = Annotated[
    int | None,
    typer.Option("--after", parser=parse_number(0, _GREATEST), metavar="ID", help="Those after this one."),
]
Limit = Annotated[
    int | None, typer.Option("--limit", parser=_number, metavar="N", help="List no more than N; a table has 1000.")
]


def parked(
    number: Number = None,
    every: Every = False,
    counts: Counts = False,
    reason: Reason = None,
    source: Source = None,
    place: Place = None,
    after: After = None,
    limit: Limit = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """List what could not be recorded, with place and reason; or show one, with its bytes."""
    from api.command.work import dead_letters as work
    from domain.store.dead_letters.letters import LetterFilter

    only = LetterFilter(reason, source, place)
    if number is not None:
        work.show_dead_letter(number, store=store, as_json=json)
    elif counts:
        work.count_dead_letters(only, store=store, every=every, as_json=json)
    else:
        asked = work.Asked(only, every, after or 0, limit)
        work.list_dead_letters(asked, store=store, as_json=json)


def replay(
    numbers: Numbers = None,
    reason: Reason = None,
    source: Source = None,
    place: Place = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Read dead letters again, and record what can be read by now."""
    from api.command.work import dead_letters as work

    work.replay_dead_letters(work.pick(numbers, reason, source, place), store=store, as_json=json)


def drop(
    numbers: Numbers = None,
    reason: Reason = None,
    source: Source = None,
    place: Place = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Settle dead letters without recording them."""
    from api.command.work import dead_letters as work

    work.drop_dead_letters(work.pick(numbers, reason, source, place), store=store, as_json=json)
