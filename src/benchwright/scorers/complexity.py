# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# radon ships no types; its values are turned into ours where they enter.
"""Complexity and maintainability of code by radon, which reads the syntax tree and runs nothing."""

import ast
import warnings
from tokenize import TokenError
from typing import NamedTuple

from radon.metrics import mi_visit
from radon.visitors import ComplexityVisitor


class Figures(NamedTuple):
    """What radon says of a program."""

    complexity: int
    """Cyclomatic complexity of the worst function or method, or of the code outside them."""
    maintainability: float
    """Maintainability index, 0..100."""


class Unreadable(NamedTuple):
    """Why there are no figures."""

    reason: str


def measure_complexity(code: str) -> Figures | Unreadable:
    """Measure a program; say why where it can't be read."""
    with warnings.catch_warnings():
        # Odd escapes in a candidate's strings are its own affair, not news for our terminal.
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(code)
            return Figures(_worst(tree), float(mi_visit(code, multi=True)))
        except (RecursionError, MemoryError):
            return Unreadable("it is nested too deep to be analysed")
        except (SyntaxError, ValueError, TokenError) as error:
            return Unreadable(f"it does not parse ({str(error)[:100]})")


def _worst(tree: ast.Module) -> int:
    visitor = ComplexityVisitor.from_ast(tree)
    methods = [method for owner in visitor.classes for method in owner.methods]
    functions = [int(block.complexity) for block in [*visitor.functions, *methods]]
    return max([int(visitor.complexity), *functions])
