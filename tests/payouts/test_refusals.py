"""Acts are refused in the order of spec/payouts.md §4, and then nothing is recorded."""

from collections.abc import Callable

import pytest

from domain.payouts.acts.act import Refusal
from domain.payouts.owed import BonusRow
from tests.payouts.money import LINE, Shop


def proposed() -> Shop:
    shop = Shop()
    shop.must("propose")
    return shop


def sent() -> Shop:
    shop = Shop()
    shop.send()
    return shop


def differing() -> Shop:
    shop = sent()
    shop.settled(amount="1500.00")
    return shop


def held() -> Shop:
    shop = Shop(warnings=("referrer_unverified",))
    shop.must("propose")
    return shop


def recovering() -> Shop:
    shop = sent()
    shop.owe(lost_on=shop.at.date())
    shop.must("propose")
    return shop


BACK = "R-1/day-90/2"


@pytest.mark.parametrize(
    ("made", "act", "by", "words", "code"),
    [
        (Shop, "propose", None, {"as_of": "2027-01-01"}, "no_person"),
        (Shop, "propose", "E-50", {"as_of": "2026-06-02", "pay_date": "2026-01-01"}, "as_of_in_future"),
        (Shop, "propose", "E-50", {"as_of": "2026-06-01", "pay_date": "2026-05-31"}, "pay_date_before_as_of"),
        (Shop, "propose", "E-50", {"as_of": "2026-06-01", "pay_date": "2026-06-01"}, "done"),
        (Shop, "propose", "E-50", {"as_of": "2026-05-30"}, "nothing_due"),
        (Shop, "propose", "E-50", {"currency": "EUR"}, "nothing_due"),
        (Shop, "approve", None, {}, "no_person"),
        (Shop, "approve", "E-50", {}, "unknown_run"),
        (sent, "approve", "E-50", {}, "not_proposed"),
        (proposed, "approve", "E-50", {"admin": True, "digest": "x"}, "same_person"),
        (proposed, "approve", "E-9", {"admin": True, "digest": "x"}, "own_line"),
        (proposed, "approve", "E-51", {"admin": True, "digest": "x"}, "rule_maker"),
        (proposed, "approve", "E-51", {"made": (1,), "digest": "x"}, "rule_maker"),
        (proposed, "approve", "E-51", {"made": (2,), "digest": "x"}, "digest_differs"),
        (held, "approve", "E-51", {"digest": "x"}, "digest_differs"),
        (held, "approve", "E-1", {}, "nothing_to_approve"),  # no line of hers is ready
        (proposed, "export", None, {}, "no_person"),
        (Shop, "export", "E-50", {}, "unknown_run"),
        (sent, "export", "E-1", {"format": "xlsx"}, "already_exported"),
        (sent, "export", "E-1", {}, "done"),
        (proposed, "export", "E-50", {}, "not_approved"),
        (Shop, "cancel", "E-50", {}, "unknown_run"),
        (sent, "cancel", "E-50", {}, "not_open"),
        (proposed, "cancel", None, {}, "no_person"),
        (proposed, "cancel", "E-1", {}, "done"),
        (Shop, "release", None, {}, "no_person"),
        (Shop, "release", "E-50", {}, "unknown_line"),
        (sent, "release", "E-1", {}, "not_pending"),
        (held, "release", "E-1", {"admin": True}, "own_line"),
        (held, "release", "E-52", {"admin": True}, "rule_maker"),
        (proposed, "release", "E-52", {}, "not_held"),
        (held, "release", "E-50", {}, "done"),  # the proposer may
        (Shop, "drop", None, {}, "no_person"),
        (Shop, "drop", "E-50", {}, "unknown_line"),
        (sent, "drop", "E-1", {}, "not_pending"),
        (proposed, "drop", "E-9", {}, "own_line"),
        (proposed, "drop", "E-50", {"admin": True}, "done"),
        (Shop, "waive", None, {}, "no_person"),
        (Shop, "waive", "E-50", {}, "unknown_line"),
        (sent, "waive", "E-50", {}, "not_pending"),
        (proposed, "waive", "E-50", {}, "same_person"),
        (proposed, "waive", "E-1", {"admin": True}, "own_line"),
        (proposed, "waive", "E-51", {"made": (1,)}, "rule_maker"),
        (proposed, "waive", "E-51", {}, "not_a_recovery"),
        (recovering, "waive", "E-51", {"line": BACK}, "done"),
        (Shop, "accept", None, {}, "no_person"),
        (Shop, "accept", "E-50", {}, "unknown_line"),
        (proposed, "accept", "E-1", {}, "not_sent"),
        (differing, "accept", "E-9", {"admin": True}, "own_line"),
        (differing, "accept", "E-50", {"admin": True}, "rule_maker"),
        (sent, "accept", "E-50", {}, "nothing_to_accept"),
        (differing, "accept", "E-50", {}, "done"),
    ],
)
def test_the_first_that_fails_is_the_reason(
    made: Callable[[], Shop], act: str, by: str | None, words: dict[str, object], code: str
) -> None:
    shop = made()
    before = shop.till.position
    again = act == "export" and code == "done"
    assert shop.code(act, by, **words) == code
    assert (shop.till.position == before) == (code != "done" or again)


