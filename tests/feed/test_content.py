"""Same content or other content: what makes a repeat a conflicting resend, and what does not."""

import json
import random
from typing import Any

import pytest

from domain.facts.catalogue import FACTS
from tests.facts.frozen import data_of
from tests.feed.events import ACCEPTED, delivered, event

STARTED = "hr.employment.started.v1"
SCHEDULED = "hr.interview.scheduled.v1"
OPENED = "hr.requisition.opened.v1"
PUBLISHED = "hr.bonus_program.published.v1"


def content(raw: bytes | str) -> bytes:
    return delivered(raw if isinstance(raw, bytes) else raw.encode()).content


def with_extra(*texts: str) -> list[bytes]:
    """An event with an unknown field, its JSON spelled as given."""
    return [content(event().decode().replace('"O-1"', f'"O-1", "x": {text}')) for text in texts]


@pytest.mark.parametrize(
    "attributes",
    [
        {"time": "2026-03-02T10:00:00+01:00"},
        {"time": "2026-03-02t09:00:00.0000009z"},
        {"sequence": ""},
        {"sequence": None},
        {"subject": "O-1"},
        {"partitionkey": "O-1"},
        {"datacontenttype": "application/json"},
        {"source": "/other"},
        {"id": "e2"},
        {"extension": 5},
        {"data": {"offer": "O-1", "reason": None}},
        {"data": {"offer": "O-1", "unknown": None}},
    ],
)
def test_what_does_not_matter(attributes: dict[str, Any]) -> None:
    assert content(event(**attributes)) == content(event())


@pytest.mark.parametrize(
    "attributes",
    [
        {"time": "2026-03-02T09:00:00.000001Z"},
        {"time": "2026-03-02T09:00:00+00:01"},
        {"sequence": "0"},
        {"sequence": " "},
        {"topic": "hr.offer.declined.v1"},
        {"data": {"offer": "O-2"}},
        {"data": {"offer": "o-1"}},
        {"data": {"offer": "O-1", "reason": ""}},
        {"data": {"offer": "O-1", "reason": "x"}},
        {"data": {"offer": "O-1", "unknown": ""}},
        {"data": {"offer": "O-1", "unknown": False}},
        {"data": {"offer": "O-1", "unknown": {}}},
        {"data": {"offer": "O-1", "unknown": [None]}},
        {"data": {"offer": "O-1", "": "x"}},
    ],
)
def test_what_does(attributes: dict[str, Any]) -> None:
    assert content(event(**attributes)) != content(event())


def test_ten_sorts_of_sequence_and_subject_do_not_blend() -> None:
    parts = [("a", "b"), ("ab", ""), ("", "ab"), ("a\\", "b"), ('a"', "b"), ("a", '"b')]
    contents = {content(event({"offer": "O-1", "reason": reason}, sequence=told)) for told, reason in parts}
    assert len(contents) == len(parts)


@pytest.mark.parametrize(
    "same",
    [
        ("1", "1.0", "1e0", "10e-1", "0.1e1", "1E+0", "1.000"),
        ("0", "0.0", "-0", "-0.0", "0e9"),
        ("1.5", "15e-1", "0.15e1", "1.50"),
        ("-2.5", "-25E-1"),
        ("100", "1e2", "100.0"),
        ("1000000000000000000", "1e18", "1000000000000000000.0"),
        ("-1000000000000000000", "-1e18", "-1000000000000000000.0"),
        ("-999999999999999999", "-999999999999999999.0"),
        ("123456789012345678901234567890", "123456789012345678901234567890.0", "12345678901234567890123456789e1"),
        ("1e400", "10e399", "1" + "0" * 400),
        ('"é"', '"\\u00e9"'),
        ('"/"', '"\\/"', '"\\u002f"'),
        ('{"a": 1, "b": [2, {"c": 3, "d": 4}]}', '{"b": [2.0, {"d": 4, "c": 3}], "a": 1e0}'),
        ('{"a": null, "b": 1}', '{"b": 1}'),
    ],
)
def test_equal_values_spelled_otherwise(same: tuple[str, ...]) -> None:
    assert len(set(with_extra(*same))) == 1


def test_different_values_of_unknown_fields() -> None:
    texts = [
        "0",
        "1",
        "-1",
        '"1"',
        "1.5",
        '"1.5"',
        '"15e-1"',
        "true",
        "false",
        "[]",
        "{}",
        "[1]",
        "[1, 1]",
        '"null"',
        "[null]",
    ]
    texts += ["1e18", "1000000000000000001", "123456789012345678901234567890", "123456789012345678901234567891"]
    texts += [
        "0.1",
        "0.10000000000000000000000000000001",
        "1e400",
        "1e401",
        "1e-400",
        "[1, 2]",
        "[2, 1]",
        '"é"',
        '"e\u0301"',
    ]
    assert len(set(with_extra(*texts))) == len(texts)


