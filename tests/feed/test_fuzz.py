"""Whatever the bytes: no exception, no echo, and the quick way never says anything else than the careful one."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts.catalogue import FACTS
from domain.facts.checking import check_fact
from domain.feed import reading
from domain.feed.binary import read_binary
from domain.feed.careful import read_carefully
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from tests.facts.frozen import data_of
from tests.feed.events import event
from tests.feed.values import VALUES

REASONS = {
    *("bad_json", "not_an_object", "not_cloudevents", "missing_field", "wrong_type", "not_in_list", "bad_date"),
    *("bad_time", "bad_decimal", "bad_currency", "bad_id", "bad_text", "bad_terms", "not_exactly_one"),
    *("unknown_type", "too_large", "out_of_range", "reserved_source"),
}
CANARY = "canary-4711"
TOPICS = sorted(FACTS)
ODD = [
    None,
    True,
    0,
    -1,
    1.0,
    1.5,
    10**30,
    "",
    "\0",
    "é",
    CANARY,
    f"{CANARY}\n" * 50,
    [],
    [CANARY],
    {},
    {CANARY: CANARY},
]
ODD += [value for values in VALUES.values() for value in values.good[:2]]
ODD += [value for values in VALUES.values() for value, _ in values.bad]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def judge(raw: bytes) -> Delivery | Unreadable:
    """The answer, after seeing that it is a proper one and that both ways agree."""
    answer, careful = read_event(raw), read_carefully(raw)
    quick = reading._quick(raw)
    assert quick is None or quick == careful
    assert answer == careful
    if isinstance(answer, Delivery):
        assert check_fact(answer.fact) is None
    else:
        assert answer.reason in REASONS
        assert CANARY not in answer.detail
        assert CANARY not in (answer.field or "")
        assert len(answer.detail) < 300
    return answer


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    assert isinstance(judge(raw), Unreadable)


@given(JSON)
def test_any_json(value: Any) -> None:
    assert isinstance(judge(json.dumps(value).encode()), Unreadable)
    judge(event(value))
    judge(event({"offer": "O-1", "reason": value, "unknown": value}))


@given(st.dictionaries(st.text(), st.text(), max_size=6), st.binary(max_size=60), st.booleans())
def test_any_headers_and_body(attributes: dict[str, str], body: bytes, with_envelope: bool) -> None:
    told = {**json.loads(event(data=...)), **attributes} if with_envelope else attributes
    judge(read_binary(told, body).raw)


@given(st.dictionaries(st.text(), JSON, max_size=3), st.sampled_from(TOPICS), st.booleans())
def test_an_event_with_unknown_fields_is_the_same_fact_with_other_content(
    unknown: dict[str, Any], topic: str, escaped: bool
) -> None:
    data = data_of(topic)
    told = {f"+{name}": value for name, value in unknown.items()} | data
    whole = {**json.loads(event(topic=topic)), "data": told}
    answer, plain = judge(json.dumps(whole, ensure_ascii=escaped).encode("utf-8", "replace")), judge(event(data, topic))
    assert isinstance(plain, Delivery)
    assert isinstance(answer, Delivery)
    assert answer.fact == plain.fact
    assert (answer.content == plain.content) == all(value is None for value in unknown.values())


def mutated(rng: random.Random, value: Any) -> Any:
    """The value with something in it changed, dropped, added or put in another place."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        name = rng.choice(list(value))
        if rng.random() < 0.15:
            return {each: inside for each, inside in value.items() if each != name}
        if rng.random() < 0.15:
            return value | {rng.choice([CANARY, "x", "offer", "reason"]): rng.choice(ODD)}
        return value | {name: mutated(rng, value[name])}
    if isinstance(value, list) and value and rng.random() < 0.6:
        place = rng.randrange(len(value))
        return [*value[:place], mutated(rng, value[place]), *value[place + 1 :]]
    return rng.choice(ODD)


@pytest.mark.parametrize("topic", TOPICS)
def test_events_with_something_changed(topic: str) -> None:
    rng = random.Random(topic)
    whole = json.loads(event(data_of(topic), topic, sequence="1", subject="s", datacontenttype="application/json"))
    seen = set()
    for _ in range(250):
        changed = whole
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            changed = mutated(rng, changed)
        seen.add(type(judge(json.dumps(changed, ensure_ascii=rng.random() < 0.5).encode("utf-8", "replace"))))
    assert seen == {Delivery, Unreadable}


@pytest.mark.parametrize("topic", TOPICS)
def test_events_with_bytes_changed(topic: str) -> None:
    rng = random.Random(topic)
    good = event(data_of(topic), topic)
    for _ in range(250):
        raw = bytearray(good)
        for _ in range(rng.choice([1, 1, 2, 5])):
            place = rng.randrange(len(raw))
            match rng.randrange(4):
                case 0:
                    raw[place] = rng.randrange(256)
                case 1:
                    del raw[place : place + rng.randrange(1, 20)]
                case 2:
                    raw[place:place] = rng.choice(
                        [b'"', b"\\", b"\\u0000", b"\xff", b"null", b"{", b"}", b"1e5", b",", b"\x7f"]
                    )
                case _:
                    raw[place : place + 5] = raw[:5]
            raw = raw or bytearray(b" ")
        judge(bytes(raw))
