"""What the fuzzer begins with: files, messages and answers as they really come, made from the shipped suite."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from benchwright.records.plain import decode, encode

LONGEST_BYTES = 4096
"""What the fuzzer cuts its inputs at."""
_TASKS = Path(__file__).parents[1] / "src" / "benchwright" / "catalog" / "assistant" / "tasks"
_VALUES: list[object] = [
    *(0, -1, 2**70, 1.5, float("inf"), True, None, "", "grüße\n\0", b"\x00\xff", 1 + 2j, [], [1, [2, []]], (1,)),
    *({1, "a"}, frozenset({(1, 2)}), {"a": {"b": [1]}}, {1: "x", (2, 3): {4}}, {"$tuple": [1]}, [float("nan")]),
]
NOTATION = ("$tuple", "$set", "$frozenset", "$dict", "$bytes", "$float", "$complex")
_MESSAGES: tuple[dict[str, object], ...] = (
    *({"ready": True}, {"loaded": True}, {"idle": True}, {"exit": True}, {"passed": True}, {"broken": "no check"}),
    {"load_error": "SyntaxError: invalid syntax (line 1)"},
    {"not_plain": "a value of the class X", "forged_eq": True},
    {"raised": "ValueError", "bases": ["Exception"], "text": "ValueError: no (line 2)", "message": "no", "errno": 2},
    {"failed": "AssertionError", "text": "AssertionError (line 3)", "line": 3},
    {"call": [encode([1, (2,)]), encode({"key": {3}})]},
    *({"value": encode(value)} for value in _VALUES),
)


def keys(*names: str) -> tuple[bytes, ...]:
    """Return names as keys of JSON, for the fuzzer to put in."""
    return tuple(f'"{name}": '.encode() for name in names)


def values() -> tuple[bytes, ...]:
    """Return a value of every kind in the notation."""
    return tuple(json.dumps(encode(value)).encode() for value in _VALUES)


def frames(nonce: bytes) -> tuple[bytes, ...]:
    """Return a message of every kind, whole and in pieces, and streams of several."""
    texts = [json.dumps(message).encode() for message in _MESSAGES]
    single = [bytes((size, 0)) + text for text in texts for size in (0, 255)]
    whole = [len(text).to_bytes(4, "big") + nonce + text for text in texts]
    streams = [b"\x07\x01" + b"".join(whole[start : start + 3]) for start in range(0, len(whole), 3)]
    wrong = [
        b"\xff\x01" + whole[0][:4] + bytes(len(nonce)) + texts[0],
        b"\xff\x01\xff\xff\xff\xff" + nonce,
        b"\x00\x01",
    ]
    return (*single, *streams, *wrong)


def answers() -> tuple[bytes, ...]:
    """Return answers around the references of tasks, in the forms that models give them."""
    found: list[str] = []
    for task in _tasks():
        code, name = str(task["reference"]), str(task["entry_point"])
        draft = f"def {name}(*args):\n    pass\n"
        found += [
            f"Here is the function:\n\n```python\n{code}```\n\nIt runs in linear time.",
            f"<think>\nFirst a draft:\n```python\n{draft}```\nNo.\n</think>\n\n```py\n{code}```",
            f"1. Write it:\n\n   ```python\n{_indented(code, '   ')}   ```\n2. Call `{name}(…)`.\n",
            f"~~~~markdown\n```python\n{code}```\n~~~~\n",
            f"```bash\npip install nothing\n```\n\n```python\n{code}\nprint({name}())\n",
            f"> ```\n{_indented(code, '> ')}> ```\n".replace("\n", "\r\n"),
            code,
        ]
    return _short(text.encode() for text in found)


def suite_files() -> tuple[bytes, ...]:
    """Return tasks of the suite as files of each kind, after the byte that says which."""
    found: list[bytes] = []
    for task in _tasks():
        line = json.dumps(task, ensure_ascii=False).encode()
        found += [
            b"\0" + yaml.safe_dump([task], allow_unicode=True, sort_keys=False).encode(),
            b'\1{"name": "s", "tasks": [' + line + b"]}",
            b"\2" + line + b"\n",
        ]
    return _short(found)


def published() -> tuple[bytes, ...]:
    """Return tasks of the suite as rows of each published format, after the byte that says which."""
    found: list[bytes] = []
    for number, task in enumerate(_tasks()):
        rows = (_humaneval(number, task), _humaneval_plus(number, task), _mbpp(number, task))
        for kind, row in zip((0, 0, 1), rows, strict=True):
            line = json.dumps(row).encode()
            # The numbers after the kind of row are those of the target's suffixes.
            found += [bytes((kind,)) + line + b"\n", bytes((kind + 2,)) + b"[" + line + b"]"]
            found += [bytes((kind + 4,)) + gzip.compress(line, mtime=0), bytes((kind + 6,)) + line]
    return _short(found)


def _tasks() -> Iterator[dict[str, Any]]:
    for file in sorted(_TASKS.glob("*.yaml")):
        task = cast("dict[str, Any]", yaml.safe_load(file.read_text()))
        slim = {key: value for key, value in task.items() if key not in {"mutants", "hints"}}
        slim["cases"] = sorted(task["cases"], key=lambda case: len(str(case)))[:4]
        yield slim


def _humaneval(number: int, task: dict[str, Any]) -> dict[str, object]:
    checks = "".join(f"    assert candidate(*{inputs!r}) == {wanted!r}\n" for inputs, wanted in _pairs(task))
    return {
        "task_id": f"HumanEval/{number}",
        "prompt": f'{task["signature"]}\n    """{str(task["prompt"]).splitlines()[0]}"""\n',
        "entry_point": task["entry_point"],
        "canonical_solution": "    return None\n",
        "test": f"\n\nMETADATA = {{'author': 'x'}}\n\n\ndef check(candidate):\n{checks or '    pass'}\n",
    }


def _humaneval_plus(number: int, task: dict[str, Any]) -> dict[str, object]:
    inputs = [list(given) for given, _ in _pairs(task)]
    return {
        **_humaneval(number, task),
        "contract": "\n    assert True\n",
        "base_input": encode(inputs[:1]),
        "plus_input": encode(inputs[1:]),
        "atol": 1e-6,
    }


def _mbpp(number: int, task: dict[str, Any]) -> dict[str, object]:
    checks = [f"assert {task['entry_point']}(*{given!r}) == {wanted!r}" for given, wanted in _pairs(task)]
    return {
        "task_id": number + 1,
        "text": str(task["prompt"]).splitlines()[0],
        "code": str(task["reference"]).replace("\n", "\r\n"),
        "test_list": checks,
        "test_setup_code": "import math",
        "challenge_test_list": [],
    }


def _pairs(task: dict[str, Any]) -> list[tuple[tuple[object, ...], object]]:
    given = [case for case in task["cases"] if "expected" in case and isinstance(case["input"], list)]
    return [(tuple(cast("list[object]", decode(case["input"]))), decode(case["expected"])) for case in given]


def _indented(text: str, by: str) -> str:
    return "".join(by + line for line in text.splitlines(keepends=True))


def _short(found: "Iterator[bytes] | list[bytes]") -> tuple[bytes, ...]:
    return tuple(each for each in found if len(each) <= LONGEST_BYTES)
