"""Links, keys and retractions bring subjects together, whichever comes first; whoever shares nothing stays apart."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from sqlalchemy import func, select, text

from domain.rules.decide import decide
from domain.store.values import StoredRow
from projections.bonuses.queries import BonusFilter, bonus_report, why
from projections.engine.asking.subject_lookup import find_subject
from projections.engine.routing import retractions
from projections.engine.tables import fact_places, subjects
from projections.referrals.queries import referral_list
from tests.support.houses import Event, House
from tests.support.story import employed, fact, hired, opened, programme, recorded, referred
from tests.support.told import all_told

DAY = date(2026, 7, 1)
STORY = [programme(), opened(), *hired(referrer="U-1", candidate=""), employed("E-1"), employed("E-2", "2021-01-04")]
REFERRAL = STORY[2]
ACCOUNT = fact("account.recorded", "2026-01-02", account="U-1", number="11", email="one@firm.example")
SAME = fact("identity.linked", "2026-05-01", employee="E-2", same_as="E-1")
HIRE = fact("identity.linked", "2026-05-01", employee="H-1", candidate="C-1")


def subject(house: House, node: str) -> int | None:
    with house.database.reading() as connection:
        return find_subject(connection, node)


def tell_one_by_one(house: House, events: Sequence[Event]) -> None:
    for event in events:
        house.push_case([event])
        house.engine(DAY).catch_up()


def assert_decided(house: House, events: Sequence[Event]) -> None:
    with house.engine(DAY).reader() as reader:
        assert bonus_report(reader, DAY) == decide(all_told(events), DAY, zone=house.zone)


@pytest.mark.parametrize(
    "keys",
    [{"number": "11"}, {"email": "ONE@firm.example "}, {"personal_email": "one@firm.example"}],
    ids=["number", "address", "private address"],
)
def test_a_key_joins_an_account_and_an_employee_whichever_comes_first(house: House, keys: dict[str, str]) -> None:
    record = recorded("E-1", "2026-01-01", **keys)
    for order in ([*STORY, ACCOUNT, record], [record, ACCOUNT, *STORY]):
        house.empty()
        tell_one_by_one(house, order)
        assert_decided(house, order)
        assert subject(house, "account/U-1") == subject(house, "employee/E-1")
        with house.engine(DAY).reader() as reader:
            assert {row.referrer for row in bonus_report(reader, DAY)} == {"E-1"}


def test_an_account_whose_number_is_an_employees_id_is_joined_whichever_comes_first(house: House) -> None:
    numbered = fact("account.recorded", "2026-01-02", account="U-1", number=" E-2 ")
    for order in ([numbered, *STORY], [*STORY, numbered]):
        house.empty()
        tell_one_by_one(house, order)
        assert_decided(house, order)
        assert subject(house, "account/U-1") == subject(house, "employee/E-2")


def test_whoever_shares_a_key_with_nobody_on_the_payroll_stays_apart(house: House) -> None:
    mail = [
        fact("candidate.identified", "2026-01-02", candidate=f"C-{number}", email="none@post.example")
        for number in range(5)
    ]
    accounts = [fact("account.recorded", "2026-01-02", account=f"U-{number}", number="0") for number in range(5)]
    staff = [recorded(f"E-{number}", "2026-01-02", number="7") for number in range(5)]
    house.push([*mail, *accounts, *staff])
    house.engine(DAY).catch_up()
    nodes = [
        f"{kind}/{letter}-{n}"
        for kind, letter in (("candidate", "C"), ("account", "U"), ("employee", "E"))
        for n in range(5)
    ]
    assert len({subject(house, node) for node in nodes}) == 15
    tell_one_by_one(house, [recorded("E-9", "2026-01-02", email="none@post.example")])
    assert len({subject(house, f"candidate/C-{number}") for number in range(5)} | {subject(house, "employee/E-9")}) == 1
    tell_one_by_one(house, [fact("candidate.identified", "2026-01-02", candidate="C-9", email="none@post.example")])
    assert subject(house, "candidate/C-9") == subject(house, "employee/E-9")


def test_no_address_stands_in_any_table_of_the_read_models(house: House) -> None:
    house.push([*STORY, ACCOUNT, recorded("E-1", "2026-01-01", personal_email="one@firm.example")])
    house.engine(DAY).catch_up()
    with house.database.reading() as connection:
        found = connection.execute(text("SELECT key, node FROM read_keys")).all()
    assert len(found) == 3
    assert "firm" not in str(found)


LINK = fact("identity.linked", "2026-05-01", employee="E-1", account="U-1")
TAKEN_BACK = fact("fact.retracted", "2026-05-02", fact=LINK["id"])
RESTORED = fact("fact.restored", "2026-05-03", fact=LINK["id"])


@pytest.mark.parametrize("order", list(permutations((LINK, TAKEN_BACK, RESTORED))), ids=range(6))
def test_a_retraction_comes_together_with_its_fact_whichever_comes_first(
    house: House, order: tuple[Event, ...]
) -> None:
    house.push(STORY)
    for number, event in enumerate(order, 1):
        tell_one_by_one(house, [event])
        assert_decided(house, [*STORY, *order[:number]])
    assert subject(house, f"retraction/%2Ftest/{LINK['id']}") == subject(house, "account/U-1")


@pytest.mark.parametrize("source", ["/test", "/vendors/bamboohr/c2"])
def test_what_a_retraction_names_is_found_in_the_whole_store_and_after_a_refill(house: House, source: str) -> None:
    told = [{**event, "source": source} for event in STORY]
    other = {**REFERRAL, "source": "/other", "data": {**REFERRAL["data"], "referral": "R-2"}}
    retraction = {**fact("fact.retracted", "2026-05-02", fact=REFERRAL["id"]), "source": source}
    tell_one_by_one(house, [*told, other, retraction])
    assert_decided(house, [*told, other, retraction])
    with house.database.reading() as connection:
        kept = connection.execute(select(func.count()).select_from(fact_places)).scalar_one()
        assert kept == len(told) + 1  # of other sources none
    house.engine(DAY).rebuild()
    assert_decided(house, [*told, other, retraction])


def test_nobody_waits_while_a_retraction_s_source_is_looked_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retractions, "CHUNK", 2)
    read, chunks = house.store.read_after, 0

    def read_and_write(position: int, limit: int, most_bytes: int | None = None) -> list[StoredRow]:
        nonlocal chunks
        if limit == 2:
            chunks += 1
            with house.database.writing():  # waits in vain where the transaction that routes is open
                pass
        return read(position, limit, most_bytes)

    tell_one_by_one(house, STORY)
    monkeypatch.setattr(house.store, "read_after", read_and_write)
    retraction = fact("fact.retracted", "2026-05-02", fact=REFERRAL["id"])
    tell_one_by_one(house, [retraction])
    assert chunks == -(-len(STORY) // 2)
    assert_decided(house, [*STORY, retraction])


def test_a_publication_that_is_retracted_is_so_for_everybody(house: House) -> None:
    second = programme(2, "2026-01-02", amount={"currency": "EUR", "default": "5.00"})
    back = fact("fact.retracted", "2026-05-02", fact=second["id"])
    for events in ([*STORY, second], [*STORY, second, back], [*STORY, second, back, SAME]):
        tell_one_by_one(house, events)
        assert_decided(house, events)
    with house.engine(DAY).reader() as reader:
        assert {row.currency for row in bonus_report(reader, DAY)} == {"USD"}


def test_a_referrer_is_found_by_any_id_of_hers_and_as_she_was_known_then(house: House) -> None:
    house.push([*STORY, HIRE], datetime(2026, 4, 1, tzinfo=UTC))
    house.push([SAME, LINK, referred(2, "E-1"), referred(3, "E-2")], datetime(2026, 5, 1, tzinfo=UTC))
    house.engine(DAY).catch_up()
    before = house.store.position_at(datetime(2026, 4, 2, tzinfo=UTC))
    with house.engine(DAY).reader() as reader:
        for id_ in ("U-1", "E-1", "E-2"):
            rows = bonus_report(reader, DAY, only=BonusFilter(referrer=id_))
            assert [(row.referral, row.referrer) for row in rows] == [(f"R-{n}", "E-2") for n in (1, 2, 3)]
            assert [view.referral for view in referral_list(reader, DAY, referrer=id_)] == ["R-1", "R-2", "R-3"]
        assert [row.referral for row in bonus_report(reader, DAY, before, BonusFilter(referrer="U-1"))] == ["R-1"]
        assert bonus_report(reader, DAY, before, BonusFilter(referrer="E-2")) == []
        assert bonus_report(reader, DAY, only=BonusFilter(referrer="E-unheard-of")) == []


def test_a_cap_counts_what_was_referred_under_any_number(house: House) -> None:
    capped = programme(cap={"bonuses": 1, "per": "calendar_year"})
    events = [capped, opened(), *hired(1, "E-1"), *hired(2, "E-2"), employed("E-1"), employed("E-2"), SAME]
    tell_one_by_one(house, events[::-1])
    assert_decided(house, events)
    with house.engine(DAY).reader() as reader:
        assert [row.entitlement for row in bonus_report(reader, DAY)] == ["earned", "forfeited"]
        (explained,) = why(reader, "R-2", DAY)
    assert [rule.verdict for rule in explained.rules if rule.rule == "cap_reached"] == ["loses"]


def test_thousands_of_accounts_are_joined_to_their_employees_in_one_go(house: House) -> None:
    count = 500
    accounts = [
        fact("account.recorded", "2026-01-02", account=f"U-{n}", email=f"{n}@firm.example") for n in range(count)
    ]
    staff = [recorded(f"E-{n}", "2026-01-02", email=f"{n}@FIRM.example") for n in range(count)]
    house.push([*accounts, *staff])
    house.engine(DAY).catch_up()
    with house.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(subjects)).scalar_one() == count
