"""The demo's requisitions: a dozen, opened over the year; some are changed, some close."""

from dataclasses import dataclass
from typing import Any

from api.demo.employees import Staff
from api.demo.feed import Feed


@dataclass(frozen=True)
class Post:
    """A requisition: id, department, the manager of its hires; opened and closed, in days before the year's end."""

    requisition: str
    department: str
    manager: str
    opened: int
    closed: int | None


# key: title, department, level, lead (which of the department's), opened and closed: days before the end of the year
POSTS: dict[str, tuple[str, str, str, int, int, int | None]] = {
    "nurse": ("Ward nurse", "nursing", "junior", 0, 364, None),
    "senior_nurse": ("Senior ward nurse", "nursing", "senior", 1, 364, None),
    "carer": ("Home carer", "care", "junior", 0, 363, None),
    "physio": ("Physiotherapist", "therapy", "junior", 0, 362, None),
    "interpreter": ("Interpreter, Tokyo liaison", "care", "junior", 1, 330, None),
    "engineer": ("Platform engineer", "it", "senior", 0, 360, None),
    "support": ("Support engineer", "it", "junior", 1, 357, None),
    "porter": ("Night porter", "care", "junior", 2, 350, 60),
    "controller": ("Controller", "finance", "senior", 0, 340, 120),
    "therapist": ("Occupational therapist", "therapy", "junior", 1, 300, None),
    "analyst": ("Analyst", "finance", "junior", 1, 103, None),
    "coordinator": ("Discharge coordinator", "nursing", "junior", 2, 48, None),
}
EXTRAS: dict[str, dict[str, Any]] = {
    "interpreter": {"bonus": {"amount": "150000", "currency": "JPY"}},
    "engineer": {"agency_fee": {"amount": "18000.00", "currency": "USD"}},
}
CLOSING_REASONS = {"porter": "filled", "controller": "on_hold"}
OPENINGS = 8


def open_posts(feed: Feed, staff: Staff) -> dict[str, Post]:
    """Tell of every post; returns them by key. A lead of the department is the hiring manager."""
    posts = {}
    for number, (key, (title, department, level, lead, opened, closed)) in enumerate(POSTS.items(), start=101):
        post = Post(f"Q-{number}", department, staff.leads[department][lead].number, opened, closed)
        posts[key] = post
        _open(feed, staff, post, title=title, level=level, **EXTRAS.get(key, {}))
        if closed is not None:
            day = feed.day(closed)
            reason = CLOSING_REASONS[key]
            feed.tell("requisition.closed", day, requisition=post.requisition, closed_on=day.isoformat(), reason=reason)
    return posts


def hand_over(feed: Feed, post: Post, ago: int, manager: str) -> None:
    """Tell that a post has another hiring manager, from `ago` days before the end of the year on."""
    day = feed.day(ago)
    feed.tell(
        "requisition.updated",
        day,
        requisition=post.requisition,
        effective_on=day.isoformat(),
        hiring_manager=manager,
    )


def _open(feed: Feed, staff: Staff, post: Post, **facts: Any) -> None:
    day = feed.day(post.opened)
    feed.tell(
        "requisition.opened",
        day,
        requisition=post.requisition,
        hiring_manager=post.manager,
        opened_on=day.isoformat(),
        schedules=["full_time", "part_time"],
        department=post.department,
        recruiters=[staff.recruiters[0].number],
        openings=OPENINGS,
        **facts,
    )
