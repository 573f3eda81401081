"""Recognises check programs that are nothing but a table: calls with literal arguments, and what has to hold of them.

`assert candidate(1) == 2` needs no process of its own: a program made of such lines alone can reach nothing, so it is
carried out here, by Python itself, with each call of the candidate handed out. Whatever is not surely of this kind
(loops, helpers, imports with a say, an order of sets that could show) is not recognised and runs in a sandbox.
"""

import ast
import warnings
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchwright.records.plain import NotPlain, encode
from benchwright.records.task import CheckProgram
from benchwright.sandboxes.inside import CHECK
from benchwright.sandboxes.literals import Unsure, constant, sure

Asked = tuple[list[Any], dict[str, Any]]
"""Positional and keyword arguments of a call that is to be made."""
Steps = Generator[Asked, Any, None]
"""Yields calls and is sent their values; ends where all holds, else raises what the check would."""

_MOST_CHARACTERS = 50_000
_MOST_KEPT = 1_024
_OLDEST_SYNTAX = (3, 8)
_FUNCTIONS = {"abs": abs, "len": len}
"""Built-in functions whose result depends on nothing but the value."""
_SHOWING = {"str": str}
"""What only messages may use: the order of a set could show."""
_ANNOTATIONS = frozenset(
    {"bool", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "object"}
) | frozenset({"set", "str", "tuple"})
_GENERIC = {"List": 1, "Set": 1, "FrozenSet": 1, "Iterable": 1, "Sequence": 1, "Optional": 1, "Dict": 2, "Tuple": 0}
"""Names of `typing` with the number of types they take; 0: any."""
_TYPING = frozenset({"Any", "Union", *_GENERIC})
_MODULES = frozenset({"math", "re", "typing", "string", "itertools", "functools", "collections", "heapq", "bisect"})
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)


@dataclass(frozen=True)
class Table:
    """A check program that is carried out here."""

    source: str
    """As it was written: failures are told with its lines."""
    begin: Callable[[None], Steps]


def as_table(check: CheckProgram, entry_point: str) -> Table | None:
    """Return the check as a table, or None where it is not surely one."""
    if check.isolation != "proxy" or len(check.setup) + len(check.source) > _MOST_CHARACTERS:
        return None
    return _recognised(check.setup, check.source, entry_point)


@lru_cache(maxsize=_MOST_KEPT)
def _recognised(setup: str, source: str, entry_point: str) -> Table | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _look_through_setup(setup)
            begin = _compiled(source, entry_point)
    except (Unsure, SyntaxError, ValueError, TypeError, ArithmeticError, NotPlain, RecursionError, MemoryError):
        return None
    return Table(source, begin)


def _look_through_setup(text: str) -> None:
    """Make sure that a setup runs through and leaves nothing that a table could notice."""
    tree = ast.parse(text, feature_version=_OLDEST_SYNTAX)
    known = set(_ANNOTATIONS)
    for statement in tree.body:
        match statement:
            case ast.Expr(value=ast.Constant()):
                pass
            case ast.ImportFrom(module="typing", level=0):
                known |= _typing_names(statement)
            case ast.Import():
                sure(all(alias.name in _MODULES and _is_free(alias.asname or alias.name) for alias in statement.names))
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                sure(_is_free(name))
                constant(value)
            case ast.FunctionDef(decorator_list=[], name=name):
                sure(_is_free(name))
                _look_through_signature(statement, known)
            case _:
                raise Unsure
        known -= _bound(statement)
    # What stands between the braces of an f-string differs from one Python to the next.
    sure(not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree)))
    compile(text, "<setup>", "exec", dont_inherit=True)


def _typing_names(statement: ast.ImportFrom) -> set[str]:
    for alias in statement.names:
        sure(alias.name in _TYPING and alias.asname is None)
    return {alias.name for alias in statement.names}


