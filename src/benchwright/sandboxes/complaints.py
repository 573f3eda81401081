"""What a program said when it failed, in one line."""

_ADVICE = "Run 'docker "
"""The engine's client ends its complaints with where to read on."""


def complaint(stderr: str, otherwise: str) -> str:
    """Return the last line that says something, or else the other."""
    lines = [line.strip() for line in stderr.splitlines()]
    return next((line for line in reversed(lines) if line and not line.startswith(_ADVICE)), otherwise)
