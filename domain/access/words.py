"""The words of the table: roles, relations between a principal and a thing, and what is answered."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a principal is: by an employee's id, by the facts, by a claim, or by a key."""

    REFERRER = "referrer"
    HIRING_MANAGER = "hiring_manager"
    RECRUITER = "recruiter"
    PAYROLL_PROPOSER = "payroll_proposer"
    PAYROLL_APPROVER = "payroll_approver"
    AUDITOR = "auditor"
    INTEGRATOR = "integrator"
    ADMIN = "admin"


CLAIMS = frozenset(Role) - {Role.REFERRER, Role.HIRING_MANAGER, Role.INTEGRATOR}
"""The roles that a claim can give."""


class Scope(StrEnum):
    """What an API key may be used for."""

    FEED_WRITE = "feed:write"
    EVENTS_READ = "events:read"
    REPORTS_READ = "reports:read"
    PAYOUTS_SETTLE = "payouts:settle"
    METRICS_READ = "metrics:read"


class Relation(StrEnum):
    """How a principal stands to a thing, as of now."""

    MANAGED = "managed"
    RECRUITED = "recruited"
    MINE = "mine"
    PAYABLE = "payable"
    SELF = "self"
    REFERRED = "referred"
    OPEN_POST = "open_post"
    PROPOSED_BY_ME = "proposed_by_me"
    BENEFITS_ME = "benefits_me"
    OTHER = "other"


Relations = frozenset[Relation]
"""All relations of a principal to one thing."""
MISSING: Relations = frozenset()
"""The thing does not exist."""
EXISTS: Relations = frozenset({Relation.OTHER})
"""The thing exists, and is nobody's in particular."""


class Answer(IntEnum):
    """What the table answers, from least to most: the best cell of a principal's roles counts."""

    FORBIDDEN = 0
    HIDDEN = 1
    COARSE = 2
    ALLOWED = 3
