"""Comparing what came back with what was expected: outside the sandbox, on exact built-in types only.

`exact` is type for type, so that 1 is neither True nor 1.0, and NaN equals NaN. A list is written the same whether a
task means "list" or "sequence", since JSON has no tuples: an expected list takes a returned tuple, while an expected
tuple takes nothing else.
"""

import math
from collections.abc import Collection, Mapping
from typing import Any, cast

from benchwright.records.task import Comparison

_SEQUENCES = (list, tuple)
_SETS = (set, frozenset)
_NUMBERS = (int, float, complex)


def matches(expected: object, got: object, comparison: Comparison, *, tolerance: float = 0.0) -> bool:
    """Say whether a returned value is the expected one; both are made of exact built-in types."""
    match comparison:
        case "exact":
            return _fits(expected, got, None)
        case "approx":
            return _fits(expected, got, tolerance)
        case "unordered":
            return _unordered(expected, got)
        case "set":
            return _as_set(expected, got)
        case "text":
            return isinstance(expected, str) and isinstance(got, str) and _trimmed(expected) == _trimmed(got)


def _fits(expected: object, got: object, tolerance: float | None) -> bool:
    """Compare exactly, or with numbers within a tolerance where one is given."""
    kind = _kind(expected)
    if kind in _SEQUENCES:
        return (_kind(got) is kind or _kind(got) is tuple) and _pairwise(_items(expected), _items(got), tolerance)
    if kind is dict:
        return _kind(got) is dict and _mappings(_entries(expected), _entries(got), tolerance)
    if kind in _SETS:
        return _kind(got) is kind and _pairwise(_sorted(_items(expected)), _sorted(_items(got)), tolerance)
    if tolerance is not None and kind in _NUMBERS:
        return _kind(got) in _NUMBERS and _close(expected, got, tolerance)
    return _kind(got) is kind and _mark(expected) == _mark(got)


def _close(expected: Any, got: Any, tolerance: float) -> bool:
    """Compare two numbers, complex ones part by part; integers too large for a float exactly."""
    try:
        left, right = complex(expected), complex(got)
    except OverflowError:
        return expected == got
    parts = ((left.real, right.real), (left.imag, right.imag))
    return all(
        math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance) or (math.isnan(one) and math.isnan(other))
        for one, other in parts
    )


def _pairwise(expected: Collection[object], got: Collection[object], tolerance: float | None) -> bool:
    return len(expected) == len(got) and all(
        _fits(one, other, tolerance) for one, other in zip(expected, got, strict=True)
    )


def _mappings(expected: Mapping[object, object], got: Mapping[object, object], tolerance: float | None) -> bool:
    left = {_mark(key): value for key, value in expected.items()}
    right = {_mark(key): value for key, value in got.items()}
    return left.keys() == right.keys() and all(_fits(value, right[key], tolerance) for key, value in left.items())


def _unordered(expected: object, got: object) -> bool:
    if not (_is_collection(expected) and _is_collection(got)):
        return _fits(expected, got, None)
    return _pairwise(_sorted(_items(expected)), _sorted(_items(got)), None)


def _as_set(expected: object, got: object) -> bool:
    if not (_is_collection(expected) and _is_collection(got)):
        return _fits(expected, got, None)
    return _pairwise(_distinct(_items(expected)), _distinct(_items(got)), None)


def _is_collection(value: object) -> bool:
    return _kind(value) in _SEQUENCES + _SETS


def _kind(value: object) -> type[object]:
    return type(value)


def _items(value: object) -> Collection[object]:
    return cast("Collection[object]", value)


def _entries(value: object) -> Mapping[object, object]:
    return cast("Mapping[object, object]", value)


def _distinct(items: Collection[object]) -> list[object]:
    return _sorted({_mark(item): item for item in items}.values())


def _sorted(items: Collection[object]) -> list[object]:
    """Order items of any type, equal ones alike on both sides; numbers by size, so that near ones meet."""
    return sorted(items, key=lambda item: (_size(item), _mark(item)))


def _size(item: object) -> float:
    if not isinstance(item, int | float) or math.isnan(item):
        return -math.inf
    try:
        return float(item)
    except OverflowError:
        return math.inf


def _mark(value: object) -> str:
    """Write a value as text that is the same for equal values only; a tuple and a list are written alike."""
    kind = _kind(value)
    if kind in _SEQUENCES:
        return f"[{','.join(map(_mark, _items(value)))}]"
    if kind in _SETS:
        return f"{kind.__name__}({','.join(sorted(map(_mark, _items(value))))})"
    if kind is dict:
        return f"{{{','.join(sorted(f'{_mark(key)}:{_mark(item)}' for key, item in _entries(value).items()))}}}"
    if kind in (float, complex):
        return f"{kind.__name__}:{cast('complex', value) + 0.0!r}"
    return f"{kind.__name__}:{value!r}"


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
