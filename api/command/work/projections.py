"""Shows the lag and digests of the read models, and rebuilds them."""

from datetime import UTC, date, datetime

from api.command.errors import WrongUse
from api.command.output import count_of, put, put_json, say
from api.command.progress import show_progress
from api.command.terminal_tables import Heading, draw_table, show
from api.command.work.opening import open_to_read, open_to_work
from projections.engine.asking.digest import digests


def show_lag(*, store: str | None, as_json: bool) -> None:
    """Show how far each read model is behind."""
    with open_to_work(store) as vouch:
        lags = vouch.engine.lag(datetime.now(UTC))
    if as_json:
        put_json([lag._asdict() for lag in lags])
        return
    headings = [
        Heading("Read model"),
        Heading("Events behind", right=True),
        Heading("Seconds behind", right=True),
        Heading("Subjects parked", right=True),
        Heading("Subjects slow", right=True),
    ]
    rows = [(lag.model, f"{lag.events:,}", f"{lag.seconds:,.1f}", f"{lag.parked:,}", f"{lag.slow:,}") for lag in lags]
    show(draw_table(headings, rows))


def rebuild_models(name: str | None, *, store: str | None) -> None:
    """Rebuild one read model from the facts (None: all). Raises WrongUse for a name that none has."""
    with open_to_work(store) as vouch:
        names = [model.name for model in vouch.engine.models]
        if name is not None and name not in names:
            raise WrongUse(f"there is no read model {name}; there are {', '.join(names)}.")
        with show_progress("Rebuilding", "steps") as report:
            vouch.engine.rebuild(name, report)
        aside = sum(lag.parked for lag in vouch.engine.lag(datetime.now(UTC)))
    put(f"Rebuilt: {name or ', '.join(names)}.")
    if aside:
        say(f"{count_of(aside, 'subject')} could not be digested: `vouch doctor` names them.")


def show_digests(as_of: date | None, *, store: str | None, as_json: bool) -> None:
    """Show the digest of each read model as of a day (None: today)."""
    with open_to_read(store) as vouch:
        day = as_of or vouch.today()
        with vouch.engine.reader() as reader:
            found_of = digests(reader, vouch.engine.models, day)
    if as_json:
        put_json(found_of)
        return
    longest = max(map(len, found_of))
    for name, found in found_of.items():
        put(f"{name:{longest}}  {found}")
