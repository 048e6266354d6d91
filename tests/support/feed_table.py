"""The table of the canonical feed, read from its text and not from the code: what a valid event may look like."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# One line a type: its fields, `*` required, `:KIND` where it is not a text.
TABLE = """
employee.recorded employee* effective_on:date* name email personal_email number department manager roles:texts location
employee.erased employee* request
account.recorded account* number email name
identity.linked employee* account candidate same_as reason
identity.unlinked employee* account candidate same_as reason
fact.retracted fact* reason
fact.restored fact* reason
requisition.opened requisition* title* hiring_manager* opened_on:date* schedules:schedules* department level location recruiters:texts openings:whole bonus:money agency_fee:money
requisition.updated requisition* effective_on:date* title hiring_manager schedules:schedules department level location recruiters:texts openings:whole bonus:money agency_fee:money
requisition.closed requisition* closed_on:date* reason
candidate.identified candidate* name email phone
candidate.merged losing* winning*
candidate.unmerged losing* winning*
candidate.erased candidate* request
referral.made referral* referrer* candidate* requisition relationship:relationship preferred_schedule:schedule introduction note
referral.withdrawn referral* reason
application.submitted application* candidate* requisition* schedule:schedule source:origin
application.stage_changed application* stage*
application.rejected application* reason
application.withdrawn application* reason
application.reopened application*
interview.scheduled interview* application* at:instant interviewers:texts
interview.completed interview* application* at:instant interviewers:texts
offer.extended offer* application* schedule:schedule* fte:fte start_date:date expires_on:date
offer.accepted offer* reason
offer.declined offer* reason
offer.withdrawn offer* reason
offer.acceptance_withdrawn offer* reason
offer.expired offer* reason
employment.started employment* employee* start_date:date* candidate application employment_type:type schedule:schedule fte:fte
employment.start_corrected employment* start_date:date*
employment.changed employment* effective_on:date* schedule:schedule fte:fte employment_type:type
employment.cancelled employment* reason
employment.ended employment* last_day:date* reason
employment.end_cancelled employment*
leave.recorded leave* employment* first_day:date* last_day:date paid:truth*
leave.cancelled leave* employment*
bonus_program.published version:whole* effective_from:date* terms:terms*
payroll.line_settled line* outcome:outcome* settled_on:date* amount:money reason
introduction.requested introduction* requester* contact* connector closeness:whole* ask:ask* purpose
introduction.answered introduction* outcome:answer*
introduction.held introduction* on:date*
"""  # noqa: E501  # one line a type, as in the table

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
FIELDS = {f"hr.{line.split()[0]}.v1": line.split()[1:] for line in TABLE.strip().splitlines()}

ONE_OF = dict.fromkeys(
    ("hr.identity.linked.v1", "hr.identity.unlinked.v1"), frozenset({"account", "candidate", "same_as"})
)
"""Fields of which a type has exactly one."""


def faults(event: dict[str, Any]) -> list[str]:
    """What the table has against a structured event: names of attributes and fields, none where it is valid."""
    found = [name for name in ("id", "source", "type") if not KINDS["text"](event.get(name, ""))]
    found += [] if event["specversion"] == "1.0" and KINDS["instant"](event["time"]) else ["envelope"]
    data = event["data"]
    known = dict(_field(text) for text in FIELDS[event["type"]])
    found += [name for name in data if name not in known]
    choices = ONE_OF.get(event["type"])
    found += ["not exactly one"] if choices and len({name for name in choices if data.get(name)}) != 1 else []
    return found + [name for name, (kind, required) in known.items() if not _fits(data.get(name), kind, required)]


def _field(text: str) -> tuple[str, tuple[str, bool]]:
    name, _, kind = text.rstrip("*").partition(":")
    return name, (kind or "text", text.endswith("*"))


def _fits(value: Any, kind: str, required: bool) -> bool:
    if value is None or (value == "" and kind != "whole"):
        return not required
    return KINDS[kind](value)
