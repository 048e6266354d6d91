"""The terms of a programme: defaults field by field, borders, and what has to go together."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.checking import Fault, check_fact, read_fact
from domain.facts.terms import Terms
from tests.facts.frozen import data_of

TOPIC = "hr.bonus_program.published.v1"
LEAST = {"amount": {"currency": "USD", "default": "1000.00"}}
DEFAULTS = """{
  "amount": {"currency": "USD", "default": "1000.00", "by_level": {}, "by_department": {}},
  "factors": {"by": "schedule", "full_time": "1", "part_time": "1"},
  "instalments": [{"name": "day-90", "tenure_days": 90, "share": "1"}],
  "ownership": {"window_days": 180, "scope": "candidate", "duplicates": "first", "grace_hours": 0,
                "requisition_must_be_open": false},
  "candidate": {"not_applied_within_days": null, "not_employed_within_days": null,
                "employment_types": ["regular"], "agency_allowed": false, "agency_within_days": 365},
  "referrer": {"excluded_roles": ["recruiter", "hr"], "hiring_manager_excluded": true,
               "management_chain": "none", "excluded_relationships": [],
               "employed_on_referral": true, "employed_on_milestone": true},
  "excused_leaving": {"hire": [], "referrer": []},
  "transfer_gap_days": 3,
  "unpaid_leave_pauses": false,
  "cap": null
}"""


def read(terms: object) -> BonusProgrammePublished | Fault:
    return read_fact({"version": 1, "effective_from": "2026-01-01", "terms": terms}, BonusProgrammePublished)


def terms_of(terms: object) -> Terms:
    fact = read(terms)
    assert isinstance(fact, BonusProgrammePublished), fact
    return fact.terms


def test_what_is_left_out_has_the_default_of_the_table() -> None:
    assert terms_of(LEAST) == terms_of(json.loads(DEFAULTS))


def test_objects_are_completed_field_by_field() -> None:
    terms = terms_of(LEAST | {"ownership": {"scope": "requisition"}, "factors": {"part_time": "0.5"}})
    assert (terms.ownership.scope, terms.ownership.window_days) == ("requisition", 180)
    assert (terms.factors.full_time, terms.factors.part_time) == ("1", "0.5")


def test_decimals_are_kept_as_they_were_sent() -> None:
    fact = read({"amount": {"currency": "USD", "default": "0.00000001000"}})
    assert isinstance(fact, BonusProgrammePublished)
    assert fact.terms.amount.default == "0.00000001000"
    assert check_fact(fact) is None


def test_lists_and_maps_are_replaced_whole() -> None:
    terms = terms_of(LEAST | {"referrer": {"excluded_roles": []}, "candidate": {"employment_types": ["intern"]}})
    assert (terms.referrer.excluded_roles, terms.candidate.employment_types) == ((), ("intern",))


def test_fields_that_are_unknown_are_passed_over() -> None:
    assert terms_of(LEAST | {"colour": None, "ownership": {"colour": 1.5}}) == terms_of(LEAST)


def test_what_is_stored_is_complete() -> None:
    fact = read(LEAST)
    assert isinstance(fact, BonusProgrammePublished)
    assert check_fact(fact) is None
    assert terms_of(json.loads(DEFAULTS)) == fact.terms


def put(path: str, value: Any) -> dict[str, Any]:
    """The sample's terms with one value put in."""
    terms: dict[str, Any] = data_of(TOPIC)["terms"]
    *outer, last = path.split(".")
    part: Any = terms
    for name in outer:
        part = part[int(name) if name.isdigit() else name]
    part[last] = value
    return terms


