"""Who is who in a small world: accounts, shared numbers and addresses, links told and taken back, facts retracted."""

from typing import Any

from tests.support.world.world import Event, World, iso

ADDRESSES = ("ada@post.example", "Ada@Post.example ", "bo@post.example", "bo@firm.example", "cy@firm.example", "")
NUMBERS = ("1", " 1", "2", "3", "")


def say_who_is_who(world: World) -> None:
    """Tells, in half of all worlds, what makes accounts, candidates and several numbers one human being."""
    if world.maybe(0.5):
        return
    accounts = [world.new("U") for _ in range(world.rng.choice((1, 2, 3)))]
    _credit_accounts(world, accounts)
    for account in accounts:
        _announce(world, account)
    _give_keys(world, accounts)
    for _ in range(world.rng.choice((0, 1, 2, 4, 6))):
        _link(world, accounts)
    for event in world.rng.sample(world.events, min(len(world.events), world.rng.choice((0, 0, 1, 2, 5)))):
        _retract(world, event)


def _credit_accounts(world: World, accounts: list[str]) -> None:
    """Makes accounts of some who refer, manage or open posts: they may stand wherever an employee does."""
    for event in world.events:
        for field in ("referrer", "manager", "hiring_manager"):
            if event["data"].get(field) and world.maybe(0.4):
                event["data"][field] = world.rng.choice(accounts)


def _announce(world: World, account: str) -> None:
    while world.maybe(0.6):
        world.tell("account.recorded", world.pivot(), {"account": account, **_keys(world, "number", "email")})


def _keys(world: World, *fields: str) -> dict[str, Any]:
    """Values for some of the fields: numbers may be employees' ids."""
    numbers = (*NUMBERS, *world.referrers, *world.hired)
    pools: dict[str, tuple[str, ...]] = {"number": numbers, "email": ADDRESSES, "personal_email": ADDRESSES}
    return {field: world.rng.choice(pools[field]) for field in fields if world.maybe(0.6)}


def _give_keys(world: World, accounts: list[str]) -> None:
    people = [*world.referrers, *world.hired, *world.hired, *accounts[:1]]
    for _ in range(world.rng.randint(1, len(people) + 2)):
        facts = {"employee": world.rng.choice(people), "effective_on": iso(world.pivot())}
        keys = _keys(world, "number", "email", "personal_email")
        world.tell("employee.recorded", world.pivot(), facts | keys)
    for candidate in world.candidates:
        while world.maybe(0.5):
            world.tell("candidate.identified", world.pivot(), {"candidate": candidate, **_keys(world, "email")})


def _link(world: World, accounts: list[str]) -> None:
    """A link, a denial, or both, of a pair: some of ids that are never announced."""
    rng = world.rng
    employees = [*world.referrers, *world.hired, "E-unheard-of"]
    others = {"account": accounts, "candidate": [*world.candidates, "C-unheard-of"], "same_as": employees}
    kind = rng.choice(tuple(others))
    pair = {"employee": rng.choice(employees), kind: rng.choice(others[kind])}
    for _ in range(rng.choice((1, 1, 2, 3))):
        world.tell(rng.choice(("identity.linked", "identity.linked", "identity.unlinked")), world.pivot(), pair)


def _retract(world: World, event: Event) -> None:
    """Takes a fact back, before or after anything else; perhaps not for good."""
    for kind in world.rng.choice((("retracted",), ("retracted",), ("retracted", "restored"), ("restored",))):
        world.tell(f"fact.{kind}", world.pivot(), {"fact": event["id"]})
        world.events[-1]["source"] = event["source"]