def _bound(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return {name}
        case ast.Import(names=names):
            return {alias.asname or alias.name for alias in names}
        case _:
            return set()


def _look_through_signature(function: ast.FunctionDef, known: set[str]) -> None:
    given = function.args
    for default in (*given.defaults, *(each for each in given.kw_defaults if each is not None)):
        constant(default)
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named += [each for each in (given.vararg, given.kwarg) if each is not None]
    for annotation in (function.returns, *(each.annotation for each in named)):
        if annotation is not None:
            _look_through_annotation(annotation, known)


def _look_through_annotation(node: ast.expr, known: set[str]) -> None:
    match node:
        case ast.Constant(value=None):
            pass
        case ast.Name(id=name):
            sure(name in known and name != "Union")
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            types = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            sure(name in known and name in _GENERIC and len(types) in (_GENERIC[name] or len(types), 0) and bool(types))
            for each in types:
                _look_through_annotation(each, known)
        case _:
            raise Unsure


def _compiled(source: str, entry_point: str) -> Callable[[None], Steps]:
    """Return the check as a generator function, in which a call of the candidate is a `yield`."""
    tree = ast.parse(source, feature_version=_OLDEST_SYNTAX)
    for statement in tree.body:
        match statement:
            case ast.Expr(value=ast.Constant()):
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                sure(_is_free(name) and name not in ("check", entry_point))
                constant(value)
            case ast.FunctionDef(name="check", decorator_list=[], returns=None):
                _look_through_check(statement)
            case _:
                raise Unsure
    checks = [statement for statement in tree.body if isinstance(statement, ast.FunctionDef)]
    sure(len(checks) == 1 and entry_point != "check" and _is_free(entry_point))
    program = ast.Module(body=[_Yielding().visit(checks[0])], type_ignores=[])
    known = {"AssertionError": AssertionError, "print": print, **_FUNCTIONS, **_SHOWING}
    space: dict[str, Any] = {"__builtins__": known}
    # Asserts are what it is made of, so they are kept however this process was started.
    exec(compile(ast.fix_missing_locations(program), CHECK, "exec", dont_inherit=True, optimize=0), space)  # noqa: S102
    return space["check"]


def _look_through_check(check: ast.FunctionDef) -> None:
    match check.args:
        case ast.arguments(
            posonlyargs=[],
            args=[ast.arg(arg=name, annotation=None)],
            vararg=None,
            kwonlyargs=[],
            kwarg=None,
            defaults=[],
        ):
            sure(_is_free(name))
        case _:
            raise Unsure
    stand_ins = {name}
    for statement in check.body:
        match statement:
            case ast.Expr(value=ast.Constant() | ast.Name(id="print")) | ast.Pass():
                pass
            case ast.Assign(targets=[ast.Name(id=other)], value=ast.Name(id=known)):
                sure(known in stand_ins and _is_free(other))
                stand_ins.add(other)
            case ast.Assert(test=test, msg=message):
                _look_through_expression(test, stand_ins)
                if message is not None:
                    _look_through_message(message, stand_ins)
            case _:
                raise Unsure
    sure(any(isinstance(node, ast.Call) and _called(node) in stand_ins for node in ast.walk(check)))


def _look_through_message(node: ast.expr, stand_ins: set[str]) -> None:
    match node:
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            _look_through_message(left, stand_ins)
            _look_through_message(right, stand_ins)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _SHOWING:
            _look_through_expression(argument, stand_ins)
        case _:
            constant(node, sets=False)


def _look_through_expression(node: ast.expr, stand_ins: set[str]) -> None:
    """Make sure that an expression is made of literals, calls of the candidate, and what is the same in any Python."""
    match node:
        case ast.Call():
            _look_through_call(node, stand_ins)
        case ast.Compare(left=left, ops=operators, comparators=comparators):
            for operator, right in zip(operators, comparators, strict=True):
                sure(isinstance(operator, _COMPARISONS) or _is_singleton(operator, right))
            _all_through((left, *comparators), stand_ins)
        case ast.BoolOp(values=values):
            _all_through(values, stand_ins)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            _look_through_expression(operand, stand_ins)
        case ast.BinOp(op=ast.Sub(), left=left, right=right):
            _all_through((left, right), stand_ins)
        case _:
            constant(node)


def _look_through_call(node: ast.Call, stand_ins: set[str]) -> None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if name in stand_ins:
            sure(all(keyword.arg is not None for keyword in keywords))
            for each in (*arguments, *(keyword.value for keyword in keywords)):
                encode(constant(each, sets=False))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            _look_through_expression(argument, stand_ins)
        case _:
            raise Unsure


def _all_through(nodes: Iterable[ast.expr], stand_ins: set[str]) -> None:
    for node in nodes:
        _look_through_expression(node, stand_ins)


def _is_singleton(operator: ast.cmpop, right: ast.expr) -> bool:
    return isinstance(operator, ast.Is | ast.IsNot) and (
        isinstance(right, ast.Constant) and (right.value is None or isinstance(right.value, bool))
    )


class _Yielding(ast.NodeTransformer):
    """Turns every call of the candidate into a `yield` of its arguments, at the same place in the source."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Replace a call, unless it is one of a built-in function."""
        if _called(node) in _FUNCTIONS or _called(node) in _SHOWING:
            return ast.Call(func=node.func, args=[self.visit(each) for each in node.args], keywords=[])
        named = ast.Dict(
            keys=[ast.Constant(keyword.arg) for keyword in node.keywords],
            values=[keyword.value for keyword in node.keywords],
        )
        asked = ast.Tuple(elts=[ast.List(elts=node.args, ctx=ast.Load()), named], ctx=ast.Load())
        return ast.copy_location(ast.Yield(value=asked), node)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_free(name: str) -> bool:
    """Say whether a name stands for nothing that a table uses."""
    taken = {"AssertionError", "__builtins__", "print", *_FUNCTIONS, *_SHOWING}
    return name not in taken and not name.startswith("__")
