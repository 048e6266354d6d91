"""Boxes: they open for whoever has the key and names what they are bound to, unaltered, and for nobody else."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from domain.store.keys.boxes import ForgedBox, bind, keyed_digest, make_nonce, seal, unseal

CIPHER, OTHER = AESGCM(b"k" * 32), AESGCM(b"o" * 32)
BOUND = bind("vouch1", "store", "candidate/C-1", "hr.candidate.identified.v1", "/ats", "e1")


@given(st.binary(max_size=80))
def test_a_box_opens_again(plain: bytes) -> None:
    assert unseal(CIPHER, seal(CIPHER, plain, BOUND), BOUND) == plain


@given(st.data())
def test_an_altered_box_does_not_open(data: st.DataObject) -> None:
    box = bytearray(seal(CIPHER, b"a name", BOUND))
    box[data.draw(st.integers(0, len(box) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ForgedBox):
        unseal(CIPHER, bytes(box), BOUND)


@pytest.mark.parametrize("length", [0, 1, 11, 12, 13, 27, 33])
def test_a_cut_box_does_not_open(length: int) -> None:
    with pytest.raises(ForgedBox):
        unseal(CIPHER, seal(CIPHER, b"a name", BOUND)[:length], BOUND)


def test_a_box_opens_nowhere_else() -> None:
    box = seal(CIPHER, b"a name", BOUND)
    for cipher, bound in ((OTHER, BOUND), (CIPHER, BOUND[:-1]), (CIPHER, bind("vouch1"))):
        with pytest.raises(ForgedBox):
            unseal(cipher, box, bound)


texts = st.lists(st.text(max_size=4), max_size=4)


@given(texts, texts)
def test_no_two_lists_of_texts_bind_alike(one: list[str], other: list[str]) -> None:
    assert (bind(*one) == bind(*other)) == (one == other)


def test_two_boxes_of_the_same_differ_unless_their_nonce_is_made_of_it() -> None:
    assert seal(CIPHER, b"a name", BOUND) != seal(CIPHER, b"a name", BOUND)
    nonce = make_nonce(b"k" * 32, b"a name", BOUND)
    assert seal(CIPHER, b"a name", BOUND, nonce)[:12] == nonce
    others = [(b"o" * 32, b"a name", BOUND), (b"k" * 32, b"a nam", BOUND), (b"k" * 32, b"a name", BOUND + b"x")]
    assert len({nonce, *(make_nonce(*each) for each in others)}) == 4


def test_a_digest_needs_its_key() -> None:
    assert keyed_digest(b"k" * 32, b"+49 1") != keyed_digest(b"o" * 32, b"+49 1")
    assert len(keyed_digest(b"k" * 32, b"")) == 16
