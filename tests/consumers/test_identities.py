"""Statements of who is who that come at once: each has its effect once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from consumers.identities.recording import SOURCE, Stated, record_statements
from consumers.identities.statement import Statement
from tests.support.houses import House

LINK = Statement("candidate", "C-1", "E-1", "seen")
AT_ONCE = 4


@pytest.mark.parametrize("statements", [[LINK], [LINK, Statement("account", "U-1", "E-1")]], ids=["one", "two"])
def test_the_same_said_by_several_at_once_has_one_effect(house: House, statements: list[Statement]) -> None:
    together = Barrier(AT_ONCE)

    def say(_: int) -> Stated:
        together.wait()
        return record_statements(house.store, statements)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(say, range(AT_ONCE)))
    outcomes = sorted(str(each.outcomes) for each in said)
    assert outcomes == sorted(str([word] * len(statements)) for word in ["recorded", *["repeated"] * (AT_ONCE - 1)])
    assert {each.position for each in said} == {house.store.head()}
    stored = house.store.decode_rows(house.store.read_after(0, 10))
    assert [fact.source for fact in stored] == [SOURCE] * len(statements)


def test_the_last_word_counts_and_what_it_repeats_is_not_said_again(house: House) -> None:
    words = [LINK, LINK, LINK._replace(linked=False), LINK, LINK._replace(employee="E-2")]
    outcomes = [record_statements(house.store, [each]).outcomes[0] for each in words]
    assert outcomes == ["recorded", "repeated", "recorded", "recorded", "recorded"]
    assert record_statements(house.store, [LINK, LINK]).outcomes == ["recorded", "repeated"]
