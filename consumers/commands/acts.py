"""Acts of commands: what the store calls inside the write's transaction, for each command that came."""

from datetime import tzinfo

import msgspec

from consumers.commands import letters
from consumers.commands.answers import Effected, Forbidden, NotFound, Shown, Stale, VersionMissing
from consumers.commands.asked import Asked, name_actor, name_principal
from consumers.commands.eyes import Eyes
from consumers.commands.needs import gather
from consumers.commands.saying import say_facts
from consumers.commands.versions import streams_of, version_of
from domain.access.words import Answer
from domain.commands.command import Accepted, Command, Refusal
from domain.commands.naming import LETTERS, make_command_id, make_id
from domain.commands.programme import STREAM as PROGRAMME
from domain.commands.programme import PreviewProgramme, make_preview
from domain.commands.scene import Scene
from domain.feed.content import canonical_json
from domain.store.acting.act import Act, Effect, Refused, Sight
from domain.store.port import EventStore


def make_act(store: EventStore, zone: tzinfo, asked: Asked) -> Act:
    """Make the act of a command."""
    deed = letters.LetterDeed(store, zone, asked) if asked.row.noun == "letter" else Deed(store, zone, asked)
    path = asked.row.path.format(id=canonical_json(asked.id).decode())
    request = canonical_json(["POST", f"/v1{path}", asked.data]).decode()
    return Act(name_principal(asked.principal), asked.key, store.digest(f"request {request}"), deed.admit, deed.decide)


class Deed:
    """A command about the things of hiring, on its way through the transaction."""

    def __init__(self, store: EventStore, zone: tzinfo, asked: Asked) -> None:
        self._zone = zone
        self._asked = asked
        named = (store.store_id, name_principal(asked.principal), asked.key)
        self._id = make_command_id(*named)
        row = asked.row
        given = getattr(asked.body, asked.body.GIVES_ID) if asked.body.GIVES_ID else None
        made = make_id(LETTERS[row.noun], *named) if row.noun in LETTERS else ""
        by = asked.principal.employee
        self._command = Command(asked.id or given or made, asked.body, by, make_id(LETTERS["candidate"], *named))
        self._scene: Scene | None = None
        self._eyes: Eyes | None = None

    def admit(self, sight: Sight) -> Refused | None:
        """Look at the rights to the thing in the path, whatever the key."""
        self._scene = None
        row = self._asked.row
        if not row.is_about_one:
            return None
        self._look(sight)
        assert self._eyes is not None
        answer = self._eyes.judge(row.operation, row.noun, self._command.id)
        if answer is Answer.ALLOWED:
            return None
        return Refused(Forbidden() if answer is Answer.FORBIDDEN else NotFound(row.noun))

    def decide(self, sight: Sight) -> Effect | Refused:
        """Decide the command, its version first."""
        scene = self._scene or self._look(sight)
        if (refused := self._refuse_version(scene)) is not None:
            return refused
        decision = self._asked.row.decide(scene, self._command)
        if isinstance(decision, Refusal):
            return Refused(decision)
        if type(self._asked.body) is PreviewProgramme:
            return Refused(Shown(msgspec.json.encode(make_preview(scene, self._asked.body))))
        return self._effect(scene, decision)

    def _look(self, sight: Sight) -> Scene:
        gathering = gather(sight, self._asked.row.name, self._command)
        scene = Scene(gathering.streams, sight.instant, self._zone, sees=self._sees)
        self._scene, self._eyes = scene, Eyes(self._asked.principal, scene)
        application = scene.application(self._command.id) if self._asked.row.name == "application move" else None
        if application is not None and application.requisition is not None:
            scene.was_ever_in = gathering.stages_of(application.requisition)
        return scene

    def _sees(self, kind: str, id_: str) -> bool:
        assert self._eyes is not None
        return self._eyes.sees(self._asked.row.name, kind, id_)

    def _refuse_version(self, scene: Scene) -> Refused | None:
        if not self._asked.row.is_versioned:
            return None
        if self._asked.expected is None:
            return Refused(VersionMissing())
        version = version_of(scene, self._asked.row.noun, self._command.id)
        return None if self._asked.expected.fits(version) else Refused(Stale(version))

    def _effect(self, scene: Scene, decision: Accepted) -> Effect:
        actor = name_actor(self._asked.principal, decision.acknowledged)
        said = say_facts(decision.facts, self._id, scene.instant, actor)
        kind, id_ = self._asked.row.noun, self._command.id
        streams = set(streams_of(scene, kind, id_))
        if kind == "programme":
            streams, id_ = {PROGRAMME}, str(getattr(self._asked.body, "version", ""))
        version = sum(1 for _ in scene.recorded(streams)) + sum(each.stream in streams for each in said)
        refs = [f"{each.source}#{each.id}" for each in said]
        status = 200 if self._asked.row.is_about_one else 201

        def answer(position: int) -> tuple[int, bytes]:
            return status, msgspec.json.encode(Effected(self._id, position, refs, kind, id_, version))

        return Effect(answer, said)
