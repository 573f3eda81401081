"""The values of literals in a program's source, worked out without running it; anything else is not sure."""

import ast
from typing import Any

_LONGEST_INTEGER = 4_096
"""Bits of a number that arithmetic with literals may reach."""


class Unsure(Exception):
    """The source may be more than what is looked for."""


def sure(holds: object) -> None:
    """Raise Unsure where a condition does not hold."""
    if not holds:
        raise Unsure


def constant(node: ast.expr | None, *, sets: bool = True) -> Any:
    """Return the value of a literal, of bounded arithmetic or of joined texts; raise Unsure, or what Python would.

    Without `sets`, where the order of their members could show: it differs from one process to the next.
    """
    match node:
        case ast.Constant(value=value):
            return value
        case ast.BinOp(left=left, op=operator, right=right):
            return _operated(operator, constant(left), constant(right))
        case ast.UnaryOp(op=operator, operand=operand):
            return _signed(operator, constant(operand))
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return {constant(key, sets=sets): constant(value, sets=sets) for key, value in pairs}
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) if sets or not isinstance(
            node, ast.Set
        ):
            members = [constant(item, sets=sets) for item in items]
            return {ast.List: list[Any], ast.Tuple: tuple[Any, ...], ast.Set: set[Any]}[type(node)](members)
        case _:
            raise Unsure


def _signed(operator: ast.unaryop, value: Any) -> Any:
    match operator:
        case ast.Not():
            return not value
        case ast.USub():
            return -value
        case _:
            raise Unsure


def _operated(operator: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(operator, ast.Add) and type(left) is type(right) is str:
        return left + right
    sure(type(left) in (int, float) and type(right) in (int, float))
    match operator:
        case ast.Add():
            result = left + right
        case ast.Sub():
            result = left - right
        case ast.Mult():
            result = left * right
        case ast.Div():
            result = left / right
        case ast.Pow() if type(right) is int and 0 <= right <= _LONGEST_INTEGER // (int(abs(left)).bit_length() + 1):
            result = left**right
        case _:
            raise Unsure
    sure(type(result) is float or result.bit_length() <= _LONGEST_INTEGER)
    return result
