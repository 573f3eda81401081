"""YAML narrowed to the values JSON has, so that a task file means what it looks like.

YAML 1.1 reads `12:30` as 750, `no` as false, `010` as 8 and `2024-01-01` as a date. Here only `true`, `false`, `null`,
decimal, `0x` and `0o` integers and ordinary floats are anything else than text; keys are text and stand once.
"""

import math
import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError, compose
from yaml.constructor import ConstructorError, SafeConstructor

if TYPE_CHECKING:
    from yaml import SafeLoader as _Loader
else:
    try:
        from yaml import CSafeLoader as _Loader
    except ImportError:  # PyYAML built without libyaml: same values, about ten times slower
        from yaml import SafeLoader as _Loader

_TAG = "tag:yaml.org,2002:"
_KEPT = ("null", "str", "seq", "map")
_RESOLVERS = (
    ("null", re.compile(r"^(?:~|null|Null|NULL|)$"), ("~", "n", "N", "")),
    ("bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), tuple("tTfF")),
    ("int", re.compile(r"^(?:[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+)$"), tuple("-+0123456789")),
    (
        "float",
        re.compile(
            r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN))$"
        ),
        tuple("-+.0123456789"),
    ),
    ("merge", re.compile(r"^<<$"), ("<",)),
)


def _implicit_resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, pattern, firsts in _RESOLVERS:
        for first in firsts:
            table.setdefault(first, []).append((_TAG + name, pattern))
    return table


def _build_int(loader: SafeConstructor, node: ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    try:
        return int(text, 0) if text[:2] in {"0x", "0o"} else int(text, 10)
    except ValueError as error:
        raise ConstructorError(None, None, str(error), node.start_mark) from error


def _build_bool(loader: SafeConstructor, node: ScalarNode) -> bool:
    text = str(loader.construct_scalar(node)).lower()
    if text not in {"true", "false"}:
        raise ConstructorError(None, None, f"'{text}' is neither true nor false", node.start_mark)
    return text == "true"


def _build_float(loader: SafeConstructor, node: ScalarNode) -> float | dict[str, str]:
    text = str(loader.construct_scalar(node)).lower().replace(".inf", "inf").replace(".nan", "nan")
    try:
        value = float(text)
    except ValueError as error:
        raise ConstructorError(None, None, str(error), node.start_mark) from error
    return value if math.isfinite(value) else {"$float": repr(value)}


class PlainLoader(_Loader):
    """Builds text, numbers, true, false, null, lists and mappings with text keys; refuses everything else."""

    yaml_implicit_resolvers = _implicit_resolvers()
    yaml_constructors = {  # noqa: RUF012 - PyYAML reads its tables from the class
        **{_TAG + name: SafeConstructor.yaml_constructors[_TAG + name] for name in _KEPT},
        _TAG + "bool": _build_bool,
        _TAG + "int": _build_int,
        _TAG + "float": _build_float,
        None: SafeConstructor.yaml_constructors[None],
    }

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Build a mapping; a key that is no text or stands twice is an error at its line."""
        if isinstance(node, MappingNode):  # pyright: ignore[reportUnnecessaryIsInstance] - `!!map x` is a scalar
            _refuse_bad_keys(node)
        return super().construct_mapping(node, deep=deep)


def _refuse_bad_keys(node: MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.tag == _TAG + "merge":
            continue
        if not isinstance(key, ScalarNode) or key.tag != _TAG + "str":
            shown = key.value if isinstance(key, ScalarNode) else "a collection"
            problem = f'the key {shown} is not text; quote it, or write the mapping as {{"$dict": [[key, value], ...]}}'
            raise ConstructorError(None, None, problem, key.start_mark)
        if key.value in seen:
            problem = f"the key '{key.value}' stands twice in one mapping; remove one of them"
            raise ConstructorError(None, None, problem, key.start_mark)
        seen.add(key.value)
        try:
            refuse_half_pairs(key.value)
        except ValueError as error:
            raise ConstructorError(None, None, str(error), key.start_mark) from error


def refuse_half_pairs(key: str) -> None:
    """Raise ValueError for a key with half of a surrogate pair, which can't be written as UTF-8."""
    try:
        key.encode()
    except UnicodeEncodeError:
        raise ValueError(f"the key {key!a} holds half of a surrogate pair; write the whole character") from None


def load_yaml(text: str) -> object:
    """Build the value of one YAML document; raise yaml.YAMLError where it can't be."""
    loader = PlainLoader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """Return the 1-based line of the deepest existing part of a path in YAML or JSON text; None where unknown."""
    try:
        node = compose(text, PlainLoader)
    except YAMLError:
        return None
    line: int | None = None
    for part in path:
        found = _step(node, part)
        if found is None:
            break
        line, node = found
    return line if line is not None or node is None else node.start_mark.line + 1


def _step(node: Node | None, part: str | int) -> tuple[int, Node] | None:
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line + 1, value
    return None
