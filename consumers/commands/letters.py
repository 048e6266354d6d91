"""Acts about dead letters: replaying records the letter's own facts, of its own source; dropping settles it."""

from datetime import tzinfo

import msgspec

from consumers.commands.answers import Effected, NotFound
from consumers.commands.asked import Asked, name_principal
from domain.commands.command import Command, Refusal
from domain.commands.letter import LetterScene
from domain.commands.naming import make_command_id
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.state.days import day_in
from domain.store.acting.act import Effect, Refused, Sight
from domain.store.dead_letters.letters import DeadLetter
from domain.store.port import EventStore

_LAST = (1 << 63) - 1


class LetterDeed:
    """A command about a dead letter, on its way through the transaction."""

    def __init__(self, store: EventStore, zone: tzinfo, asked: Asked) -> None:
        self._asked = asked
        self._zone = zone
        self._id = make_command_id(store.store_id, name_principal(asked.principal), asked.key)

    def admit(self, sight: Sight) -> Refused | None:
        """Look whether there is such a letter."""
        return None if self._find(sight) is not None else Refused(NotFound("letter"))

    def decide(self, sight: Sight) -> Effect | Refused:
        """Decide whether the letter is settled."""
        letter = self._find(sight)
        assert letter is not None
        scene = self._look(sight, letter)
        decision = self._asked.row.decide(scene, Command(self._asked.id, self._asked.body))
        if isinstance(decision, Refusal):
            return Refused(decision)
        return self._effect(letter, scene)

    def _find(self, sight: Sight) -> DeadLetter | None:
        id_ = self._asked.id
        is_number = id_.isascii() and id_.isdigit() and len(id_) < len(str(_LAST))
        return sight.find_letter(int(id_)) if is_number else None

    def _look(self, sight: Sight, letter: DeadLetter) -> LetterScene:
        settled_on = None if letter.settled_at is None else day_in(self._zone)(letter.settled_at)
        read = read_event(letter.raw or b"")
        recorded = sight.find_recorded(read) if isinstance(read, Delivery) else None
        return LetterScene(letter.status, settled_on, read, recorded)

    def _effect(self, letter: DeadLetter, scene: LetterScene) -> Effect:
        read = scene.read if self._asked.row.verb == "replay" else None
        assert not isinstance(read, Unreadable)
        refs = [] if read is None else [f"{read.source}#{read.id}"]

        def answer(position: int) -> tuple[int, bytes]:
            return 200, msgspec.json.encode(Effected(self._id, position, refs, "letter", str(letter.letter), None))

        facts = [read] if read is not None and scene.recorded is None else []
        return Effect(answer, facts, settled={letter.letter: "dropped" if read is None else "replayed"})
