"""A timeline cut to the requisitions that a principal manages or recruits for (spec/access.md §4)."""

from msgspec.structs import replace

from domain.access.words import Role
from domain.state.application import Application
from domain.state.organisation import Organisation
from projections.access.sight import Sight
from projections.engine.asking.reader import Moment, Reader
from projections.engine.asking.subject_lookup import find_subject
from projections.timeline.queries import Happening, Stretch, TimelineView, timeline_of

MOST_EVENTS = 100_000
"""Of a person of whom only a part is seen."""
MERGES = frozenset({"hr.candidate.merged.v1", "hr.candidate.unmerged.v1"})
MONEY = frozenset({"vouch.bonus.earned.v1", "vouch.bonus.lost.v1"})


def seen_timeline(
    sight: Sight, reader: Reader, candidate: str, moment: Moment, stretch: Stretch
) -> TimelineView | None:
    """Tell a stretch of a candidate's timeline, cut to what the principal may see; None where nothing was known."""
    if sight.sees_all:
        return timeline_of(reader, candidate, moment, stretch)
    whole = timeline_of(reader, candidate, moment, Stretch(0, MOST_EVENTS))
    subject = find_subject(reader.connection, f"candidate/{candidate}")
    if whole is None or subject is None:
        return None
    for slice_ in reader.slices([subject], sight.today, None):
        cut = _Cut(sight, slice_.organisation, whole)
        events = cut.events()[stretch.passed : stretch.passed + stretch.limit]
        return replace(whole, candidates=cut.candidates(), events=events)
    return replace(whole, candidates=[candidate], events=[])


class _Cut:
    """What of a person's history belongs to posts in sight."""

    def __init__(self, sight: Sight, organisation: Organisation, view: TimelineView) -> None:
        self._sight = sight
        self._organisation = organisation
        self._view = view
        applications = organisation.applications
        posts = {each.requisition for each in applications.values() if each.requisition}
        posts |= {each.requisition for each in organisation.referrals.values() if each.requisition}
        self._posts = sight.visible_posts(posts)
        self._applications = {name for name, each in applications.items() if each.requisition in self._posts}
        self._referrals = sight.visible_referrals(list(organisation.referrals))
        self._candidates = self._find_candidates()

    def _find_candidates(self) -> set[str]:
        applied = {self._organisation.applications[each].candidate for each in self._applications}
        referred = {self._organisation.referrals[each].candidate for each in self._referrals}
        return {self._view.candidate, *applied, *referred}

    def candidates(self) -> list[str]:
        """List the person's ids that are in sight."""
        return sorted(self._candidates & set(self._view.candidates))

    def events(self) -> list[Happening]:
        """List what may be seen."""
        return [shown for event in self._view.events if (shown := self._show(event)) is not None]

    def _show(self, event: Happening) -> Happening | None:
        if event.type in MERGES:
            return self._show_merge(event)
        kind, _, thing = event.about.partition("/")
        match kind:
            case "candidate":
                return event if thing in self._candidates else None
            case "application":
                return event if thing in self._applications else None
            case "offer":
                return event if self._is_in_sight(self._offered(thing)) else None
            case "employment":
                return event if self._is_in_sight(self._engaged(thing)) else None
            case "referral":
                return event if thing in self._referrals and self._may_see_money(event) else None
            case _:
                return None

    def _may_see_money(self, event: Happening) -> bool:
        return event.type not in MONEY or Role.RECRUITER in self._sight.principal.roles

    def _show_merge(self, event: Happening) -> Happening:
        others = set(self._view.candidates) - self._candidates
        if any(other in event.says for other in others):
            says = "Merged." if event.type == "hr.candidate.merged.v1" else "Merge taken back."
            return Happening(event.on, event.at, event.type, "merged", says, event.fact)
        return event

    def _is_in_sight(self, application: Application | None) -> bool:
        return application is not None and application.application in self._applications

    def _offered(self, offer: str) -> Application | None:
        found = self._organisation.offers.get(offer)
        return self._organisation.applications.get(found.application) if found is not None else None

    def _engaged(self, employment: str) -> Application | None:
        found: Application | None = self._organisation.belonging.get(employment)
        return found
