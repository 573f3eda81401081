"""Text of candidates and providers, made fit to be shown: it must not drive a terminal."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def without_controls(text: str) -> str:
    """Write each control character as its number; ends of lines and tabs stay."""
    return _CONTROLS.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
