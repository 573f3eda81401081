"""Wrong programs made from a right one: proof that a task's cases can tell the difference."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from benchwright.errors import TaskError
from benchwright.records.record import Record
from benchwright.suites.mutations import Change, changes

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_TELLING = frozenset({"return", "yield", "compare", "arithmetic", "constant"})
"""Operators whose mutants rarely behave like the original."""
_SKIPPED_FIELDS = frozenset(
    {"annotation", "returns", "decorator_list", "args", "exc", "msg", "format_spec", "type_params"}
)
"""Parts that say nothing of behaviour (types, messages), or that only ever crash."""


class Mutant(Record):
    """A program that differs from its source in one place."""

    id: str
    """Line, operator and change, such as `L12:compare:lt-lte`; `#2` and so on for the next alike on the line."""
    description: str
    source: str
    """The whole changed program, its comments dropped."""


@dataclass(frozen=True, slots=True)
class _Site:
    """A place of the tree where something can be put in."""

    parent: ast.AST
    field: str
    index: int | None
    line: int
    node: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(source: str, *, limit: int | None = None, entry_point: str | None = None) -> tuple[Mutant, ...]:
    """Return the mutants of a program, in its order; with a limit, an even draw that is the same every time.

    Only the bodies of functions change; with an entry point, only of those it can reach by name.
    Raise TaskError where the source is no Python.
    """
    tree = _parse(source)
    found = _distinct(tree, _planned(tree, entry_point))
    if limit is None or len(found) <= limit:
        return tuple(found)
    chosen = sorted(found, key=lambda mutant: _rank(mutant.id, 0))[:limit]
    return tuple(sorted(chosen, key=found.index))


def mutate(source: str, seed: int, *, entry_point: str | None = None) -> str:
    """Return one wrong version of a program, chosen by the seed among changes that are likely to matter.

    Without an entry point the last function of the program counts as such. Raise TaskError where nothing can change.
    """
    tree = _parse(source)
    plans = list(_planned(tree, entry_point or _last_function(tree)))
    telling = [plan for plan in plans if plan.change.operator in _TELLING]
    for plan in sorted(telling, key=lambda plan: _rank(plan.id, seed)) + plans:
        changed = _written(tree, plan)
        if changed is not None:
            return changed
    raise TaskError("the program has no function with anything to change in it")


@dataclass(frozen=True, slots=True)
class _Plan:
    id: str
    site: _Site
    change: Change


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise TaskError(f"the program to mutate is no Python: {error}") from error


def _distinct(tree: ast.Module, plans: Iterator[_Plan]) -> list[Mutant]:
    seen = {ast.unparse(tree)}
    found: list[Mutant] = []
    for plan in plans:
        source = _written(tree, plan)
        if source is not None and source not in seen:
            seen.add(source)
            text = f"line {plan.site.line}: {plan.change.operator} {plan.change.label}"
            found.append(Mutant(id=plan.id, description=text, source=source))
    return found


def _written(tree: ast.Module, plan: _Plan) -> str | None:
    """Write the program with one change, and take the change back; None where no program comes out of it."""
    plan.site.put(plan.change.node)
    try:
        source = ast.unparse(tree)
        compile(source, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
    finally:
        plan.site.put(plan.site.node)
    return source


def _planned(tree: ast.Module, entry_point: str | None) -> Iterator[_Plan]:
    alike: Counter[str] = Counter()
    for function in _functions(tree, entry_point):
        for site in _sites_in_body(function):
            for change in changes(site.node):
                name = f"L{site.line}:{change.operator}:{change.label}"
                alike[name] += 1
                yield _Plan(name if alike[name] == 1 else f"{name}#{alike[name]}", site, change)


def _functions(tree: ast.Module, entry_point: str | None) -> list[ast.AST]:
    """Return the outermost functions and classes, in order; with an entry point, those it can reach by name."""
    tops = {node.name: node for node in tree.body if isinstance(node, _Function | ast.ClassDef)}
    if entry_point not in tops:
        return list(tops.values())
    reached: set[str] = set()
    waiting = [entry_point]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [node.id for node in ast.walk(tops[name]) if isinstance(node, ast.Name) and node.id in tops]
    return [node for name, node in tops.items() if name in reached]


def _last_function(tree: ast.Module) -> str | None:
    names = [node.name for node in tree.body if isinstance(node, _Function)]
    return names[-1] if names else None


def _sites_in_body(node: ast.AST) -> Iterator[_Site]:
    """Yield the places inside functions; of a class, those inside its methods."""
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            if isinstance(inner, _Function | ast.ClassDef):
                yield from _sites_in_body(inner)
        return
    yield from _sites(node, line=getattr(node, "lineno", 1))


def _sites(node: ast.AST, line: int) -> Iterator[_Site]:
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED_FIELDS and not (field == "args" and isinstance(node, ast.Call)):
            continue
        for index, child in _children(value):
            if isinstance(child, ast.AST) and not _is_silent(child):
                at = getattr(child, "lineno", line)
                yield _Site(node, field, index, at, child)
                yield from _sites(child, at)


def _children(value: object) -> Iterator[tuple[int | None, object]]:
    if isinstance(value, list):
        yield from enumerate(cast("list[object]", value))
    else:
        yield None, value


def _is_silent(node: ast.AST) -> bool:
    """Say whether a node does nothing when it runs: a docstring, an import, the name of a scope."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal | ast.expr_context)


def _rank(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
