"""A model's answer: whatever it says, the extractor returns a program or none, and never raises."""

from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.solvers.extraction import Extractor
from fuzz import seeds

TASK = FunctionTask(
    id="task",
    prompt="Write add.",
    entry_point="add",
    starter='def add(a, b):\n    """Add."""\n',
    check=CheckProgram(source="def check(c):\n    assert c(1, 2) == 3\n"),
)
SEEDS = (
    *seeds.answers(),
    b"Here:\n```python\ndef add(a, b):\n    return a + b\n```\nDone.",
    b"<think>hm ```py\nx\n```</think>\n~~~\n    return a + b\n~~~",
    b"    return a + b\n",
    b"1. a\n   ```\n   import os\n   def add(a, b): return 1\n   ```\n\n````md\n```\nx = '''\n```\n'''\n```\n````",
    b"def add(a, b):\r\n    return a\r\n",
)
WORDS = (
    *(
        b"```",
        b"~~~",
        b"````",
        b"```python\n",
        b"~~~py\n",
        b"\n```\n",
        b"<think>",
        b"</think>",
        b"<reasoning>",
        b"> ",
        b"- ",
    ),
    *(
        b"1. ",
        b"\r\n",
        b"    ",
        b"\t",
        b"def add(a, b):\n",
        b"    return a\n",
        b"'''",
        b'"""',
        b"\\\n",
        b"async ",
        b"@",
        b"class ",
    ),
)
_EXTRACTOR = Extractor()


def one_input(content: bytes) -> None:
    """Extract from any text, half pairs of UTF-16 included."""
    found = _EXTRACTOR.extract(content.decode("utf-8", "surrogatepass" if content[:1] == b"\xed" else "replace"), TASK)
    assert found.steps
    assert found.code is None or found.code.strip()
