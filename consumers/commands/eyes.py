"""What a principal sees and may do of the things on a scene (spec/access.md §2, §3)."""

from domain.access.principal import Principal
from domain.access.relating import (
    Post,
    Referred,
    relate_to_candidate,
    relate_to_employee,
    relate_to_people,
    relate_to_post,
    relate_to_referral,
)
from domain.access.scope import scope
from domain.access.words import EXISTS, MISSING, Answer, Relation, Relations
from domain.commands.checks.people import person_of
from domain.commands.checks.posts import is_open
from domain.commands.scene import Scene
from domain.facts.introduction import IntroductionRequested
from domain.rules.case import Case
from domain.state.referral import Referral
from domain.state.requisition import Telling

NAMED_BY: dict[str, str] = {
    "candidate": "candidate.timeline",
    "requisition": "requisition.read",
    "application": "application.move",
    "introduction": "introduction.list",
}
"""The operation that says whether a thing named in a body is in sight, by its kind."""
STRICTER: dict[str, dict[str, str]] = {
    "application submit": {"requisition": "application.submit"},
    "offer extend": {"application": "offer.extend"},
    "candidate merge": {"candidate": "candidate.merge"},
    "candidate unmerge": {"candidate": "candidate.unmerge"},
}
"""Where a command itself says who may name a thing."""


class Eyes:
    """How the principal stands to the things on a scene."""

    def __init__(self, principal: Principal, scene: Scene) -> None:
        self._principal = principal
        self._scene = scene
        organisation = scene.organisation
        mine = principal.employee
        self._mine = organisation.identities.ids_of(organisation.worker(mine)) | {mine} if mine else frozenset[str]()

    def judge(self, operation: str, kind: str, id_: str) -> Answer:
        """Answer for an operation on a thing."""
        return scope(self._principal, operation, self._relate(kind, id_))

    def sees(self, name: str, kind: str, id_: str) -> bool:
        """Tell whether the body of a command (noun and verb) may name a thing."""
        if kind == "employee":
            return self._relate(kind, id_) != MISSING
        operation = STRICTER.get(name, {}).get(kind)
        if operation is not None:
            return self.judge(operation, kind, id_) is Answer.ALLOWED
        relations = self._relate(kind, id_)
        if kind == "candidate" and Relation.REFERRED in relations:
            return True
        return scope(self._principal, NAMED_BY[kind], relations) > Answer.HIDDEN

    def _relate(self, kind: str, id_: str) -> Relations:
        found: Relations = getattr(self, f"_relate_{kind}")(id_)
        return found

    def _relate_referral(self, id_: str) -> Relations:
        referral = self._scene.organisation.referrals.get(id_)
        return MISSING if referral is None else relate_to_referral(self._mine, self._referred(referral))

    def _relate_requisition(self, id_: str) -> Relations:
        if not self._scene.requisition(id_).known:
            return MISSING
        return relate_to_post(self._mine, self._post(id_))

    def _relate_application(self, id_: str) -> Relations:
        application = self._scene.application(id_)
        return MISSING if application is None else relate_to_post(self._mine, self._post(application.requisition))

    def _relate_offer(self, id_: str) -> Relations:
        offer = self._scene.offer(id_)
        if offer is None:
            return MISSING
        application = self._scene.application(offer.application)
        return relate_to_post(self._mine, self._post(application.requisition if application is not None else None))

    def _relate_introduction(self, id_: str) -> Relations:
        asked = self._scene.latest(IntroductionRequested, f"introduction/{id_}")
        if asked is None:
            return MISSING
        return relate_to_people(self._mine, (asked.data.requester, asked.data.connector, asked.data.contact))

    def _relate_candidate(self, id_: str) -> Relations:
        scene = self._scene
        if id_ not in scene.organisation.persons and not scene.streams.get(f"candidate/{id_}"):
            return MISSING
        person = person_of(scene, id_)
        referrals = [each for each in scene.organisation.referrals.values() if each.candidate in person.candidates]
        applied = [self._post(each.requisition) for each in person.announced]
        return relate_to_candidate(self._mine, applied, map(self._referred, referrals))

    def _relate_employee(self, id_: str) -> Relations:
        organisation = self._scene.organisation
        known = bool(self._scene.streams.get(f"employee/{id_}"))
        known = known or any(
            id_ == start.data.employee for each in organisation.spells.values() for start in each.starts
        )
        return relate_to_employee(self._mine, id_) if known else MISSING

    def _relate_letter(self, _id: str) -> Relations:
        return EXISTS  # one that is not there was answered before

    def _referred(self, referral: Referral) -> Referred:
        organisation = self._scene.organisation
        version = organisation.programme.in_force_on(referral.day)
        counted = Case(referral, version, organisation).counted if version is not None else None
        post = counted.requisition if counted is not None else referral.requisition
        return Referred(referral.referrer, self._post(post) if post else None, False)

    def _post(self, requisition: str | None) -> Post:
        scene = self._scene
        post = scene.requisition(requisition)
        manager, recruiters = post.on(scene.today, _manager), post.on(scene.today, _recruiters)
        return Post(manager, recruiters or (), is_open(scene, requisition or "", scene.today))


def _manager(fact: Telling) -> str | None:
    return fact.hiring_manager


def _recruiters(fact: Telling) -> tuple[str, ...] | None:
    return fact.recruiters
