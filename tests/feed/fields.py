"""The fields of the table of spec/feed.md, each with its kind and whether it is required."""

from typing import NamedTuple

from tests.support.feed_table import FIELDS

_IDS = frozenset(
    {
        *("employee", "manager", "requisition", "hiring_manager", "candidate", "losing", "winning", "referral"),
        *("referrer", "introduction", "application", "interview", "offer", "employment", "leave", "line"),
        *("requester", "contact", "connector", "account", "same_as", "fact"),
    }
)
_IDS_IN_LISTS = frozenset({"recruiters", "interviewers"})


class Field(NamedTuple):
    """One field of one type."""

    topic: str
    name: str
    kind: str
    required: bool


def _kind(topic: str, name: str, kind: str) -> str:
    if kind == "whole":
        return name
    if kind == "money" and topic.startswith("hr.payroll"):
        return "signed money"
    return {"text": "id" if name in _IDS else "text", "texts": "ids" if name in _IDS_IN_LISTS else "texts"}.get(
        kind, kind
    )


TABLE = [
    Field(topic, name, _kind(topic, name, each.kind), each.required)
    for topic, fields in FIELDS.items()
    for name, each in fields.items()
]
REQUIRED = [field for field in TABLE if field.required]
OPTIONAL = [field for field in TABLE if not field.required]
