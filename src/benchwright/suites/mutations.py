"""The mutation operators: what small wrong change can be made to one node of a Python program.

After the classic operator sets of mutation analysis (Offutt et al. 1996, doi:10.1145/227607.227610): relational,
arithmetic and logical replacement, constant and statement changes; here also for Python's slices and ranges.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong version of a node."""

    operator: str
    label: str
    """What is changed into what, without spaces."""
    node: ast.AST


_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_REMOVABLE = (ast.AugAssign, ast.Break, ast.Continue, ast.Raise, ast.Delete)


def changes(node: ast.AST) -> Iterator[Change]:
    """Yield the wrong versions of one node; the node itself stays as it is."""
    yield from _rewritten(node)
    yield from _removed(node)


@singledispatch
def _rewritten(node: ast.AST) -> Iterator[Change]:
    """Yield the node with something else in it; most kinds of node have nothing to exchange."""
    del node
    return iter(())


@_rewritten.register
def _return(node: ast.Return) -> Iterator[Change]:
    if node.value is not None and not _is_constant(node.value, None):
        yield Change("return", "value-none", ast.Return(value=ast.Constant(None)))


@_rewritten.register
def _yield(node: ast.Yield) -> Iterator[Change]:
    if node.value is not None and not _is_constant(node.value, None):
        yield Change("yield", "value-none", ast.Yield(value=ast.Constant(None)))


@_rewritten.register
def _compare(node: ast.Compare) -> Iterator[Change]:
    for index, old in enumerate(node.ops):
        for new in _COMPARISONS[type(old)]:
            ops = [*node.ops[:index], new(), *node.ops[index + 1 :]]
            changed = ast.Compare(left=node.left, ops=ops, comparators=node.comparators)
            yield Change("compare", f"{_short(old)}-{_short(new())}", changed)


@_rewritten.register
def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if _is_text(node.left) or _is_text(node.right):
        return
    new = _ARITHMETIC.get(type(node.op))
    if new is not None:
        changed = ast.BinOp(left=node.left, op=new(), right=node.right)
        yield Change("arithmetic", f"{_short(node.op)}-{_short(new())}", changed)


@_rewritten.register
def _augmented(node: ast.AugAssign) -> Iterator[Change]:
    new = _ARITHMETIC.get(type(node.op))
    if new is not None and not _is_text(node.value):
        changed = ast.AugAssign(target=node.target, op=new(), value=node.value)
        yield Change("arithmetic", f"{_short(node.op)}-{_short(new())}", changed)


@_rewritten.register
def _logic(node: ast.BoolOp) -> Iterator[Change]:
    new = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Change("logic", f"{_short(node.op)}-{_short(new)}", ast.BoolOp(op=new, values=node.values))


@_rewritten.register
def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield Change("not", "dropped", node.operand)
    elif isinstance(node.op, ast.USub):
        yield Change("sign", "dropped", node.operand)


@_rewritten.register
def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield Change("constant", f"{value}-{not value}".lower(), ast.Constant(not value))
    elif isinstance(value, int | float):
        for step, name in ((1, "plus"), (-1, "minus")):
            yield Change("constant", f"{_label(value)}-{name}-1", ast.Constant(value + step))
    elif isinstance(value, str | bytes):
        other = type(value)() if value else ("x" if isinstance(value, str) else b"x")
        yield Change("constant", "text-emptied" if value else "text-filled", ast.Constant(other))


@_rewritten.register
def _call(node: ast.Call) -> Iterator[Change]:
    if not isinstance(node.func, ast.Name):
        return
    twin = _TWINS.get(node.func.id)
    if twin is not None:
        changed = ast.Call(func=ast.Name(twin, ast.Load()), args=node.args, keywords=node.keywords)
        yield Change("call", f"{node.func.id}-{twin}", changed)
    if node.func.id == "range":
        yield from _range(node)


def _range(node: ast.Call) -> Iterator[Change]:
    names = ("stop",) if len(node.args) == 1 else ("start", "stop")
    for index, name in enumerate(names[: len(node.args)]):
        if _is_number(node.args[index]):
            continue
        for sign, moved in _moved(node.args[index]):
            args = [*node.args[:index], moved, *node.args[index + 1 :]]
            yield Change("range", f"{name}-{sign}-1", ast.Call(func=node.func, args=args, keywords=node.keywords))


@_rewritten.register
def _slice(node: ast.Slice) -> Iterator[Change]:
    if node.lower is not None and not _is_number(node.lower):
        for sign, moved in _moved(node.lower):
            yield Change("slice", f"lower-{sign}-1", ast.Slice(lower=moved, upper=node.upper, step=node.step))
    if node.upper is not None and not _is_number(node.upper):
        for sign, moved in _moved(node.upper):
            yield Change("slice", f"upper-{sign}-1", ast.Slice(lower=node.lower, upper=moved, step=node.step))


@_rewritten.register
def _if(node: ast.If) -> Iterator[Change]:
    # The copies share their children with the original: they live only while they are written out as source.
    for label, forced in (("always", True), ("never", False)):
        yield Change("branch", label, ast.If(test=ast.Constant(forced), body=node.body, orelse=node.orelse))


@_rewritten.register
def _while(node: ast.While) -> Iterator[Change]:
    never = ast.Constant(value=False)
    yield Change("branch", "never", ast.While(test=never, body=node.body, orelse=node.orelse))


@_rewritten.register
def _choice(node: ast.IfExp) -> Iterator[Change]:
    yield Change("branch", "always", node.body)
    yield Change("branch", "never", node.orelse)


@_rewritten.register
def _comprehension(node: ast.comprehension) -> Iterator[Change]:
    for index in range(len(node.ifs)):
        ifs = [*node.ifs[:index], *node.ifs[index + 1 :]]
        changed = ast.comprehension(target=node.target, iter=node.iter, ifs=ifs, is_async=node.is_async)
        yield Change("filter", "dropped", changed)


def _removed(node: ast.AST) -> Iterator[Change]:
    statement = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    stored = isinstance(node, ast.Assign) and all(isinstance(t, ast.Subscript | ast.Attribute) for t in node.targets)
    if statement or stored or isinstance(node, _REMOVABLE):
        yield Change("statement", "removed", ast.Pass())


def _moved(value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    yield "plus", ast.BinOp(left=value, op=ast.Add(), right=ast.Constant(1))
    yield "minus", ast.BinOp(left=value, op=ast.Sub(), right=ast.Constant(1))


def _is_number(node: ast.expr) -> bool:
    """Say whether the constant operator changes the value already."""
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant)


def _is_constant(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _is_text(node: ast.expr) -> bool:
    """Say whether arithmetic on the node is joining or formatting text: a change there only ever crashes."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def _short(node: ast.AST) -> str:
    return type(node).__name__.lower()


def _label(value: float) -> str:
    text = str(value)
    return text if len(text) <= 12 else text[:12]  # noqa: PLR2004 - ids stay readable
