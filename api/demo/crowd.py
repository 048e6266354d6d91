"""The demo's ordinary people: candidates who apply and are mostly not hired, staff who leave, leads who change."""

from random import Random

from api.demo.contracts import bring_in, end, take_leave
from api.demo.employees import record_employee
from api.demo.requisitions import Post
from api.demo.scene import STAGES, Scene

CANDIDATES = 60
REFERRED = 5
HIRED = 7
LEAVERS = 6
SOURCES = ("careers_site", "careers_site", "careers_site", "event", "sourced", "agency", "other")
REASONS = ("rejected", "rejected", "rejected", "withdrawn")
# How far most get: a third are not interviewed at all.
REACHED = (0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5)
NEWEST = 4


def add_crowd(scene: Scene, rng: Random) -> None:
    """Tell of everybody whom no story is about."""
    for place in range(CANDIDATES):
        _add_candidate(scene, rng, place)
    for _ in range(LEAVERS):
        end(scene, scene.staff.take().employment, rng.randint(5, 330), rng.choice(("resigned", "contract_end")))
    for _ in range(LEAVERS):
        first = rng.randint(40, 340)
        take_leave(scene, scene.staff.take().employment, first, first - rng.randint(4, 30), paid=rng.random() < 0.7)
    _reorganise(scene)


def _add_candidate(scene: Scene, rng: Random, place: int) -> None:
    key = rng.choice(list(scene.posts))
    applied = _pick_open_day(rng, scene.posts[key])
    referred = place < REFERRED
    who = scene.identify_candidate(applied + 3 if referred else applied)
    if referred:
        scene.refer(scene.staff.take().number, who, applied + 3, key, relationship=rng.choice(("friend", "neighbour")))
    source = "referral" if referred else rng.choice(SOURCES)
    if place % (CANDIDATES // HIRED) == 0 and applied > 60:
        bring_in(scene, who, key, applied=applied, started=applied - rng.randint(38, 56), source=source)
    else:
        _go_through(scene, rng, scene.apply(who, key, applied, source), key, applied)


def _go_through(scene: Scene, rng: Random, application: str, post: str, ago: int) -> None:
    """Tell of some stages, then of an end; what would come after the last day has not happened yet."""
    for stage in STAGES[: rng.choice(REACHED)]:
        ago -= rng.randint(3, 9)
        if ago < 0:
            return
        scene.reach(application, post, stage, ago)
    ago -= rng.randint(2, 12)
    if ago >= 0:
        scene.close(application, ago, rng.choice(REASONS))


def _pick_open_day(rng: Random, post: Post) -> int:
    """Pick a day on which the post was open, a few days at least before it closed and before the last day."""
    return rng.randint((post.closed or 0) + NEWEST, post.opened - NEWEST)


def _reorganise(scene: Scene) -> None:
    """Give a few of the staff another lead in the middle of the year."""
    for department in ("it", "finance"):
        lead = scene.staff.leads[department][2].number
        record_employee(scene.feed, scene.staff.take().number, scene.feed.day(170), department, lead)
