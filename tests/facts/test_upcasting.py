"""Old payloads load for ever: a topic without a class is brought up to a newer one, step by step."""

from typing import Any, ClassVar

import msgspec
import pytest

from domain.facts.base import Fact
from domain.facts.codec import Codec, UnknownTopicError, Upcast
from domain.facts.fields import Id


class OpinionGiven(Fact, frozen=True, kw_only=True):
    """An example of the third version of a fact."""

    TOPIC: ClassVar[str] = "test.opinion.given.v3"

    opinion: Id
    stars: int
    anonymous: bool = False


def _words_to_stars(data: dict[str, Any]) -> dict[str, Any]:
    words = {"good": 5, "bad": 1}
    return {"opinion": data["opinion"], "stars": words[data["word"]]}


CODEC = Codec(
    [OpinionGiven],
    {
        "test.opinion.given.v1": Upcast("test.opinion.given.v2", lambda data: {"word": "good", **data}),
        "test.opinion.given.v2": Upcast("test.opinion.given.v3", _words_to_stars),
    },
)


def stored(data: str) -> bytes:
    envelope = '"source":"/s","id":"1","time":"2026-03-02T12:00:00Z","recorded_at":"2026-03-02T12:00:00Z"'
    return f'{{{envelope},"data":{data}}}'.encode()


@pytest.mark.parametrize(
    ("topic", "data", "stars"),
    [
        ("test.opinion.given.v1", '{"opinion":"x"}', 5),
        ("test.opinion.given.v1", '{"opinion":"x","word":"bad"}', 1),
        ("test.opinion.given.v2", '{"opinion":"x","word":"good"}', 5),
        ("test.opinion.given.v3", '{"opinion":"x","stars":3}', 3),
    ],
)
def test_every_version_reads_as_the_newest(topic: str, data: str, stars: int) -> None:
    recorded = CODEC.decode(topic, stored(data))
    assert recorded.data == OpinionGiven(opinion="x", stars=stars)
    assert recorded.ref == "/s#1"
    assert CODEC.decode(topic, stored(data)) == recorded


def test_a_topic_that_leads_nowhere_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownTopicError, match=r"test\.opinion\.given\.v4"):
        CODEC.decode("test.opinion.given.v4", stored("{}"))


@pytest.mark.parametrize("state", [stored('{"opinion":"x","stars":"many"}'), stored('{"opinion":"x"}'), b"{", b""])
def test_damaged_state_is_an_error_not_a_guess(state: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        CODEC.decode("test.opinion.given.v3", state)
