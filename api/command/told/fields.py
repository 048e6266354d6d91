"""What help says of fields, and which values they may have. Nothing is imported."""

MANY = {"schedules", "recruiters"}
"""Fields that may be given several times."""
NUMBERS = {"openings", "closeness", "version"}
PERSON = ("name", "email", "phone")
_SCHEDULES = ("full_time", "part_time")
CHOICES: dict[str, tuple[str, ...]] = {
    "schedule": _SCHEDULES,
    "schedules": _SCHEDULES,
    "preferred_schedule": _SCHEDULES,
    "relationship": ("family", "friend", "neighbour", "former_colleague", "acquaintance", "other"),
    "source": ("referral", "careers_site", "agency", "event", "sourced", "internal", "other"),
    "ask": ("advice", "conversation", "introduction", "referral", "hiring_meeting"),
    "outcome": ("accepted", "declined", "no_reply"),
}
"""Fields that have one of a few values, which the shell completes."""
_DAYS = ("opened_on", "closed_on", "effective_on", "effective_from", "start_date", "expires_on", "on")
HINTS = {
    "bonus": "AMOUNT CURRENCY",
    "agency_fee": "AMOUNT CURRENCY",
    "terms": "JSON|@FILE",
    "closeness": "1-5",
    "openings": "N",
    "version": "N",
    **dict.fromkeys(
        ("opened_on", "closed_on", "effective_on", "effective_from", "start_date", "expires_on", "on"), "DATE"
    ),
}
SAYS = {
    "candidate": "The candidate's id.",
    "name": "Somebody who is no candidate yet.",
    "schedules": "How it is offered; several times for both.",
    "terms": "The terms, as spec/bonus.md has them.",
    "preview": "What `vouch programme preview` answered.",
    "closeness": "How close the two are: 1 stranger to 5 close.",
    "losing": "The other candidate's id.",
    "request": "The reference of who asked for it.",
    "fte": "Full-time equivalent, over 0 up to 1.",
}
"""What help says of fields that do not speak for themselves."""
