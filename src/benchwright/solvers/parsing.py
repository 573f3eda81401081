"""Reading a candidate's code without running it: whatever the text is, nothing here raises."""

import ast
import warnings
from collections.abc import Iterable

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parse(code: str) -> ast.Module | None:
    """Parse code; None where it is not Python, or is nested deeper than the parser goes."""
    with warnings.catch_warnings():
        # Odd escapes in a candidate's strings are its own affair, not news for our terminal.
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def bound_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that top-level statements define, assign or import, also under `if`, `try` and `with`."""
    names: set[str] = set()
    # A stack instead of recursion: a long chain of `elif` is as deep as it is long.
    left = list(nodes)
    while left:
        node = left.pop()
        if isinstance(node, _Definition):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif not isinstance(node, _OWN_SCOPE):
            left.extend(ast.iter_child_nodes(node))
    return names


def definition(tree: ast.Module, name: str) -> _Definition | None:
    """Return the last top-level definition of a name."""
    found = [node for node in tree.body if isinstance(node, _Definition) and node.name == name]
    return found[-1] if found else None
