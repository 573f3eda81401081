"""Taking the program out of a model's answer; every step is told in words, and no text makes it raise.

Reasoning is dropped first. Of the code fences, the best is taken: one that parses and defines the entry point, then one
in the task's language, then one that parses, then the longest, then the last. Without a fence, the whole text counts
if it is Python or a body for the starter.
"""

import textwrap
from typing import NamedTuple

from benchwright.records.task import FunctionTask
from benchwright.solvers.fences import Fence, FenceFinder, longer_readings
from benchwright.solvers.parsing import bound_names, parse
from benchwright.solvers.reasoning import strip_reasoning
from benchwright.solvers.starter import as_body, join_starter

MAX_CHARACTERS = 200_000
"""Longer texts are cut: no honest answer comes near."""
_LANGUAGES = {"python": frozenset({"python", "py", "python3"})}


class Extraction(NamedTuple):
    """The program in an answer, and how it was found."""

    code: str | None
    """None: there is none."""
    steps: tuple[str, ...]


class _Rank(NamedTuple):
    defines: bool
    in_language: bool
    parses: bool
    length: int


class Extractor:
    """Takes programs out of answers."""

    def __init__(self) -> None:
        self._finder = FenceFinder()

    def extract(self, text: str, task: FunctionTask) -> Extraction:
        """Find the program for a task in a text."""
        steps: list[str] = []
        plain = _normalised(text, steps)
        stripped = strip_reasoning(plain)
        if stripped.step:
            steps.append(stripped.step)
        fences = self._finder.find(stripped.text)
        code = _from_fences(stripped.text, fences, task, steps) if fences else _from_whole(stripped.text, task, steps)
        if code is None:
            return Extraction(None, tuple(steps))
        joined = join_starter(code, task)
        if joined.step:
            steps.append(joined.step)
        return Extraction(joined.code, tuple(steps))


def _normalised(text: str, steps: list[str]) -> str:
    if len(text) > MAX_CHARACTERS:
        steps.append(f"cut the text from {len(text)} to {MAX_CHARACTERS} characters")
        text = text[:MAX_CHARACTERS]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_fences(text: str, fences: list[Fence], task: FunctionTask, steps: list[str]) -> str | None:
    ranks = [_rank(fence, task) for fence in fences]
    at = max(range(len(fences)), key=lambda index: (ranks[index], index))
    fence, rank = fences[at], ranks[at]
    if not fence.code.strip():
        steps.append("found only empty code fences")
        return None
    steps.append(f"took {_described(fence, rank, task)}, {_position(at, len(fences))}")
    return fence.code if rank.parses else _longer(text, fence, steps)


def _rank(fence: Fence, task: FunctionTask) -> _Rank:
    # A body is indented as a whole, so it only parses once that is taken off.
    tree = parse(fence.code) or parse(textwrap.dedent(fence.code))
    parses = tree is not None and bool(tree.body)
    defines = tree is not None and task.entry_point in bound_names(tree.body)
    return _Rank(defines, fence.language in _LANGUAGES[task.language], parses, len(fence.code))


def _described(fence: Fence, rank: _Rank, task: FunctionTask) -> str:
    language = f"the {fence.language} code fence" if fence.language else "the code fence without a language"
    if rank.defines:
        return f"{language} that defines {task.entry_point}"
    return language if rank.parses else f"{language}, which does not parse"


def _position(at: int, count: int) -> str:
    return "the only one" if count == 1 else f"number {at + 1} of {count}"


def _longer(text: str, fence: Fence, steps: list[str]) -> str:
    for reading in longer_readings(text, fence):
        if parse(reading) is not None:
            steps.append("read on past a fence mark that stands inside a string")
            return reading
    return fence.code


def _from_whole(text: str, task: FunctionTask, steps: list[str]) -> str | None:
    tree = parse(text)
    if tree is not None and tree.body:
        steps.append("took the whole text: it has no code fence and parses as Python")
        return text
    if as_body(text, task) is not None:
        steps.append("took the whole text: it has no code fence and is a body for the starter")
        return text
    steps.append("found no program: no code fence, and the whole text is not Python")
    return None
