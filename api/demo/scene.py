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

    def identify_candidate(self, ago: int, email: str | None = None) -> str:
        """Tell of a candidate unknown until then; returns the id."""
        candidate = self.feed.new("C")
        name = self.name_of(candidate)
        self.feed.tell("candidate.identified", self.feed.day(ago), candidate=candidate, name=name, email=email)
        return candidate

    def name_of(self, candidate: str) -> str:
        """The name of a candidate: nobody's."""
        return f"Candidate {candidate.removeprefix('C-')}"

    def tell_address(self, employee: str, ago: int, **address: Any) -> None:
        """Tell, in a record that says nothing else, an address of an employee: `email` or `personal_email`."""
        day = self.feed.day(ago)
        self.feed.tell("employee.recorded", day, employee=employee, effective_on=day.isoformat(), **address)

    def record_account(self, ago: int, **keys: Any) -> str:
        """Tell of a user of the applicant tracking system; returns the id. `keys`: number or email, if it has any."""
        account = self.feed.new("user")
        self.feed.tell("account.recorded", self.feed.day(ago), account=account, **keys)
        return account

    def refer(self, referrer: str, candidate: str, ago: int, post: str | None = None, **more: Any) -> str:
        """Tell of a referral, to a post or to none; returns its id. `more`: other fields of it."""
        day = self.feed.day(ago)
        referral = self.feed.new("R")
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
        application = self.feed.new("A")
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
        self,
        application: str,
        ago: int,
        schedule: str = "full_time",
        fte: str | None = None,
        arrives: int = 0,
        start_date: str | None = None,
    ) -> str:
        """Tell of an offer for an application; returns its id. `arrives`: how many days late it comes."""
        day = self.feed.day(ago)
        offer = self.feed.new("O")
        terms = {"schedule": schedule, "fte": fte, "start_date": start_date}
        self.feed.tell("offer.extended", day, arrives=arrives, offer=offer, application=application, **terms)
        return offer

    def answer(self, offer: str, ago: int, how: str = "accepted", reason: str | None = None, arrives: int = 0) -> None:
        """Tell what becomes of an offer; `how`: accepted, declined, withdrawn, acceptance_withdrawn or expired."""
        self.feed.tell(f"offer.{how}", self.feed.day(ago), arrives=arrives, offer=offer, reason=reason)

    def _meet(self, application: str, post: Post, ago: int) -> None:
        day = self.feed.day(ago)
        interview = self.feed.new("I")
        facts: dict[str, Any] = {"interview": interview, "application": application, "at": f"{day}T07:30:00Z"}
        facts["interviewers"] = [post.manager, self.staff.recruiters[0].number]
        self.feed.tell("interview.scheduled", self.feed.day(ago + SCHEDULED_AHEAD), **facts)
        self.feed.tell("interview.completed", day, **facts)
