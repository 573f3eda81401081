"""Joining a candidate's code with the starter of its task: as its body, or with the imports and helpers it left out."""

import ast
import re
import textwrap
from typing import NamedTuple

from benchwright.records.task import FunctionTask
from benchwright.solvers.parsing import bound_names, definition, parse


class Joined(NamedTuple):
    """A program, and how it came to be."""

    code: str
    step: str
    """What was joined, in words; empty where nothing was."""


def join_starter(code: str, task: FunctionTask) -> Joined:
    """Make a program of an answer's code and its task's starter."""
    tree = parse(code)
    if tree is not None and task.entry_point in bound_names(tree.body):
        return _with_context(code, tree, task)
    body = as_body(code, task)
    if body is not None:
        return Joined(body, "joined the starter and the code, which is only a body")
    return Joined(code, f"the code does not define {task.entry_point}")


def as_body(code: str, task: FunctionTask) -> str | None:
    """Return the starter with the code as its function's body; None where that makes no program."""
    starter = task.starter.rstrip()
    known = _starter_tree(task)
    head = definition(known, task.entry_point) if known else None
    if head is None or not code.strip():
        return None
    bare = code.strip("\n")
    width = " " * head.body[0].col_offset
    for body in (bare, textwrap.indent(textwrap.dedent(bare), width), width + bare):
        program = f"{starter}\n{body.rstrip()}\n"
        tree = parse(program)
        grown = definition(tree, task.entry_point) if tree else None
        if grown is not None and len(grown.body) > _own_statements(task, head):
            return program
    return None


def _starter_tree(task: FunctionTask) -> ast.Module | None:
    starter = task.starter.rstrip()
    return parse(starter) or parse(f"{starter}\n    pass") if starter else None


def _own_statements(task: FunctionTask, head: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Count the statements the starter's function has itself: none where the `pass` in it is ours."""
    return len(head.body) if parse(task.starter.rstrip()) else 0


def _with_context(code: str, tree: ast.Module, task: FunctionTask) -> Joined:
    known = _starter_tree(task)
    missing = _missing(known, bound_names(tree.body), task) if known else []
    pieces = _needed(missing, code, task.starter)
    if not pieces:
        return Joined(code, "")
    lines = code.split("\n")
    at = _end_of_imports(tree)
    program = "\n".join([*lines[:at], *pieces, *lines[at:]])
    names = sorted(bound_names(node for node in missing if _source(node, task.starter) in pieces))
    return Joined(program, f"added from the starter what the code left out: {', '.join(names)}")


def _missing(starter: ast.Module, bound: set[str], task: FunctionTask) -> list[ast.stmt]:
    """Return the starter's statements that bind something the code does not."""
    missing: list[ast.stmt] = []
    for node in starter.body:
        names = bound_names([node])
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if names and not names <= bound and task.entry_point not in names and not future:
            missing.append(node)
    return missing


def _needed(missing: list[ast.stmt], code: str, starter: str) -> list[str]:
    """Leave out imports that nobody mentions: they would count against the candidate's quality."""
    imports = (ast.Import, ast.ImportFrom)
    mentions = "\n".join([code, *(_source(node, starter) for node in missing if not isinstance(node, imports))])
    words = set(re.findall(r"\w+", mentions)) | {"*"}
    return [_source(n, starter) for n in missing if not isinstance(n, imports) or bound_names([n]) & words]


def _source(node: ast.stmt, starter: str) -> str:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(starter.split("\n")[first - 1 : node.end_lineno])


def _end_of_imports(tree: ast.Module) -> int:
    """Return the line after the docstring and imports a program begins with: `__future__` must stay first."""
    end = 0
    for node in tree.body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (docstring or isinstance(node, ast.Import | ast.ImportFrom)):
            break
        end = node.end_lineno or end
    return end
