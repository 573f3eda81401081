"""Fences are found as CommonMark sees them."""

import pytest

from benchwright.solvers.fences import FenceFinder, longer_readings


@pytest.fixture(scope="module")
def finder() -> FenceFinder:
    return FenceFinder()


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("```python\nx = 1\n```", "python", "x = 1\n"),
        ("```Python\nx = 1\n", "python", "x = 1\n"),
        ("~~~py\nx = 1\n~~~", "py", "x = 1\n"),
        ("```\nx = 1\n```", "", "x = 1\n"),
        ("``` {.python .numberLines}\nx = 1\n```", "python", "x = 1\n"),
        ("1. First:\n\n   ```python\n   if x:\n       y\n   ```", "python", "if x:\n    y\n"),
        ("> ```python\n> x = 1\n> ```", "python", "x = 1\n"),
        ("Text\n      ```python\n      x = 1\n      ```", "python", "x = 1\n"),
        ("<div>\n```python\nx = 1\n```\n</div>", "python", "x = 1\n"),
        ("<details>\n\n```python\nx = 1\n```\n</details>", "python", "x = 1\n"),
    ],
)
def test_a_fence_is_found_in_any_dress(finder: FenceFinder, text: str, language: str, code: str) -> None:
    assert [(fence.language, fence.code) for fence in finder.find(text)] == [(language, code)]


def test_fences_inside_a_fence_are_found_too(finder: FenceFinder) -> None:
    found = finder.find("````markdown\nSee:\n```python\nx = 1\n```\n````")
    assert [fence.language for fence in found] == ["markdown", "python"]
    assert found[1].code == "x = 1\n"


def test_a_mark_indented_in_a_docstring_ends_nothing(finder: FenceFinder) -> None:
    (fence,) = finder.find('```python\ndef f():\n    """\n    ```\n    f()\n    ```\n    """\n```')
    assert fence.code.count("```") == 2


def test_longer_readings_go_on_to_the_later_marks(finder: FenceFinder) -> None:
    text = "```py\na\n```\nb\n```\nc\n```"
    first = finder.find(text)[0]
    assert longer_readings(text, first) == ["a\n```\nb\n", "a\n```\nb\n```\nc\n"]


def test_only_the_longest_of_very_many_fences_are_kept(finder: FenceFinder) -> None:
    text = "```\nx\n```\n" * 150 + "```\nlonger\n```\n"
    found = finder.find(text)
    assert len(found) == 100
    assert found[-1].code == "longer\n"


def test_inline_code_is_no_fence(finder: FenceFinder) -> None:
    assert finder.find("Call `f()` or ```g()``` now") == []
