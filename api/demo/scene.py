"""The scene of a story: the feed, the people and posts there are, and the acts of referring and hiring."""

from dataclasses import dataclass
from typing import Any

from api.demo.employees import Staff
from api.demo.feed import Feed
from api.demo.requisitions import Post

STAGES = ("screening", "phone interview", "interview", "assessment", "reference check")
MEETING = "interview"
SCHEDULED_AHEAD = 3


@dataclass(frozen=True)
class Scene:
    """The year so far. Every `ago` is a number of days before its end."""

    feed: Feed
    staff: Staff
    posts: dict[str, Post]

    def identify_candidate(self, ago: int) -> str:
        """Tell of a candidate unknown until then; returns the id."""
        day = self.feed.day(ago)
        candidate = self.feed.new("C", day)
        label = f"Candidate {candidate.removeprefix('C-')}"
        self.feed.tell("candidate.identified", day, candidate=candidate, name=label)
        return candidate

    def refer(self, referrer: str, candidate: str, ago: int, post: str | None = None, **more: Any) -> str:
        """Tell of a referral, to a post or to none; returns its id. `more`: other fields of it."""
        day = self.feed.day(ago)
        referral = self.feed.new("R", day)
        requisition = self.posts[post].requisition if post else None
        facts = {"relationship": "former_colleague"} | more
        self.feed.tell(
            "referral.made",
            day,
            referral=referral,
            referrer=referrer,
            candidate=candidate,
            requisition=requisition,
            **facts,
        )
        return referral

    def apply(self, candidate: str, post: str, ago: int, source: str = "referral", arrives: int = 0) -> str:
        """Tell of an application for a post; returns its id. `arrives`: how many days late it comes."""
        day = self.feed.day(ago)
        application = self.feed.new("A", day)
        requisition = self.posts[post].requisition
        self.feed.tell(
            "application.submitted",
            day,
            arrives=arrives,
            application=application,
            candidate=candidate,
            requisition=requisition,
            source=source,
        )
        return application

    def reach(self, application: str, post: str, stage: str, ago: int) -> None:
        """Tell of a stage of the application; the interview is scheduled SCHEDULED_AHEAD days before it."""
        day = self.feed.day(ago)
        if stage == MEETING:
            self._meet(application, self.posts[post], ago)
        self.feed.tell("application.stage_changed", day, application=application, stage=stage)

    def close(self, application: str, ago: int, how: str = "rejected", reason: str | None = None) -> None:
        """Tell of the end of an application; `how`: `rejected` or `withdrawn`."""
        self.feed.tell(f"application.{how}", self.feed.day(ago), application=application, reason=reason)

    def offer(
        self, application: str, ago: int, schedule: str = "full_time", fte: str | None = None, arrives: int = 0
    ) -> str:
        """Tell of an offer for an application; returns its id. `arrives`: how many days late it comes."""
        day = self.feed.day(ago)
        offer = self.feed.new("O", day)
        self.feed.tell(
            "offer.extended", day, arrives=arrives, offer=offer, application=application, schedule=schedule, fte=fte
        )
        return offer

    def answer(self, offer: str, ago: int, how: str = "accepted", reason: str | None = None, arrives: int = 0) -> None:
        """Tell what becomes of an offer; `how`: accepted, declined, withdrawn, acceptance_withdrawn or expired."""
        self.feed.tell(f"offer.{how}", self.feed.day(ago), arrives=arrives, offer=offer, reason=reason)

    def _meet(self, application: str, post: Post, ago: int) -> None:
        day = self.feed.day(ago)
        interview = self.feed.new("I", day)
        facts: dict[str, Any] = {"interview": interview, "application": application, "at": f"{day}T07:30:00Z"}
        facts["interviewers"] = [post.manager, self.staff.recruiters[0].number]
        self.feed.tell("interview.scheduled", self.feed.day(ago + SCHEDULED_AHEAD), **facts)
        self.feed.tell("interview.completed", day, **facts)
