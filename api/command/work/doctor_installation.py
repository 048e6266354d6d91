"""The doctor's look at the installation: whether the packages that run are ours and nobody has put others over them."""

from collections.abc import Iterable
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("api", "consumers", "domain", "projections")
MEND = "Install Vouch anew, in an environment of its own (venv, pipx, the image)."

Found = tuple[bool, str, str | None]
"""Whether it is well, what there is to say, how to mend it."""


def examine_installation() -> Found:
    """Look for other distributions with a package of our names, and for packages that come from another place."""
    clashes = [*_other_distributions(), *_elsewhere()]
    if clashes:
        return False, f"{'; '.join(clashes)}.", MEND
    return True, "its packages are its own.", None


def _other_distributions() -> list[str]:
    # An installation for development lists no packages, only where they are.
    distributions = packages_distributions()
    return [
        f"{other} has a package `{package}` too, and may have put it over ours"
        for package in PACKAGES
        for other in sorted(set(distributions.get(package, ())) - {"vouch"})
    ]


def _elsewhere() -> list[str]:
    ours = Path(__file__).parents[3]
    return [
        f"`{package}` is taken from {', '.join(map(str, places))}, and not from {ours}"
        for package in PACKAGES
        if (places := [place for place in _places(package) if place != ours / package])
    ]


def _places(package: str) -> Iterable[Path]:
    spec = find_spec(package)
    return map(Path, spec.submodule_search_locations or ()) if spec is not None else ()
