"""Line ids: plain, apart, and no longer than an id of the feed."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text, tuples

from domain.payouts.line_id import line_id

PLAIN = re.compile(r"[A-Za-z0-9._%~][A-Za-z0-9._%/~-]*")
NAMES = text(min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("referral", "instalment", "escaped"),
    [
        ("R-1", "day-90", "R-1/day-90/1"),
        ("-R", "-d", "%2DR/-d/1"),
        ("--R", "d", "%2D-R/d/1"),
        ("R/1", "a/b", "R%2F1/a%2Fb/1"),
        ("R%2F1", "d", "R%252F1/d/1"),
        ("=R", "@d", "%3DR/%40d/1"),
        ("+R", "~d", "%2BR/%7Ed/1"),
        ("Ü-2", "d d", "%C3%9C-2/d%20d/1"),
        ("._-", "é", "._-/%C3%A9/1"),
        ("日", "d", "%E6%97%A5/d/1"),
    ],
)
def test_each_byte_that_is_not_plain_is_escaped(referral: str, instalment: str, escaped: str) -> None:
    assert line_id(referral, instalment, 1) == escaped


@pytest.mark.parametrize(
    ("length", "number", "whole"), [(195, 1, True), (196, 1, True), (197, 1, False), (196, 10, False)]
)
def test_an_id_over_200_characters_is_hashed(length: int, number: int, whole: bool) -> None:
    referral = "L" * length
    made = line_id(referral, "d", number)
    name = f"{referral}/d"
    hashed = f"~{hashlib.sha256(name.encode()).hexdigest()[:40]}/{number}"
    assert made == (f"{name}/{number}" if whole else hashed)
    assert len(made) <= 200


@given(one=tuples(NAMES, NAMES, integers(1, 20)), other=tuples(NAMES, NAMES, integers(1, 20)))
def test_ids_are_plain_short_and_never_equal_by_chance(one: tuple[str, str, int], other: tuple[str, str, int]) -> None:
    made = line_id(*one)
    assert PLAIN.fullmatch(made)
    assert len(made) <= 200
    assert (made == line_id(*other)) == (one == other)
