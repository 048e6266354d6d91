"""The table of spec/feed.md, "Types", read from its text and not from the code: what a valid event may look like."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests.spec.documents import section, table

ASIDE = re.compile(r"\([^()]*\)|\{[^{}]*\}")
"""What stands in brackets: remarks, lists of values, and the parts of money."""
NAMED = re.compile(r"`(\w+)`(\*?)")
FIELDS_OF_OPENED = re.compile(r", then any field of `opened` but its id and `opened_on`;.*")
OPENED, UPDATED = "hr.requisition.opened.v1", "hr.requisition.updated.v1"
ANSWERED = "hr.introduction.answered.v1"

KIND_OF = {
    **dict.fromkeys(("effective_on", "opened_on", "closed_on", "start_date", "expires_on", "first_day"), "date"),
    **dict.fromkeys(("last_day", "effective_from", "settled_on", "on"), "date"),
    **dict.fromkeys(("bonus", "agency_fee", "amount"), "money"),
    **dict.fromkeys(("openings", "version", "closeness"), "whole"),
    **dict.fromkeys(("roles", "recruiters", "interviewers"), "texts"),
    **dict.fromkeys(("schedule", "preferred_schedule"), "schedule"),
    "source": "origin",
    "at": "instant",
    "paid": "truth",
    "employment_type": "type",
    **{name: name for name in ("schedules", "relationship", "fte", "terms", "outcome", "ask")},
}
"""The kind of a field by its name, where it is not a text."""


class Field(NamedTuple):
    """What the table says of a field."""

    kind: str
    required: bool


def _fields(topic: str, told: str) -> dict[str, Field]:
    kinds = KIND_OF | ({"outcome": "answer"} if topic == ANSWERED else {})
    return {name: Field(kinds.get(name, "text"), mark == "*") for name, mark in NAMED.findall(told)}


def _types() -> dict[str, dict[str, Field]]:
    found = {}
    for topics, told, *_ in table(section("feed", "Types")):
        own = FIELDS_OF_OPENED.sub("", ASIDE.sub("", told))
        found.update({topic: _fields(topic, own) for topic in re.findall(r"`(hr\.[^`]+)`", topics)})
    opened = found[OPENED].items()
    again = {name: each._replace(required=False) for name, each in opened if name not in {"requisition", "opened_on"}}
    return {**found, UPDATED: {**again, **found[UPDATED]}}


FIELDS = _types()
"""Each type with its fields."""

LISTS = {
    "schedule": "full_time part_time",
    "relationship": "family friend neighbour former_colleague acquaintance other",
    "origin": "referral careers_site agency event sourced internal other",
    "outcome": "paid rejected",
    "ask": "advice conversation introduction referral hiring_meeting",
    "answer": "accepted declined no_reply",
}


def _money(value: Any) -> bool:
    return value == {} or _some_money(value)


def _some_money(value: Any) -> bool:
    return Decimal(value["amount"]).is_finite() and re.fullmatch("[A-Z]{3}", value["currency"]) is not None


def _terms(value: Any) -> bool:
    shares = [Decimal(part["share"]) for part in value.get("instalments", ())]
    tenures = [part["tenure_days"] for part in value.get("instalments", ())]
    amount = value["amount"]
    return (not shares or sum(shares) == 1) and tenures == sorted(tenures) and {"currency", "default"} <= amount.keys()


KINDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and 1 <= len(value) <= 200 and value.isprintable(),
    "texts": lambda value: all(KINDS["text"](each) for each in value),
    "schedules": lambda value: {*value} <= {*LISTS["schedule"].split()},
    "whole": lambda value: type(value) is int and value >= 1,
    "type": lambda value: isinstance(value, str),
    "truth": lambda value: type(value) is bool,
    "date": lambda value: date.fromisoformat(value).isoformat() == value,
    "instant": lambda value: datetime.fromisoformat(value).tzinfo is not None,
    "fte": lambda value: 0 < Decimal(value) <= 1,
    "money": _money,
    "terms": _terms,
} | {name: frozenset(values.split()).__contains__ for name, values in LISTS.items()}

ONE_OF = dict.fromkeys(
    ("hr.identity.linked.v1", "hr.identity.unlinked.v1"), frozenset({"account", "candidate", "same_as"})
)
"""Fields of which a type has exactly one."""


def faults(event: dict[str, Any]) -> list[str]:
    """What the table has against a structured event: names of attributes and fields, none where it is valid."""
    found = [name for name in ("id", "source", "type") if not KINDS["text"](event.get(name, ""))]
    found += [] if event["specversion"] == "1.0" and KINDS["instant"](event["time"]) else ["envelope"]
    data = event["data"]
    known = FIELDS[event["type"]]
    found += [name for name in data if name not in known]
    choices = ONE_OF.get(event["type"])
    found += ["not exactly one"] if choices and len({name for name in choices if data.get(name)}) != 1 else []
    return found + [name for name, (kind, required) in known.items() if not _fits(data.get(name), kind, required)]


def _fits(value: Any, kind: str, required: bool) -> bool:
    if value is None or (value == "" and kind != "whole"):
        return not required
    return KINDS[kind](value)
