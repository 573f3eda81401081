"""Suite files: a suite, or BadInput that says what is wrong; never any other exception."""

import tempfile
from pathlib import Path

from benchwright.errors import BadInput
from benchwright.records.task import Suite
from benchwright.suites.reading import read_suite
from benchwright.suites.writing import write_suite
from fuzz import seeds

_SUFFIXES = (".yaml", ".json", ".jsonl")
SEEDS = (
    *seeds.suite_files(),
    b"\x00- {id: a, prompt: p, expected: !!str &x y, tags: [*x]}\n- {id: b, prompt: !!float 1, expected: !!bool true}\n",
    b'\x00- {id: "\\uD83D\\uDE00", prompt: p, entry_point: f, cases: [{input: {x: 1}, expected: [[[[[[]]]]]]}]}\n',
    b'\x02{"id":"a","prompt":"p","entry_point":"f","cases":[{"input":[1],"expected":{"$dict":[[1e300,{"\\ud83d":1}]]}}]}',
    b"\x00name: s\ntasks:\n- id: a\n  prompt: p\n  entry_point: f\n  cases:\n  - {input: [1], expected: 0x10}\n",
    b"\x00- &a {id: a, prompt: p, expected: .nan}\n- <<: *a\n  id: b\n",
    b'\x01{"tasks": [{"id": "a", "prompt": "p", "entry_point": "f", "cases": [{"input": {"x": 1}, "raises": "ValueError"}]}]}',
    b'\x02{"kind": "prompt", "id": "q", "prompt": "p", "expected": "42"}\n\n{"id": "r", "prompt": "p", "expected": "1"}\n',
)

WORDS = (
    *(
        b"id: ",
        b"kind: ",
        b"prompt: ",
        b"function",
        b"entry_point: ",
        b"signature: ",
        b"starter: ",
        b"cases:\n",
        b"input: ",
    ),
    *(
        b"expected: ",
        b"raises: ",
        b"weight: ",
        b"timeout_s: ",
        b"check: ",
        b"source: ",
        b"setup: ",
        b"reference: ",
        b"name: ",
    ),
    *(
        b"tags: ",
        b"difficulty: ",
        b"metadata: ",
        b"version: ",
        b"tasks:\n",
        b"tolerance: ",
        b"<<: ",
        b"&a ",
        b"*a",
        b"|\n  ",
    ),
    *(
        b"!!float ",
        b"!!bool ",
        b"!!binary ",
        b"!!set ",
        b"!!timestamp ",
        b".nan",
        b".inf",
        b"0x10",
        b"1_000",
        b"1e999",
        b"---\n",
    ),
    *seeds.keys(*seeds.NOTATION),
)


def one_input(content: bytes) -> None:
    """Read bytes as the kind of file that the first byte says, and write the suite that comes of it."""
    with tempfile.TemporaryDirectory(prefix="benchwright-fuzz-") as folder:
        file = Path(folder, "suite" + _SUFFIXES[content[0] % len(_SUFFIXES) if content else 0])
        file.write_bytes(content[1:])
        try:
            suite = read_suite(file)
        except BadInput as error:
            assert str(error)
            return
        _write_and_read(suite, Path(folder, "written"))


def _write_and_read(suite: Suite, folder: Path) -> None:
    write_suite(suite, folder)
    again = read_suite(folder)
    assert again.tasks == suite.tasks or "nan" in repr(suite.tasks)
    assert again.name == suite.name