def test_a_line_in_an_approved_run_is_not_released_but_dropped() -> None:
    shop = proposed()
    shop.must("approve", "E-51")
    assert shop.code("release", "E-52") == "not_pending"
    assert shop.code("drop", "E-52") == "done"
    assert shop.code("export") == "nothing_to_export"


def test_a_cancelled_run_is_not_exported() -> None:
    shop = proposed()
    shop.must("cancel")
    assert shop.code("export") == "not_approved"
    assert shop.code("cancel") == "not_open"


def test_a_recovery_that_has_changed_is_not_waived() -> None:
    shop = recovering()
    shop.owe(lost_on=None)
    assert shop.code("waive", "E-51", line=BACK) == "line_changed"


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("-300.00", "USD", "done"),
        ("300.00", "USD", "sign_differs"),
        ("300.00", "CAD", "currency_differs"),
        ("0", "USD", "done"),  # nothing could be taken: no sign to differ
    ],
)
def test_a_recovery_is_accepted_with_its_own_sign(amount: str, currency: str, code: str) -> None:
    shop = recovering()
    shop.must("approve", "E-51", run="P-2")
    shop.must("export", run="P-2")
    shop.settled(BACK, amount=amount, currency=currency)
    assert shop.code("accept", "E-50", line=BACK) == code


def test_whoever_released_a_line_does_not_approve_its_run_whatever_became_of_it() -> None:
    shop = held()
    shop.must("release", "E-51")
    shop.must("drop", "E-52")
    assert shop.code("approve", "E-51") == "same_person"


def test_an_employee_with_a_spell_of_the_lines_person_has_an_own_line() -> None:
    shop = proposed()
    rows = shop.till.rows
    shop.till.rows = lambda *asked: [BonusRow(each.row, each.hire, frozenset({"E-77"})) for each in rows(*asked)]  # type: ignore[method-assign]
    assert shop.code("approve", "E-77") == "own_line"
    assert shop.code("drop", "E-77") == "own_line"
    assert shop.code("approve", "E-78") == "done"


def test_employees_joined_by_links_are_one_worker() -> None:
    shop = proposed()
    shop.till.worker = lambda employee: {"E-150": "E-50", "E-101": "E-1"}.get(employee, employee)
    assert shop.code("approve", "E-150") == "same_person"
    assert shop.code("approve", "E-101") == "own_line"
    assert shop.code("propose") == "nothing_due"


def test_a_renumbered_referrers_lines_are_hers() -> None:
    shop = sent()
    shop.till.worker = lambda employee: {"E-1": "E-2"}.get(employee, employee)
    shop.owe(referrer="E-2")
    assert shop.code("propose") == "nothing_due"
    assert [row.referrer for row in shop.till.balance(shop.at.date())] == ["E-2"]


def test_of_two_pending_lines_that_links_have_made_one_keys_only_one_goes() -> None:
    shop = proposed()
    shop.owe(referrer="E-2")
    shop.must("propose")
    shop.till.worker = lambda employee: {"E-1": "E-2"}.get(employee, employee)
    assert [shop.state(line)[0] for line in (LINE, BACK)] == ["ready", "changed"]
    assert shop.code("approve", "E-51", run="P-2") == "nothing_to_approve"


def test_whoever_is_not_identified_gets_no_line_and_is_told_of() -> None:
    shop = Shop(warnings=("referrer_unidentified",))
    refused = shop.do("propose")
    assert isinstance(refused, Refusal)
    assert refused.code == "nothing_due"
    assert [(each.key.referral, each.reason) for each in refused.passed_over] == [("R-1", "referrer_unidentified")]


def test_what_is_not_the_same_today_is_passed_over() -> None:
    shop = Shop()
    shop.owe(lost_on=shop.at.date())
    shop.owe(referral="R-2", lost_on=None)
    done = shop.must("propose", as_of="2026-05-31")
    assert [(each.key.referral, each.reason) for each in done.passed_over] == [("R-1", "differs_today")]


def test_a_key_with_a_ready_line_is_left_alone_and_one_changed_with_nothing_due_stays() -> None:
    shop = proposed()
    assert shop.code("propose") == "nothing_due"
    shop.owe(lost_on=shop.at.date())
    assert shop.code("propose") == "nothing_due"
    assert shop.state() == ("changed", None)