NULLABLE = ["ownership.window_days", "candidate.not_applied_within_days", "candidate.not_employed_within_days"]
NULLABLE += ["candidate.agency_within_days", "cap"]
DAYS = [*NULLABLE[:-1], "transfer_gap_days", "instalments.1.tenure_days"]
FLAGS = ["ownership.requisition_must_be_open", "candidate.agency_allowed", "referrer.hiring_manager_excluded"]
FLAGS += ["referrer.employed_on_referral", "referrer.employed_on_milestone", "unpaid_leave_pauses"]
AMOUNTS = ["amount.default", "amount.by_level.senior", "amount.by_department.nursing", "factors.full_time"]
AMOUNTS += ["factors.part_time"]
TEXTS = ["candidate.employment_types", "referrer.excluded_roles", "referrer.excluded_relationships"]
TEXTS += ["excused_leaving.hire", "excused_leaving.referrer"]
OBJECTS = ["amount", "amount.by_level", "factors", "ownership", "candidate", "referrer", "excused_leaving"]
CODES = {
    "factors.by": ["schedule", "fte"],
    "ownership.scope": ["candidate", "requisition"],
    "ownership.duplicates": ["first", "split"],
    "referrer.management_chain": ["none", "direct", "all"],
    "cap.per": ["calendar_year", "rolling_365_days"],
}


def each(paths: list[str], *values: Any) -> list[tuple[str, Any]]:
    return [(path, value) for path in paths for value in values]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *each(NULLABLE, None),
        *each(DAYS[:-1], 0, 36_500),
        *each(DAYS[-1:], 90, 36_500),
        *each(["ownership.grace_hours"], 0, 876_000),
        *each(FLAGS, True, False),
        *each(AMOUNTS, "0", "0.005", "9" * 30),
        *each(TEXTS, [], ["x"], ["", "ü\n"]),
        *[(path, code) for path, codes in CODES.items() for code in codes],
        *each(["amount.by_level", "amount.by_department"], {}, {"": "1"}),
        *each(["amount.currency"], "JPY", "KWD"),
        *each(["cap.bonuses"], 1, 1_000_000),
        *each(["instalments.0.name"], "x", "é" * 200),
    ],
)
def test_good_terms(path: str, value: Any) -> None:
    terms_of(put(path, value))


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        *[(*pair, "wrong_type") for pair in each(DAYS, 1.5, "5", True)],
        *[(*pair, "out_of_range") for pair in each(DAYS, -1, 36_501)],
        *[(*pair, "wrong_type") for pair in each(["ownership.grace_hours"], None, "0", False)],
        *[(*pair, "out_of_range") for pair in each(["ownership.grace_hours"], -1, 876_001)],
        *[(*pair, "wrong_type") for pair in each(["transfer_gap_days", "instalments.0.tenure_days"], None)],
        *[(*pair, "wrong_type") for pair in each(FLAGS, None, 0, "true")],
        *[(*pair, "wrong_type") for pair in each(AMOUNTS, None, 5, True, [])],
        *[(*pair, "bad_decimal") for pair in each(AMOUNTS, "", "-1", "-0.001", "1e3", "NaN", "1 000", "9" * 31)],
        *[(*pair, "wrong_type") for pair in each(TEXTS, None, "x", {}, [None], [5])],
        *[(*pair, "bad_text") for pair in each(TEXTS, ["a\0"])],
        *[(*pair, "wrong_type") for pair in each(OBJECTS, None, [], "x")],
        *[(*pair, "not_in_list") for pair in each(list(CODES), "", "other", "FIRST")],
        *[(*pair, "wrong_type") for pair in each(list(CODES), None, 1)],
        *[(*pair, "bad_text") for pair in each(["amount.by_level"], {"a\0": "1"})],
        *[(*pair, "bad_currency") for pair in each(["amount.currency"], "", "usd", "XAU", "ABC")],
        *[(*pair, "wrong_type") for pair in each(["amount.currency"], None, 840)],
        *[(*pair, "wrong_type") for pair in each(["cap.bonuses"], None, "3", 1.5, True)],
        *[(*pair, "out_of_range") for pair in each(["cap.bonuses"], 0, -1, 1_000_001)],
        *[(*pair, "wrong_type") for pair in each(["cap"], False, 0, [], "none")],
        *[(*pair, "wrong_type") for pair in each(["instalments"], None, {}, "x", [None], [5])],
        *[(*pair, "bad_id") for pair in each(["instalments.0.name"], "", "x" * 201, "a\nb")],
        *[(*pair, "bad_decimal") for pair in each(["instalments.0.share"], "", "-0.4", "1.1", "40%")],
        *[(*pair, "wrong_type") for pair in each(["instalments.0.share"], None, 0.4, 1)],
    ],
)
def test_bad_terms(path: str, value: Any, reason: str) -> None:
    fault = read(put(path, value))
    assert isinstance(fault, Fault)
    assert fault.reason == reason
    assert fault.field.startswith("data.terms." + path.partition(".")[0])


