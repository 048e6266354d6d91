"""Whole commands from start to end, beside a Python that does nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from tempfile import TemporaryDirectory

from api.bootstrap import open_vouch
from api.settings import read_settings
from consumers.feed.push import push
from tests.bench.feeds import hiring_log
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.stores import Kind
from tests.bench.timing import timed
from tests.support.command import environment, run_vouch

TODAY = Target(75, at_most=True)
PAST = Target(250, at_most=True)
HELP = Target(15, at_most=True)
RECORDED_AT = datetime(2015, 3, 1, tzinfo=UTC)
PAST_DAY = ("--as-of", "2015-06-30", "--known-at", "2015-07-01T00:00:00Z")


def measure_report(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The bonus report of the hiring log: as of today, and as of a past day as it was known then."""
    today = ("--as-of", datetime.now(UTC).date().isoformat())
    with kind.fresh() as url:
        with open_vouch(read_settings({}, store=url)) as vouch:
            push(vouch.store, hiring_log(), recorded_at=RECORDED_AT)
            vouch.engine.catch_up()
        report = partial(_beside_nothing, rounds, "report", "bonuses", "--format", "json")
        yield Outcome("report bonuses, today", kind.name, "s", report(*today, store=url), TODAY)
        yield Outcome("report bonuses, a past day, known at", kind.name, "s", report(*PAST_DAY, store=url), PAST)


def measure_help(rounds: int) -> Iterator[Outcome]:
    """`vouch --help`, which touches no store."""
    yield Outcome("vouch --help", "none", "s", _beside_nothing(rounds, "--help"), HELP)


def _beside_nothing(rounds: int, *arguments: str, store: str | None = None) -> list[tuple[float, float]]:
    """The command's seconds, beside those of a Python that does nothing. Modules are compiled, as pip leaves them."""
    with TemporaryDirectory(prefix="vouch-bench-") as compiled:
        settings = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        vouch = partial(run_vouch, *arguments, store=store, settings=settings)
        nothing = partial(subprocess.run, [sys.executable, "-c", "pass"], env=environment(None, settings), check=True)
        assert vouch().returncode == 0
        return interleaved(rounds, lambda: _seconds(nothing), lambda: _seconds(vouch))


def _seconds(run: Callable[[], object]) -> float:
    with timed() as watch:
        run()
    return watch.seconds
