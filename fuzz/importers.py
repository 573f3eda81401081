"""Published files: a suite, or BadInput that says what is wrong; never any other exception."""

import gzip
import tempfile
from pathlib import Path

from benchwright.errors import BadInput
from benchwright.suites.humaneval import HumanEval
from benchwright.suites.mbpp import Mbpp
from fuzz import seeds

_READERS = (HumanEval(), Mbpp())
_SUFFIXES = (".jsonl", ".json", ".jsonl.gz", ".packed.jsonl.gz")
SEEDS = (
    *seeds.published(),
    b'\x00{"task_id": "HumanEval/0", "prompt": "def f(x):\\n", "entry_point": "f", "canonical_solution": "    return x\\n",'
    b' "test": "def check(candidate):\\n    assert candidate(1) == 1\\n"}\n',
    b'\x00{"task_id": "HumanEval/1", "prompt": "import numpy as np\\ndef f(x):\\n", "entry_point": "f", "canonical_solution":'
    b' "    return x\\n", "contract": "x", "base_input": [[1]], "plus_input": [[{"$tuple": [2]}]], "atol": 0.1}\n',
    b'\x01{"task_id": 2, "text": "Write f.", "code": "def f(x):\\n    return x", "test_list": ["assert f(1) == 1"],'
    b' "test_setup_code": "import math", "challenge_test_list": []}\n',
    b'\x03[{"task_id": 3, "prompt": "Write f.", "code": "class P: pass\\ndef f(x):\\n    return x", "test_imports": [],'
    b' "test_list": ["assert f(P()) is not None"]}]',
    b'\x01{"task_id": "Mbpp/4", "prompt": "Write f.", "canonical_solution": "def f(x): return x", "entry_point": "f",'
    b' "assertion": "assert f(1) == 1", "test": "assert f(1) == 1", "plus_input": [[1]], "contract": "", "atol": 0}\n',
)

WORDS = (
    *seeds.keys(
        "task_id", "prompt", "entry_point", "canonical_solution", "test", "contract", "base_input", "plus_input"
    ),
    *seeds.keys(
        "atol", "text", "code", "test_list", "test_setup_code", "challenge_test_list", "test_imports", "assertion"
    ),
    *(
        b"HumanEval/",
        b"Mbpp/",
        b"def check(candidate):\n",
        b"    assert candidate(",
        b"assert ",
        b" == ",
        b"\x1f\x8b\x08",
    ),
)


def one_input(content: bytes) -> None:
    """Import bytes: the first one says by which importer, and as what kind of file."""
    kind = content[0] if content else 0
    reader, suffix = _READERS[kind % 2], _SUFFIXES[kind // 2 % len(_SUFFIXES)]
    body = gzip.compress(content[1:], 1) if suffix.startswith(".packed") else content[1:]
    with tempfile.TemporaryDirectory(prefix="benchwright-fuzz-") as folder:
        file = Path(folder, "published" + suffix)
        file.write_bytes(body)
        try:
            suite = reader.read(file, name="fuzzed")
        except BadInput as error:
            assert str(error)
            return
        assert suite.tasks
