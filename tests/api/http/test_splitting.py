"""Taking a list apart: element by element the bytes that were sent, whichever way it is done."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.http.json_bodies import NotAListError, NotJsonError, check_json, split_list

HALF = b'"\\ud800"'
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=25)
@given(st.lists(VALUES, max_size=5), st.sampled_from([None, 1]))
def test_elements_are_as_they_were_sent(values: list[object], indent: int | None) -> None:
    body = json.dumps(values, indent=indent).encode()
    assert [json.loads(each) for each in split_list(body)] == values
    with_half = json.dumps([*values, 0], indent=indent).encode().removesuffix(b"]").rstrip()[:-1] + HALF + b" ]"
    *rest, last = split_list(with_half)
    assert ([json.loads(each) for each in rest], last) == (values, HALF)


@pytest.mark.parametrize(
    "body", [b"", b" ", b"[", b"[1", b"[1,", b"[1,]", b"[,1]", b"[1 2]", b"[1]x", b"[NaN]", b"\xff"]
)
@pytest.mark.parametrize("half", [False, True])
def test_what_is_no_json(body: bytes, half: bool) -> None:
    body = body.replace(b"1", HALF) if half else body
    with pytest.raises(NotJsonError):
        split_list(body)
    with pytest.raises(NotJsonError):
        check_json(body)


@pytest.mark.parametrize("body", [b"1", b"{}", HALF, b'{"a":' + HALF + b"}"])
def test_what_is_no_list(body: bytes) -> None:
    check_json(body)
    with pytest.raises(NotAListError):
        split_list(body)
