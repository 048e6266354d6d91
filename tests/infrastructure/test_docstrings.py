"""Everything public says what it is: by its own docstring, or by that of the protocol which it fulfils."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import api
import consumers
import domain
import projections

SKIPPED = ("domain.store.migrations.env", "domain.store.migrations.versions")
"""Scripts that alembic runs."""


def modules() -> Iterator[ModuleType]:
    for package in (domain, projections, consumers, api):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(SKIPPED) and not found.name.endswith("__main__"):
                yield import_module(found.name)


def public(of: ModuleType | type) -> Iterator[tuple[str, object]]:
    return ((name, each) for name, each in vars(of).items() if not name.startswith("_"))


def described(module: ModuleType) -> Iterator[tuple[str, str | None]]:
    """Each public class, function and method that a module defines, with its docstring."""
    yield module.__name__, module.__doc__
    for name, each in public(module):
        if getattr(each, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(each):
            yield f"{module.__name__}.{name}", each.__doc__
            for method, function in public(each):
                if inspect.isfunction(function) or isinstance(function, property):
                    yield f"{module.__name__}.{name}.{method}", inspect.getdoc(getattr(each, method))
        elif inspect.isfunction(each):
            yield f"{module.__name__}.{name}", each.__doc__


def test_everything_public_has_a_docstring_or_inherits_one() -> None:
    found = {name: text for module in modules() for name, text in described(module)}
    assert [name for name, text in found.items() if not text] == []
    assert found["domain.store.store.Store.record"] == found["domain.store.port.FeedRecorder.record"]
