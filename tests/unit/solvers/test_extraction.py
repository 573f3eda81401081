"""The program is taken out of any answer, and no text makes that raise."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchwright.records.task import Case, FunctionTask
from benchwright.solvers.extraction import MAX_CHARACTERS, Extractor

GOOD = "def f(x):\n    return x\n"
TASK = FunctionTask(id="t", prompt="p", entry_point="f", cases=(Case(input=(1,), expected=1),))
STARTED = TASK.model_copy(update={"starter": 'def f(x):\n    """Return it."""\n'})
EXTRACTOR = Extractor()
PIECES = st.sampled_from(
    [
        "```",
        "~~~",
        "````",
        "python\n",
        "\n",
        "\r\n",
        "    ",
        "> ",
        "- ",
        "<think>",
        "</think>",
        "<reasoning",
        "def f(x):\n",
        *["\x00", "\ud800", "(", "'''", "\\", "\t", "\x0c", "\u2028", "return x", "f = 1\n", "@", "async ", "{", "\\d"],
    ]
)


def code_of(text: str, task: FunctionTask = TASK) -> str | None:
    return EXTRACTOR.extract(text, task).code


@pytest.mark.parametrize(
    "text",
    [
        f"Sure:\n```python\n{GOOD}```\nDone.",
        f"Sure:\n```python\n{GOOD}",
        f"~~~py\n{GOOD}~~~",
        f"```python3\n{GOOD}```",
        f"```\n{GOOD}```",
        GOOD,
        f"```python\n{GOOD}```".replace("\n", "\r\n"),
        f"<think>\n```python\ndef f(x):\n    return 'a long wrong draft'\n```\n</think>\n```python\n{GOOD}```",
        f"```bash\npip install a-package-with-a-very-long-name-indeed\n```\n```python\n{GOOD}```",
        f"```python\nprint(f(1), f(2), f(3), f(4), f(5), f(6))\n```\n```python\n{GOOD}```",
        f"```python\nprint(f(1), f(2), f(3), f(4), f(5), f(6))\n```\n```\n{GOOD}```",
        f"```python\ndef f(x):\n    return what a broken and long line\n```\n```python\n{GOOD}```",
        f"````markdown\n```python\n{GOOD}```\n````",
        f"```python\ndef f(x):\n    return 1\n```\nBetter:\n```python\n{GOOD}```",
    ],
)
def test_the_program_is_found(text: str) -> None:
    assert code_of(text) == GOOD


def test_a_mark_inside_a_string_does_not_cut_the_program() -> None:
    code = "def f(x):\n    '''Doc:\n```\nf(1)\n```\n    '''\n    return x\n"
    found = EXTRACTOR.extract(f"```python\n{code}```\nDone.", TASK)
    assert found.code == code
    assert found.steps[-1] == "read on past a fence mark that stands inside a string"


@pytest.mark.parametrize("text", ["    return x\n", "```python\n    return x\n```", "return x", "```\nreturn x\n```"])
def test_a_body_is_completed_by_the_starter(text: str) -> None:
    assert code_of(text, STARTED) == 'def f(x):\n    """Return it."""\n    return x\n'


@pytest.mark.parametrize(
    "text", ["", "  \n", "I cannot help with that.", "```python\n```", "# Heading only", "<think>"]
)
def test_a_text_without_a_program_gives_none_and_says_so(text: str) -> None:
    found = EXTRACTOR.extract(text, STARTED)
    assert found.code is None
    assert found.steps


def test_every_step_is_told() -> None:
    found = EXTRACTOR.extract("<think>a</think>\n```python\nprint(1)\n```\n```py\ndef f(x):\n    return x\n```", TASK)
    assert found.steps == (
        "took out 1 reasoning block, 16 characters",
        "took the py code fence that defines f, number 2 of 2",
    )


def test_a_truncated_program_is_kept_as_it_is() -> None:
    found = EXTRACTOR.extract("```python\ndef f(x):\n    return (x +", TASK)
    assert found.code is not None
    assert found.code.startswith("def f(x):")
    assert "does not parse" in found.steps[0]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        "-" * 50_000 + "1",
        "1" + "+1" * 50_000,
        "x = " + "[" * 5_000 + "]" * 5_000,
        "if x: pass\n" + "elif x: pass\n" * 5_000,
        "> " * 50_000 + "```",
        "- " * 20_000 + "```python\nx\n```",
        "```\n" * 20_000,
        "<think>\n" * 20_000,
        "</think>\n" * 20_000,
        "<think>a</think>\n" * 5_000,
        "[a]: b\n" * 20_000,
        "".join("`" * (3 + n) + "\n" for n in range(300)),
        " " * 200_000 + "<think",
        "*a_" * 30_000,
    ],
    ids=range(15),
)
def test_a_hostile_text_neither_raises_nor_takes_long(text: str) -> None:
    begun = time.process_time()
    EXTRACTOR.extract(text, STARTED)
    EXTRACTOR.extract(f"```python\n{text}\n```", STARTED)
    assert time.process_time() - begun < 5


def test_an_overlong_text_is_cut_and_told() -> None:
    found = EXTRACTOR.extract("```python\nf = 1\n```\n" + ("words " * 20 + "\n") * (MAX_CHARACTERS // 100), TASK)
    assert found.code == "f = 1\n"
    assert found.steps[0].startswith("cut the text from")


@settings(max_examples=150)
@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join), st.booleans())
@example("```python\n```\n```", True)  # noqa: FBT003
@example("\\\n", True)  # noqa: FBT003
def test_no_text_raises_and_a_step_is_always_told(text: str, started: bool) -> None:  # noqa: FBT001
    found = EXTRACTOR.extract(text, STARTED if started else TASK)
    assert found.steps
    assert found.code is None or found.code.strip()
