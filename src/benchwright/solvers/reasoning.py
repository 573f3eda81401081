"""Taking a model's visible reasoning out of its answer, so that no draft in it is mistaken for the answer.

A tag counts where it starts a line outside a code fence: a program or a sentence may well speak of `<think>`.
"""

import re
from typing import NamedTuple

_NAMES = r"think|thinking|reasoning"
# Possessive repeats (`*+`): a long line of blanks must not be gone over once for each of them.
_OPENING = re.compile(
    rf"^[ \t]*+(?:<(?P<tag>{_NAMES})\b[^<>\n]{{0,200}}>|[ \t>*+\-\d.)]*+(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}}))",
    re.IGNORECASE | re.MULTILINE,
)
_LONE_CLOSING = re.compile(rf"^[ \t]*+</(?:{_NAMES})>", re.IGNORECASE | re.MULTILINE)


class Stripped(NamedTuple):
    """A text without its reasoning."""

    text: str
    step: str
    """What was taken out, in words; empty where there was nothing."""


def strip_reasoning(text: str) -> Stripped:
    """Take out reasoning blocks, closed or not, and what stands before a closing tag that nothing opened."""
    if "<" not in text:
        return Stripped(text, "")
    kept, closed, unclosed = _split(_after_lone_closing(text))
    dropped = len(text) - len(kept)
    if not dropped:
        return Stripped(text, "")
    ending = " (the last block was never closed)" if unclosed else ""
    blocks = max(1, closed + unclosed)
    return Stripped(kept, f"took out {blocks} reasoning block{'s' * (blocks > 1)}, {dropped} characters{ending}")


def _after_lone_closing(text: str) -> str:
    """Drop what precedes a closing tag without an opening one: some models' templates open it in the prompt."""
    closing = _LONE_CLOSING.search(text)
    if closing is None:
        return text
    opened = re.search(rf"<(?:{_NAMES})\b", text[: closing.start()], re.IGNORECASE)
    return text if opened else text[closing.end() :]


def _split(text: str) -> tuple[str, int, int]:
    kept: list[str] = []
    position = closed = 0
    searched = 0
    while opening := _OPENING.search(text, searched):
        tag = opening["tag"]
        closing = (_tag_end(tag) if tag else _fence_end(opening["fence"])).search(text, opening.end())
        if tag is None:
            if closing is None:
                break
            searched = closing.end()
            continue
        kept.append(text[position : opening.start()])
        if closing is None:
            return "".join(kept), closed, 1
        position = searched = closing.end()
        closed += 1
    kept.append(text[position:])
    return "".join(kept), closed, 0


def _tag_end(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}>", re.IGNORECASE)


def _fence_end(fence: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*+{fence[0]}{{{len(fence)},}}+[ \t]*+$", re.MULTILINE)
