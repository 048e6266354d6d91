"""Saying facts for a person: of the source `/vouch`, under the command's id, with the actor beside them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.facts.base import Actor, Fact
from domain.feed.content import content_of
from domain.feed.delivery import Delivery
from domain.feed.own import SOURCE


def say_facts(facts: Sequence[Fact], command: str, time: datetime, actor: Actor) -> list[Delivery]:
    """Say the facts of a command, the first under its id, those behind it as `ID.2`, `ID.3`."""
    return [_say(fact, command, number, time, actor) for number, fact in enumerate(facts, 1)]


def _say(fact: Fact, command: str, number: int, time: datetime, actor: Actor) -> Delivery:
    named, sequence = command if number == 1 else f"{command}.{number}", str(number)
    content = content_of(fact.TOPIC, time, sequence, msgspec.to_builtins(fact), type(fact))
    return Delivery(SOURCE, named, time, sequence, content, fact, b"", actor)
