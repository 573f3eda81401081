"""Which checks may tell their calls before they are run, and in what form they do.

A check is rehearsed in its own sandbox first: every result is a stand-in that agrees to anything, and nothing is
asserted. The solution is told of the calls that are seen then, all at once, since waiting for each other takes most of
the time of a check that calls it often. The check itself runs after that, with the replies at hand: where it makes
another call than was foretold, none of it counts (`Strayed`), so a rehearsal can be wrong but can't mislead.

What a rehearsal could leave behind for the run itself is kept out here: modules with a state, files, other builtins
that reach out. The state of `random` is put back.
"""

import ast
import warnings
from dataclasses import dataclass
from functools import lru_cache

from benchwright.records.task import CheckProgram
from benchwright.sandboxes.literals import Unsure, sure

_MOST_CHARACTERS = 50_000
_MOST_KEPT = 1_024
_MODULES = frozenset({"bisect", "collections", "copy", "decimal", "fractions", "functools", "heapq", "itertools"}) | {
    *("math", "operator", "random", "re", "statistics", "string", "typing"),
}
_REACHING_OUT = frozenset({"breakpoint", "compile", "delattr", "eval", "exec", "exit", "globals", "input", "open"}) | {
    *("quit", "setattr", "vars"),
}


class Strayed(Exception):
    """A check made other calls than it had foretold."""


@dataclass
class Rehearsal:
    """A check in the form in which it tells its calls."""

    source: str
    strays: bool = False
    """Whether it was wrong once; it isn't asked again then."""


def rehearsal_of(check: CheckProgram) -> Rehearsal | None:
    """Return how a check is rehearsed; None where that could change what it does, or was wrong before."""
    if len(check.setup) + len(check.source) > _MOST_CHARACTERS:
        return None
    found = _rehearsal(check.setup, check.source)
    return None if found is None or found.strays else found


@lru_cache(maxsize=_MOST_KEPT)
def _rehearsal(setup: str, source: str) -> Rehearsal | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for text in (setup, source):
                for node in ast.walk(ast.parse(text)):
                    sure(_leaves_nothing(node))
            without_asserts = _Asserting().visit(ast.parse(source))
            return Rehearsal(ast.unparse(ast.fix_missing_locations(without_asserts)))
    except (Unsure, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _leaves_nothing(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return all(alias.name in _MODULES for alias in names)
        case ast.ImportFrom(module=module, level=level, names=names):
            return module in _MODULES and level == 0 and all(alias.name != "*" for alias in names)
        case ast.Name(id=name):
            return name not in _REACHING_OUT and not name.startswith("__")
        case ast.Attribute(attr=name, ctx=ast.Load()):
            return not name.startswith("_")
        case ast.Attribute(value=owner):
            return isinstance(owner, ast.Name) and owner.id == "self"
        case _:
            return True


class _Asserting(ast.NodeTransformer):
    """Keeps of an assert what it works out."""

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        """Replace it by its condition."""
        return ast.Expr(value=node.test)
