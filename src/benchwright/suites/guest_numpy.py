"""A stand-in for the little of numpy that EvalPlus's published tests use, where the sandbox has no numpy.

Only `allclose`, and the names its type checks mention. The closeness rule is numpy's:
|a - b| <= atol + rtol * |b| (numpy.org/doc/stable/reference/generated/numpy.allclose.html).
"""

STAND_IN = """
def _provide_numpy():
    import sys, types
    try:
        import numpy
        return
    except ImportError:
        pass
    def allclose(a, b, rtol=1e-05, atol=1e-08):
        sequences = isinstance(a, (list, tuple)), isinstance(b, (list, tuple))
        if all(sequences):
            if len(a) != len(b):
                raise ValueError("shapes differ")
            return all(allclose(x, y, rtol, atol) for x, y in zip(a, b))
        if sequences[0]:
            return all(allclose(x, b, rtol, atol) for x in a)
        if sequences[1]:
            return all(allclose(a, y, rtol, atol) for y in b)
        return a == b or abs(a - b) <= atol + rtol * abs(b)
    numpy = types.ModuleType("numpy")
    numpy.allclose = allclose
    numpy.ndarray = type("ndarray", (), {})
    numpy.float64 = numpy.float32 = float
    sys.modules["numpy"] = numpy

_provide_numpy()
"""


def with_numpy(setup: str, test: str) -> str:
    """Return the setup of a check, with the stand-in where its test wants numpy."""
    return f"{STAND_IN}\n{setup}" if "numpy" in test else setup
