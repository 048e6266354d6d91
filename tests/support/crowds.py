"""Test support: crowds. One person, referred and applying many times within weeks, at every border at once."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.support.story import Event, fact, programme, referred

FIRST = date(2009, 10, 1)
"""In Newfoundland the clock went back over midnight on 2009-11-01: a later instant had an earlier day."""
ZONE = "America/St_Johns"
TIMES = ("02:31:00Z", "02:29:59Z", "02:30:30Z", "09:00:00Z", "12:00:00Z")


def random_crowd(rng: Random, size: int = 9) -> list[Event]:
    """Tell of up to so many referrals, applications and spells of one person or two, in 60 days around that night."""
    told = [_version(rng, number) for number in range(rng.randint(1, 2))]
    for number in range(rng.randint(1, size)):
        told += _referral(rng, number)
    for number in range(rng.randint(1, size)):
        told += _application(rng, number)
    for number in range(rng.randint(0, size)):
        told += _spell(rng, number)
    if rng.random() < 0.8:
        told.append(fact("candidate.merged", _day(rng), losing="C-1", winning="C-2"))
    return [each | {"time": f"{each['time'][:10]}T{rng.choice(TIMES)}"} for each in told]


def _day(rng: Random, first: int = 0, last: int = 60) -> str:
    # Half of all happens in the three days around the night on which the clock went back.
    offset = rng.choice((30, 31, 32)) if rng.random() < 0.5 else rng.randint(first, last)
    return (FIRST + timedelta(offset)).isoformat()


def _version(rng: Random, number: int) -> Event:
    terms: dict[str, Any] = {
        "ownership": {
            "window_days": rng.choice((None, 0, 1, 10, 30)),
            "scope": rng.choice(("candidate", "requisition")),
            "duplicates": rng.choice(("first", "split")),
            "grace_hours": rng.choice((0, 1, 24, 72, 600)),
        },
        "candidate": {
            "not_applied_within_days": rng.choice((None, 0, 1, 2, 20)),
            "not_employed_within_days": rng.choice((None, 1, 20)),
            "agency_allowed": rng.random() < 0.3,
            "agency_within_days": rng.choice((None, 1, 20)),
            "employment_types": rng.choice((["regular"], ["regular", "temporary"])),
        },
        "transfer_gap_days": rng.choice((0, 3)),
    }
    return programme(number + 1, ("2009-01-01", "2009-10-31")[number], "2008-12-01", **terms)


def _referral(rng: Random, number: int) -> list[Event]:
    day = _day(rng)
    post = rng.choice((None, "Q-1", "Q-2"))
    told = [referred(number, rng.choice(("E-1", "E-2", "E-3")), day, candidate=_who(rng), requisition=post)]
    if rng.random() < 0.3:
        told.append(fact("referral.withdrawn", _day(rng), referral=f"R-{number}"))
    return told


def _application(rng: Random, number: int) -> list[Event]:
    day = _day(rng)
    source = rng.choice((None, None, "agency"))
    said = {"application": f"A-{number}", "candidate": _who(rng), "requisition": rng.choice(("Q-1", "Q-2"))}
    told = [fact("application.submitted", day, **said, source=source)]
    if rng.random() < 0.4:
        offer = {"offer": f"O-{number}", "application": f"A-{number}", "schedule": "full_time"}
        told.append(fact("offer.extended", _day(rng), **offer))
        told.append(fact("offer.accepted", _day(rng), offer=f"O-{number}"))
    if rng.random() < 0.3:
        told.append(fact("application.rejected", _day(rng), application=f"A-{number}"))
    return told


def _spell(rng: Random, number: int) -> list[Event]:
    start, name = _day(rng), f"EM-{number}"
    said: dict[str, Any] = {
        "employment": name,
        "employee": rng.choice(("H-1", "H-1", "H-2", "E-1")),
        "start_date": start,
    }
    naming = rng.random()
    if naming < 0.4:
        said["candidate"] = _who(rng)
    elif naming < 0.7:
        said["application"] = f"A-{rng.randint(0, 8)}"
    told = [fact("employment.started", _day(rng), **said, employment_type=rng.choice(("regular", "temporary")))]
    if rng.random() < 0.7:
        told.append(fact("employment.ended", _day(rng), employment=name, last_day=_day(rng, 0, 80)))
    if rng.random() < 0.2:
        told.append(fact("employment.cancelled", _day(rng), employment=name))
    return told


def _who(rng: Random) -> str:
    return rng.choice(("C-1", "C-1", "C-2"))
