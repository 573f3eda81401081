# pyright: basic, reportAttributeAccessIssue=false, reportOperatorIssue=false, reportGeneralTypeIssues=false, reportArgumentType=false
# The solution's side of the sandbox runs this very file: standard library only, nothing newer than Python 3.8.
"""Plain values as JSON, exactly: one notation for task files, for the sandbox's pipe and for the judge.

JSON has no tuples, sets, bytes, complex numbers, non-finite floats or keys other than text. Such a value is written as
an object with one `$` key: `{"$tuple": [..]}`, `{"$set": [..]}`, `{"$frozenset": [..]}`, `{"$dict": [[key, value], ..]}`,
`{"$bytes": "hex"}`, `{"$complex": [re, im]}`, `{"$float": "nan" | "inf" | "-inf"}`.
Only exact built-in types pass: a subclass could carry its own idea of equality.
"""

MAX_DEPTH = 100
MAX_INT_DIGITS = 4000
MAX_COLLISIONS = 100
"""Members of a set or keys of a dict that may share their hash with others: more are made to be slow, not to be right."""


class NotPlain(ValueError):
    """A value that is not made of exact built-in types, or nested too deep, or an unusable notation."""

    value: object = None
    """The value of a foreign type, where that is the reason."""


def encode(value: object, depth: int = 0) -> object:
    """Write a plain value as JSON-ready content; raise NotPlain for anything else."""
    if depth > MAX_DEPTH:
        raise NotPlain("nested deeper than %d" % MAX_DEPTH)
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        if value.bit_length() > MAX_INT_DIGITS * 3:
            raise NotPlain("an integer of more than %d digits" % MAX_INT_DIGITS)
        return value
    if kind is float:
        return value if value - value == 0 else {"$float": repr(value)}
    if kind is list:
        return [encode(item, depth + 1) for item in value]
    if kind is dict:
        return _encode_dict(value, depth)
    return _encode_tagged(kind, value, depth)


def _encode_dict(value, depth):
    if all(type(key) is str for key in value) and not any(key[:1] == "$" for key in value):
        return {key: encode(item, depth + 1) for key, item in value.items()}
    return {"$dict": [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]}


def _encode_tagged(kind, value, depth):
    for name, known in (("$tuple", tuple), ("$set", set), ("$frozenset", frozenset)):
        if kind is known:
            return {name: [encode(item, depth + 1) for item in value]}
    if kind is bytes:
        return {"$bytes": value.hex()}
    if kind is complex:
        return {"$complex": [encode(value.real, depth + 1), encode(value.imag, depth + 1)]}
    refusal = NotPlain("a value of type %s" % kind.__name__)
    refusal.value = value
    raise refusal


def decode(content: object, depth: int = 0) -> object:
    """Rebuild a value from JSON content; raise NotPlain where a notation is unusable."""
    if depth > 2 * MAX_DEPTH:
        raise NotPlain("nested deeper than %d" % (2 * MAX_DEPTH))
    if type(content) is list:
        return [decode(item, depth + 1) for item in content]
    if type(content) is not dict:
        return content
    if len(content) == 1:
        (key,) = content
        if type(key) is str and key[:1] == "$":
            return _decode_tagged(key, content[key], depth + 1)
    return {key: decode(item, depth + 1) for key, item in content.items()}


def _decode_tagged(name, inner, depth):
    try:
        if name == "$bytes":
            return bytes.fromhex(inner)
        if name == "$float":
            return {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}[inner]
        if name == "$dict":
            pairs = [(decode(key, depth), decode(item, depth)) for key, item in map(_listed, _listed(inner))]
            _refuse_collisions([key for key, _ in pairs])
            return dict(pairs)
        build = {
            "$tuple": tuple,
            "$set": set,
            "$frozenset": frozenset,
            "$complex": _complex,
        }[name]
        items = [decode(item, depth) for item in _listed(inner)]
        if name in ("$set", "$frozenset"):
            _refuse_collisions(items)
        return build(items)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NotPlain("unusable notation %s" % name) from error


def _listed(inner):
    """Accept a list only: text and objects have members too."""
    if type(inner) is not list:
        raise TypeError("a list")
    return inner


def _complex(parts):
    real, imaginary = parts
    if type(real) not in (int, float) or type(imaginary) not in (int, float):
        raise TypeError("two numbers")
    return complex(real, imaginary)


def _refuse_collisions(items):
    """Refuse members whose hashes are equal by design: putting n of them into a set takes n * n steps."""
    if len(items) - len({hash(item) for item in items}) > MAX_COLLISIONS:
        raise NotPlain("more than %d members with the same hash" % MAX_COLLISIONS)
