"""Reasoning is taken out, and only reasoning."""

import pytest

from benchwright.solvers.reasoning import strip_reasoning


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<think>draft</think>answer", "answer"),
        ("<thinking>\ndraft\n</thinking>\nanswer", "\nanswer"),
        ("<Reasoning effort='high'>draft</reasoning>answer", "answer"),
        ("before\n<think>draft</think> after\n<reasoning>x</reasoning> end", "before\n after\n end"),
        ("answer\n<think>never closed\n```python\nx = 1\n```", "answer\n"),
        ("draft without an opening\n</think>\nanswer", "\nanswer"),
        ("<think>a</think><think>b</think>answer", "<think>b</think>answer"),
    ],
)
def test_reasoning_blocks_are_taken_out(text: str, kept: str) -> None:
    assert strip_reasoning(text).text == kept


@pytest.mark.parametrize(
    "text",
    [
        "plain answer, 1 < 2",
        'def f(s):\n    return s.replace("<think>", "")',
        "```python\n'''\n<think>\n'''\n```\nUse the `<think>` tag.",
        "~~~\n<think>\n~~~",
        "```\n<think> in a fence that never ends",
        "The tag <think> opens it.",
    ],
)
def test_a_tag_in_code_or_in_a_sentence_is_no_reasoning(text: str) -> None:
    assert strip_reasoning(text) == (text, "")


def test_a_fence_inside_reasoning_does_not_hide_its_end() -> None:
    assert strip_reasoning("<think>\n```python\nwrong = 1\n</think>\nright").text == "\nright"


def test_the_step_says_what_was_taken_out() -> None:
    step = strip_reasoning("<think>abc").step
    assert step == "took out 1 reasoning block, 10 characters (the last block was never closed)"
