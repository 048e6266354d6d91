"""What is pushed: the hiring log, and a feed like it of any length."""

import gzip
import random
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from consumers.feed.files import read_lines
from consumers.feed.line import Line

DATA = Path(__file__).parents[1] / "data"
HIRING_LOG = (DATA / "hiring-log.jsonl.gz", DATA / "hiring-log-added.jsonl.gz")

_REQUISITIONS, _REFERRERS = 400, 4_000
_STEPS = 8
"""So many facts befall each application."""
_STAGES = ("screening", "phone_screen", "technical_interview", "behavioral_interview", "decision")
_encode = msgspec.json.Encoder().encode


@cache
def hiring_log() -> list[Line]:
    """All lines of the hiring log, unzipped: 71,752 events."""
    return [line for file in HIRING_LOG for line in read_lines(str(file))]


def in_batches(feed: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """The lines, so many at a time."""
    rest = iter(feed)
    while batch := list(islice(rest, size)):
        yield batch


def generated(count: int, *, shuffled: bool) -> Iterator[Line]:
    """So many events, some 200 bytes each: applications one after the other, or all facts in random order."""
    ground = [*_ground()]
    numbers = list(range(count - len(ground)))
    if shuffled:
        random.Random(20_150_101).shuffle(numbers)
    for index, raw in enumerate(ground):
        yield Line(f"ground:{index}", raw)
    for number in numbers:
        yield Line(f"generated:{number}", _befalls(number))


def write(feed: Iterable[Line], path: Path) -> None:
    """The feed as a file."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(line.raw + b"\n" for line in feed)


def _ground() -> Iterator[bytes]:
    """A programme, the requisitions, and those who refer."""
    instalments = [{"name": "day-90", "tenure_days": 90, "share": "1"}]
    terms = {"amount": {"currency": "USD", "default": "1000.00"}, "instalments": instalments}
    programme = {"version": 1, "effective_from": "2014-12-01", "terms": terms}
    yield _event("programme", "hr.bonus_program.published.v1", 0, programme)
    for n in range(_REQUISITIONS):
        post = {"requisition": f"Q-{n:03}", "title": f"Post {n}", "hiring_manager": f"M-{n % 50:02}"}
        opened = {"opened_on": "2014-12-16", "schedules": ["full_time"], "openings": 500}
        yield _event(f"requisition-{n}", "hr.requisition.opened.v1", 0, {**post, **opened})
    for n in range(_REFERRERS):
        spell = {"employment": f"E-{n:04}/1", "employee": f"E-{n:04}", "start_date": "2013-06-03"}
        yield _event(f"employment-{n}", "hr.employment.started.v1", 0, spell)


def _befalls(number: int) -> bytes:
    """The fact of this number: the steps of application 0, those of application 1, and so on."""
    application, step = divmod(number, _STEPS)
    kind, data = _step(f"{application:07}", application, step)
    return _event(str(number), kind, number, data)


def _step(name: str, application: int, step: int) -> tuple[str, Mapping[str, object]]:
    """One in three applicants is referred, one in three is offered the post, and accepts it."""
    lucky = application % 3 == 0
    match step:
        case 0:
            posts = {"requisition": f"Q-{application % _REQUISITIONS:03}"}
            return "hr.application.submitted.v1", {"application": f"A-{name}", "candidate": f"C-{name}", **posts}
        case 1 if lucky:
            referrer = f"E-{application * 7 % _REFERRERS:04}"
            who = {"candidate": f"C-{name}", "referrer": referrer, "relationship": "friend"}
            return "hr.referral.made.v1", {"referral": f"R-{name}", **who}
        case 6 if lucky:
            return "hr.offer.extended.v1", {"offer": f"O-{name}", "application": f"A-{name}", "schedule": "full_time"}
        case 7 if lucky:
            return "hr.offer.accepted.v1", {"offer": f"O-{name}"}
        case 7:
            return "hr.application.rejected.v1", {"application": f"A-{name}"}
        case _:
            stage = _STAGES[step % len(_STAGES)]
            return "hr.application.stage_changed.v1", {"application": f"A-{name}", "stage": stage}


def _event(id_: str, kind: str, number: int, data: Mapping[str, object]) -> bytes:
    day, second = divmod(number * 2, 86_400)
    time = f"2015-01-{1 + day % 28:02}T{second // 3_600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    envelope = {"specversion": "1.0", "id": id_, "source": "/generated", "type": kind, "time": time, "data": data}
    return _encode(envelope)