def changed(topic: str, **fields: Any) -> bytes:
    return content(event(data_of(topic) | fields, topic))


@pytest.mark.parametrize(
    ("topic", "field", "same", "other"),
    [
        (STARTED, "fte", ["0.5", "0.50", "00.5"], ["0.51", "", "1"]),
        (SCHEDULED, "at", ["2026-02-02T09:00:00Z", "2026-02-02T10:00:00.0000001+01:00"], ["2026-02-02T09:00:01Z", ""]),
        (OPENED, "openings", [2, 2.0], [3, 0]),
        (OPENED, "schedules", [["full_time", "part_time"]], [["part_time", "full_time"], ["full_time"]]),
        (OPENED, "title", ["0.5"], ["0.50"]),
    ],
)
def test_known_fields_are_compared_by_what_they_say(topic: str, field: str, same: list[Any], other: list[Any]) -> None:
    assert len({changed(topic, **{field: value}) for value in same}) == 1
    assert len({changed(topic, **{field: value}) for value in [same[0], *other]}) == 1 + len(other)


def test_money_is_compared_as_a_number_with_its_currency() -> None:
    def money(amount: str, currency: str = "EUR", **more: Any) -> bytes:
        return changed(OPENED, bonus={"amount": amount, "currency": currency, **more})

    assert money("1500.5") == money("1500.50") == money("01500.500") == money("1500.5", more=None)
    assert len({money("1500.5"), money("1500.51"), money("1500.5", "USD"), money("1500.5", more=1)}) == 4


def test_money_that_is_cleared_is_not_the_same_as_left_out() -> None:
    left_out = content(event({k: v for k, v in data_of(OPENED).items() if k != "bonus"}, OPENED))
    cleared, nulls = changed(OPENED, bonus={}), changed(OPENED, bonus={"amount": None, "currency": None})
    assert cleared == nulls
    assert len({left_out, cleared, changed(OPENED)}) == 3


def terms(change: str = "", to: str = "") -> bytes:
    text = json.dumps(data_of(PUBLISHED)["terms"])
    assert change in text
    return changed(PUBLISHED, terms=json.loads(text.replace(change, to)))


@pytest.mark.parametrize(
    ("change", "to"),
    [('"0.4"', '"0.40"'), ('"1000.00"', '"1000"'), ('"3000.00"', '"3000.0"'), ("90,", "90.0,"), ('"0.5"', '"00.50"')],
)
def test_numbers_in_terms_are_compared_as_numbers(change: str, to: str) -> None:
    assert terms(change, to) == terms()


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ('"0.4"', '"0.40", "unknown": null'),
        ('"window_days": null, ', ""),
        ('"by": "schedule", ', ""),
        ('"senior"', '"Senior"'),
        ("48", "49"),
        ('"cap"', '"unknown": {}, "cap"'),
    ],
)
def test_null_and_defaults_in_terms_are_not_the_same_as_left_out(change: str, to: str) -> None:
    assert terms(change, to) != terms()


def test_null_is_a_value_anywhere_inside_terms() -> None:
    assert terms('"cap"', '"unknown": {"a": null}, "cap"') != terms('"cap"', '"unknown": {}, "cap"')


def test_escaped_quotes_do_not_hide_an_unknown_field() -> None:
    plain, more = ('"O-1", "reason": "\\u0022\\u0022"' + rest for rest in ("", ', "x": 1'))
    assert content(event().decode().replace('"O-1"', plain)) != content(event().decode().replace('"O-1"', more))


@pytest.mark.parametrize("topic", FACTS)
def test_key_order_and_blanks_never_matter(topic: str) -> None:
    rng = random.Random(topic)
    data = list(data_of(topic).items())
    rng.shuffle(data)
    raw = json.dumps(json.loads(event(dict(data), topic)), indent=3).encode()
    assert content(raw) == content(event(data_of(topic), topic))


FROZEN = {
    ACCEPTED: ({"offer": "O-1"}, "a6240051324c447bfa1dc17cc0a3d019"),
    STARTED: (None, "02dad6b117c4a9a765507aab99517459"),
    SCHEDULED: (None, "dff552be12034eee63b73df98e8758eb"),
    OPENED: (None, "850aa87fb3930ac1668388567d64cf4e"),
    PUBLISHED: (None, "6df9bb292aa592d4c1acf8f93a1f0a5a"),
}


@pytest.mark.parametrize("topic", FROZEN)
def test_hashes_are_those_that_stores_already_hold(topic: str) -> None:
    data, known = FROZEN[topic]
    assert content(event(data or data_of(topic), topic)).hex() == known


def test_and_so_is_that_of_an_unknown_field() -> None:
    assert with_extra('{"b": [1.50, null, 1e30], "a": "é", "c": null}')[0].hex() == "e09b9b87a21c0189641751b8dbb5e04b"
