"""Choosing a sandbox by name."""

from collections.abc import Sequence

from benchwright.contracts import Sandbox
from benchwright.errors import NoSandbox, UnknownName

_STRENGTH = ("bubblewrap", "docker")
"""Backends that isolate, the strongest first; others are chosen only by name."""


def choose(name: str, candidates: Sequence[Sandbox]) -> Sandbox:
    """Return the sandbox of that name, or for `auto` the strongest isolating one that works here."""
    known = {candidate.name: candidate for candidate in candidates}
    if name == "auto":
        return _strongest(known)
    if name not in known:
        raise UnknownName("sandbox", name, ["auto", *known])
    readiness = known[name].readiness()
    if not readiness.ready:
        raise NoSandbox(f"the sandbox '{name}' can't be used here: {readiness.detail}. {readiness.mend}")
    return known[name]


def _strongest(known: dict[str, Sandbox]) -> Sandbox:
    reasons: list[str] = []
    for name in _STRENGTH:
        if name in known:
            readiness = known[name].readiness()
            if readiness.ready:
                return known[name]
            reasons.append(f"{name}: {readiness.detail}. To mend it: {readiness.mend}")
    listed = "; ".join(reasons) or "none is installed"
    raise NoSandbox(
        f"no isolating sandbox works here ({listed}). For code you trust, `--sandbox process` runs it with limits only."
    )
