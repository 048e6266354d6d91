"""Mutants: every change that cosmic-ray's operators would make to the code under test, annotations left out."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parent.parent.parent
AREAS = {"rules and state": ("domain/rules", "domain/state"), "money and feed": ("domain/money.py", "domain/feed")}
"""What is mutated; each area has a rate of its own to keep."""

# Others than these only raise a TypeError (`day >> 3`), or ask for the identity of equal values: they say nothing.
WANTED = re.compile(
    r"core/(AddNot|ExceptionReplacer|NumberReplacer|RemoveDecorator|Replace(And|Or|Break|Continue|True|False)With\w+"
    r"|ReplaceUnaryOperator_\w+|ZeroIterationForLoop"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_(Div|Add)|Div_Mul|FloorDiv_Mul|Mod_Mul|BitOr_BitAnd|BitAnd_BitOr)"
    r"|ReplaceComparisonOperator_(Eq|NotEq|LtE?|GtE?)_(Eq|NotEq|LtE?|GtE?)"
    r"|ReplaceComparisonOperator_(Is_IsNot|IsNot_Is))"
)
ORDERS = re.compile(r"core/ReplaceComparisonOperator_(Eq|NotEq)_(LtE?|GtE?)")


class Mutant(NamedTuple):
    """One change: of the occurrence-th place in a file where the operator applies."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def source(self) -> str:
        """The file as it would be."""
        visitor = MutationVisitor(self.occurrence, get_operator(f"core/{self.operator}")())
        changed: str = visitor.walk(tree_of(self.path)).get_code()
        tree_of.cache_clear()  # it is another tree by now
        return changed

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def definition(self) -> str:
        """The function or class that it is in, as `Class.function`; `-` for what stands in none."""
        names = [name for first, last, name in _definitions(self.path) if first <= self.line <= last]
        return ".".join(names) or "-"

    @property
    def area(self) -> str:
        """The area that it belongs to."""
        return next(name for name, paths in AREAS.items() if self.path.startswith(paths))


@cache
def text_of(path: str) -> str:
    """The file's text."""
    return (ROOT / path).read_text()


@cache
def tree_of(path: str) -> object:
    """The file's text, parsed: once, before the processes are forked of which each changes it."""
    return get_ast(text_of(path))


def find_mutants() -> list[Mutant]:
    """All mutants, in an order that depends on nothing but the code."""
    paths = [
        str(found.relative_to(ROOT))
        for start in (path for paths in AREAS.values() for path in paths)
        for found in ([ROOT / start] if start.endswith(".py") else sorted((ROOT / start).rglob("*.py")))
    ]
    return sorted(mutant for path in paths for mutant in mutants_of(path))


def mutants_of(path: str) -> Iterator[Mutant]:
    """The mutants of one file."""
    nodes = list(ast_nodes(tree_of(path)))
    unread = _annotations(path)
    for name in filter(WANTED.fullmatch, operator_names()):
        operator = get_operator(name)()
        places = (place for node in nodes for place in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(places):
            if any(first <= start < last for first, last in unread) or _names_parameters(path, start):
                continue
            if not _orders_words(path, name, end):
                yield Mutant(path, name.removeprefix("core/"), occurrence, *start)


def _names_parameters(path: str, start: tuple[int, int]) -> bool:
    """Whether it is the star after which parameters are given by name: calls are for mypy to check."""
    line, column = start
    return text_of(path).splitlines()[line - 1][column:].startswith("*,")


def _orders_words(path: str, operator: str, end: tuple[int, int]) -> bool:
    """Whether a word of a fixed list (`state == "closed"`) would be asked for its place in the alphabet."""
    line, column = end
    compared_with = text_of(path).splitlines()[line - 1][column:].lstrip()
    return ORDERS.fullmatch(operator) is not None and compared_with.startswith('"')


def _annotations(path: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where annotations reach: types are for mypy to check."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.arg | ast.AnnAssign):
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            found.append(node.returns)
    return [
        ((each.lineno, each.col_offset), (each.end_lineno or each.lineno, each.end_col_offset or each.col_offset))
        for each in found
        if each is not None
    ]


@cache
def _definitions(path: str) -> list[tuple[int, int, str]]:
    found = [
        (min([node.lineno, *(each.lineno for each in node.decorator_list)]), node.end_lineno or node.lineno, node.name)
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    return sorted(found)
