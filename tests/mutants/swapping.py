"""Putting a mutant into a process in which everything is imported: the code of its functions is exchanged."""

import functools
import gc
from types import CodeType, FunctionType
from typing import NamedTuple

from tests.mutants.mutant import ROOT, Mutant, text_of

Place = tuple[str, str, int]
"""A function: file, qualified name, first line."""


class Live(NamedTuple):
    """The functions and caches of the code under test that are in memory."""

    functions: dict[Place, list[FunctionType]]
    caches: "list[functools._lru_cache_wrapper[object]]"


def find_live(prefix: str = "domain") -> Live:
    """Look through the memory for functions made from our files, wherever they are kept, and for their caches."""
    root = str(ROOT / prefix)
    functions: dict[Place, list[FunctionType]] = {}
    caches = []
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and found.__code__.co_filename.startswith(root):
            functions.setdefault(place_of(found.__code__), []).append(found)
        elif isinstance(found, functools._lru_cache_wrapper) and str(found.__module__).startswith(prefix):
            caches.append(found)
    return Live(functions, caches)


def place_of(code: CodeType) -> Place:
    """Where a function stands."""
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


def swap(mutant: Mutant, source: str, live: Live) -> list[Place]:
    """Exchange the code of the functions that the mutant changes; none where it changes what a module does at import.

    Raises SyntaxError where the mutant is no Python.
    """
    file = str(ROOT / mutant.path)
    before, after = _codes_of(mutant.path), _codes(source, file)
    changed = [place for place, code in after.items() if place in before and before[place] != code]
    swapped = [place for place in changed if place in live.functions]
    for place in swapped:
        for function in live.functions[place]:
            function.__code__ = after[place]
    for cached in live.caches:
        cached.cache_clear()
    return swapped


@functools.cache
def _codes_of(path: str) -> dict[Place, CodeType]:
    return _codes(text_of(path), str(ROOT / path))


def _codes(source: str, file: str) -> dict[Place, CodeType]:
    found: dict[Place, CodeType] = {}
    waiting = [compile(source, file, "exec")]
    while waiting:
        inner = [each for each in waiting.pop().co_consts if isinstance(each, CodeType)]
        found.update((place_of(code), code) for code in inner)
        waiting += inner
    return found
