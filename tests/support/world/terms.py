"""Random terms of a bonus programme, and the versions that are published."""

from random import Random
from typing import Any

from tests.support.world.world import FIRST_DAY, World, iso

CURRENCIES = ("USD", "USD", "USD", "EUR", "JPY", "KWD")
AMOUNTS = ("1000.00", "1000.00", "500.01", "333.33", "2000", "0.00")

# Each field is given with some probability; a field left out has its default.
FACTORS = {
    "by": ("schedule", "fte", "fte"),
    "full_time": ("1", "0.75", "1.5"),
    "part_time": ("0.5", "0.333", "0"),
}
INSTALMENTS = (
    ((0, "1"),),
    ((1, "1"),),
    ((30, "1"),),
    ((30, "0.5"), (90, "0.5")),
    ((90, "0.5"), (180, "0.5")),
    ((0, "0.333"), (30, "0.333"), (30, "0.334")),
    ((0, "0.1"), (60, "0.35"), (120, "0.35"), (121, "0.20")),
)
OWNERSHIP = {
    "window_days": (None, None, 0, 14, 30, 90, 180, 365),
    "scope": ("candidate", "requisition", "requisition"),
    "duplicates": ("first", "split", "split"),
    "grace_hours": (0, 15, 24, 72),
    "requisition_must_be_open": (False, True),
}
CANDIDATE = {
    "not_applied_within_days": (None, 1, 30, 180, 365),
    "not_employed_within_days": (None, 1, 30, 365),
    "employment_types": (["regular", "temporary"], ["regular", "temporary"], ["temporary", "intern"], []),
    "agency_allowed": (False, True),
    "agency_within_days": (None, 1, 30, 365),
}
REFERRER = {
    "excluded_roles": ([], ["executive"], ["recruiter", "hr", "executive"]),
    "hiring_manager_excluded": (False, True),
    "management_chain": ("none", "direct", "all", "all"),
    "excluded_relationships": ([], ["family"], ["family", "friend"]),
    "employed_on_referral": (False, True),
    "employed_on_milestone": (False, True),
}
EXCUSED: dict[str, tuple[list[str], ...]] = {"hire": ([], ["redundant"]), "referrer": ([], ["redundant", "deceased"])}
SECTIONS = (
    ("factors", FACTORS),
    ("ownership", OWNERSHIP),
    ("candidate", CANDIDATE),
    ("referrer", REFERRER),
    ("excused_leaving", EXCUSED),
)
CAPS = tuple({"bonuses": bonuses, "per": per} for bonuses in (1, 1, 2) for per in ("calendar_year", "rolling_365_days"))


def random_terms(rng: Random, temper: float) -> dict[str, Any]:
    """Terms in which every section, and in it every field, is sometimes left to its default."""
    terms: dict[str, Any] = {"amount": _amount(rng)}
    for name, fields in SECTIONS:
        if rng.random() < 0.2 + 0.4 * temper:
            terms[name] = {field: rng.choice(values) for field, values in fields.items() if rng.random() < 0.4}
    if rng.random() < 0.7:
        terms["instalments"] = _instalments(rng)
    if rng.random() < 0.3:
        terms["transfer_gap_days"] = rng.choice((0, 1, 3, 30))
    if rng.random() < 0.4:
        terms["unpaid_leave_pauses"] = True
    if rng.random() < 0.5:
        terms["cap"] = dict(rng.choice(CAPS))
    return terms


def _amount(rng: Random) -> dict[str, Any]:
    amount: dict[str, Any] = {"currency": rng.choice(CURRENCIES), "default": rng.choice(AMOUNTS)}
    if rng.random() < 0.4:
        amount["by_level"] = {"senior": rng.choice(AMOUNTS)}
    if rng.random() < 0.4:
        amount["by_department"] = {"nursing": rng.choice(AMOUNTS)}
    return amount


def _instalments(rng: Random) -> list[dict[str, Any]]:
    return [
        {"name": f"part-{number}", "tenure_days": days, "share": share}
        for number, (days, share) in enumerate(rng.choice(INSTALMENTS), start=1)
    ]


def publish(world: World, versions: int) -> None:
    """Publishes the versions: the first mostly from before everything, some back-dated, some published again."""
    rng = world.rng
    for version in range(1, versions + 1):
        early = version == 1 and not world.oddly(0.25)
        effective = FIRST_DAY - 10 if early else FIRST_DAY + rng.choice((-10, 30, 60, 90, 150, 240))
        published = effective - 7 if early else effective + rng.choice((-7, 0, 0, 45, 120))
        _announce(world, version, effective, published)
        if world.maybe(0.1):
            _announce(world, version, effective - 30, published + rng.choice((-14, 0, 14)))
        world.pivots.append(effective)


def _announce(world: World, version: int, effective: int, published: int) -> None:
    terms = random_terms(world.rng, world.temper)
    world.tell(
        "bonus_program.published", published, {"version": version, "effective_from": iso(effective), "terms": terms}
    )
    world.tenures += [instalment["tenure_days"] for instalment in terms.get("instalments", ())]
    world.gaps.append(terms.get("transfer_gap_days", 3))
    world.windows.append(terms.get("ownership", {}).get("window_days") or 180)
