"""The catalogue: Vouch's own events, and what every class of it has (the types of the feed: tests/spec)."""

import msgspec
import pytest

from domain.facts.base import Fact
from domain.facts.catalogue import CATALOGUE, EVENTS, FACTS
from domain.facts.offer import OfferAccepted
from domain.facts.shapes import fields_of, kind_of
from tests.facts.frozen import SAMPLES


def test_vouch_adds_its_own() -> None:
    assert sorted(EVENTS) == [
        "vouch.bonus.earned.v1",
        "vouch.bonus.lost.v1",
        "vouch.history.forked.v1",
        "vouch.offer.lapsed.v1",
        "vouch.payout.amount_accepted.v1",
        "vouch.payout.approved.v1",
        "vouch.payout.cancelled.v1",
        "vouch.payout.exported.v1",
        "vouch.payout.file_settled.v1",
        "vouch.payout.line_dropped.v1",
        "vouch.payout.line_released.v1",
        "vouch.payout.line_waived.v1",
        "vouch.payout.proposed.v1",
        "vouch.person.exported.v1",
        "vouch.tenure.reached.v1",
        "vouch.tenure.revoked.v1",
    ]
    assert CATALOGUE == {**FACTS, **EVENTS}


def test_every_class_that_has_a_topic_of_its_own_is_listed() -> None:
    def below(cls: type[Fact]) -> set[type[Fact]]:
        return {cls}.union(*(below(each) for each in cls.__subclasses__()))

    with_topic = {cls for cls in below(Fact) if "TOPIC" in vars(cls) and cls.__module__.startswith("domain.")}
    assert with_topic == set(CATALOGUE.values())


@pytest.mark.parametrize("cls", CATALOGUE.values())
def test_every_text_of_a_class_says_what_it_must_be(cls: type[Fact]) -> None:
    texts = [shape for shape in fields_of(cls).values() if isinstance(shape, msgspec.inspect.StrType)]
    assert not texts, "use the types of domain.facts.fields"
    assert all(kind_of(shape) for shape in fields_of(cls).values() if isinstance(shape, msgspec.inspect.Metadata))


@pytest.mark.parametrize("topic", CATALOGUE)
def test_facts_are_frozen(topic: str) -> None:
    fact = msgspec.convert(msgspec.json.decode(SAMPLES[topic])["data"], CATALOGUE[topic])
    with pytest.raises(AttributeError):
        setattr(fact, fact.__struct_fields__[0], "other")


def test_what_was_not_said_is_not_written() -> None:
    assert msgspec.json.encode(OfferAccepted(offer="O-1")) == b'{"offer":"O-1"}'
    assert msgspec.json.encode(OfferAccepted(offer="O-1", reason="")) == b'{"offer":"O-1","reason":""}'
