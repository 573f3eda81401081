"""Code fences of a Markdown text, found by a CommonMark parser rather than by a pattern."""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MAX_NESTING = 3
_MAX_FENCES = 100
_MAX_REPAIRS = 10
_INDENTED_MARK = re.compile(r"^(?P<indent>[ \t]++)(?:`{3}|~{3})", re.MULTILINE)


class Fence(NamedTuple):
    """One fenced block of code."""

    language: str
    """First word after the opening marks, in lower case; empty where there is none."""
    code: str
    line: int
    """Line of the opening marks, 0-based, in the text it was found in; -1 where it is inside a list, quote or fence."""


class FenceFinder:
    """Finds fences; made once, as setting up a parser costs more than most texts."""

    def __init__(self) -> None:
        # Raw HTML would swallow fences; inline marks, link definitions and underlined headings only cost time here.
        self._parser = MarkdownIt("commonmark").disable(["html_block", "inline", "reference", "lheading"])

    def find(self, text: str) -> list[Fence]:
        """Return the fences in order, those inside other fences too; at most the 100 longest of them."""
        fences = self._fences(text, depth=0) or self._fences(_outdented(text), depth=1)
        if len(fences) <= _MAX_FENCES:
            return fences
        longest = sorted(range(len(fences)), key=lambda index: -len(fences[index].code))[:_MAX_FENCES]
        return [fences[index] for index in sorted(longest)]

    def _fences(self, text: str, *, depth: int) -> list[Fence]:
        if "```" not in text and "~~~" not in text:
            return []
        found: list[Fence] = []
        for token in self._parser.parse(text):
            if token.type == "fence":
                found.append(_fence_of(token, depth))
                if depth < _MAX_NESTING:
                    found.extend(self._fences(token.content, depth=depth + 1))
        return found


def _outdented(text: str) -> str:
    """Return the text from its first deeply indented mark on, moved left: CommonMark sees no fence in such lines."""
    mark = _INDENTED_MARK.search(text)
    if mark is None:
        return ""
    width = len(mark["indent"])
    return re.sub(rf"^[ \t]{{1,{width}}}", "", text[mark.start() :], flags=re.MULTILINE)


def _fence_of(token: Token, depth: int) -> Fence:
    words = token.info.replace("{", " ").replace(",", " ").split()
    outermost = depth == 0 and token.level == 0 and token.map is not None
    line = token.map[0] if outermost and token.map else -1
    return Fence(words[0].strip(".}").lower() if words else "", token.content, line)


def longer_readings(text: str, fence: Fence) -> list[str]:
    """Return what a fence would hold had it ended at a later mark: a mark inside a string ends it too early."""
    if fence.line < 0:
        return []
    lines = text.split("\n")
    opening = lines[fence.line].strip()
    mark = opening[: len(opening) - len(opening.lstrip(opening[:1]))]
    first = fence.line + 1 + fence.code.count("\n") + 1
    ends = [at for at in range(first, len(lines)) if lines[at].strip() == mark]
    return ["\n".join(lines[fence.line + 1 : at]) + "\n" for at in ends[:_MAX_REPAIRS]]