@pytest.mark.parametrize(
    ("path", "value", "limits"),
    [
        ("transfer_gap_days", 36_501, "from 0 to 36500"),
        ("ownership.grace_hours", 876_001, "from 0 to 876000"),
        ("cap.bonuses", 0, "from 1 to 1000000"),
    ],
)
def test_a_number_over_its_limit_is_told_with_field_and_limit(path: str, value: int, limits: str) -> None:
    fault = read(put(path, value))
    assert fault == Fault(f"data.terms.{path}", "out_of_range", f"`data.terms.{path}` must be a whole number {limits}.")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda terms: terms.pop("amount"), "amount"),
        (lambda terms: terms["amount"].pop("currency"), "amount.currency"),
        (lambda terms: terms["amount"].pop("default"), "amount.default"),
        (lambda terms: terms["instalments"][1].pop("name"), "instalments[1].name"),
        (lambda terms: terms["instalments"][1].pop("tenure_days"), "instalments[1].tenure_days"),
        (lambda terms: terms["instalments"][1].pop("share"), "instalments[1].share"),
        (lambda terms: terms["cap"].pop("per"), "cap.per"),
        (lambda terms: terms["cap"].pop("bonuses"), "cap.bonuses"),
    ],
)
def test_what_has_no_default_may_not_be_missing(change: Callable[[Any], object], field: str) -> None:
    terms = data_of(TOPIC)["terms"]
    change(terms)
    assert read(terms) == Fault(f"data.terms.{field}", "missing_field", f"`data.terms.{field}` is missing.")


def instalments(*given: tuple[str, int, str]) -> dict[str, Any]:
    return LEAST | {"instalments": [{"name": name, "tenure_days": days, "share": share} for name, days, share in given]}


@pytest.mark.parametrize(
    "given",
    [
        [("a", 0, "1")],
        [("a", 90, "1.000")],
        [("a", 90, "0.5"), ("b", 90, "0.5")],
        [("a", 0, "0"), ("b", 1, "0.3"), ("c", 2, "0.7")],
        [("a", 1, "0.3333333333333333333333333333"), ("b", 2, "0.6666666666666666666666666667")],
    ],
)
def test_instalments_that_go_together(given: list[tuple[str, int, str]]) -> None:
    assert len(terms_of(instalments(*given)).instalments) == len(given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "at least one"),
        ([("a", 90, "0.99")], "exactly 1"),
        ([("a", 90, "0.5"), ("b", 90, "0.51")], "exactly 1"),
        ([("a", 1, "0.3333333333333333333333333333"), ("b", 2, "0.6666666666666666666666666666")], "exactly 1"),
        ([("a", 1, "0.5000000000000000000000000001"), ("b", 2, "0.5")], "exactly 1"),
        ([("a", 90, "0.5"), ("a", 180, "0.5")], "names that differ"),
        ([("a", 90, "0.5"), ("b", 89, "0.5")], "never fall"),
    ],
)
def test_instalments_that_do_not(given: list[tuple[str, int, str]], says: str) -> None:
    fault = read(instalments(*given))
    assert isinstance(fault, Fault)
    assert (fault.field, fault.reason) == ("data.terms.instalments", "bad_terms")
    assert says in fault.detail
