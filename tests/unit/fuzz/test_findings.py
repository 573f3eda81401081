"""Inputs that once broke a reader, as the fuzz targets take them; a new finding gets a line here."""

import gzip
import importlib
import json
from pathlib import Path

import pytest

from benchwright.errors import BadInput
from benchwright.records.plain import MAX_COLLISIONS, NotPlain, decode
from benchwright.suites.mbpp import Mbpp
from benchwright.suites.reading import read_suite
from fuzz.__main__ import TARGETS

HUGE = b"1" + b"0" * 400
NOT_PLAIN = json.dumps(
    {
        "task_id": "HumanEval/1",
        "prompt": "def f(x):\n",
        "entry_point": "f",
        "canonical_solution": "    return x\n",
        "plus_input": [[{"$set": [[1]]}]],
    }
)


def mbpp(test: str) -> bytes:
    row = {"task_id": 2, "text": "p", "code": "def f(x):\n    return x", "test_list": ["assert f(1) == 1", test]}
    return b"\1" + json.dumps(row).encode()


def case(expected: bytes) -> bytes:
    return b'\x02{"id":"a","prompt":"p","entry_point":"f","cases":[{"input":[1],"expected":' + expected + b"}]}"


FINDINGS = {
    "a complex number too large for a float": ("plain", b'{"$complex": [' + HUGE + b", 0]}"),
    "text in the place of a set's members": ("plain", b'{"$set": "$set"}'),
    "the same from a guest": ("frames", b'\xff\x00{"value": {"$complex": [' + HUGE + b", 0]}}"),
    "the same in a suite": ("suite_files", case(b'{"$complex": [' + HUGE + b", 0]}")),
    "published inputs that are not plain": ("importers", b"\0" + NOT_PLAIN.encode()),
    "a published test that is too long to be written": ("importers", mbpp("assert f(1)" + "+1" * 1000)),
    "a published test that is too deep for the parser's tree": ("importers", mbpp("assert f(1)" + "+1" * 5000)),
    "a published test that is too deep for the parser": ("importers", mbpp("assert " + "-" * 100_000 + "1")),
    "a published test with half of a surrogate pair": ("importers", mbpp("assert f('\ud800')")),
    "a broken archive": ("importers", b"\4" + gzip.compress(b"")[:10] + b"\xff" * 20),
    "a value too deep to be shown": (
        "suite_files",
        b"\0- {id: a, prompt: p, entry_point: f, cases: [{input: [1], expected: " + b"[" * 1000 + b"]" * 1000 + b"}]}",
    ),
    "a number that is infinite as a float": ("suite_files", case(b"1e999")),
    "a key with half of a surrogate pair": ("suite_files", case(b'{"\\ud800": 1}')),
    "the same in YAML": ("suite_files", b'\0- {id: a, prompt: p, expected: x, metadata: {"\\uD800": 1}}'),
    "text that is tagged as a float": ("suite_files", b"\0- !!float x"),
    "text that is tagged as a bool": ("suite_files", b"\0- !!bool x"),
    "text that is tagged as a mapping": ("suite_files", b"\0- !!map x"),
}


@pytest.mark.parametrize("finding", FINDINGS)
def test_what_once_broke_a_reader_breaks_it_no_more(finding: str) -> None:
    target, content = FINDINGS[finding]
    importlib.import_module(f"fuzz.{target}").one_input(content)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_every_target_hold(name: str) -> None:
    target = importlib.import_module(f"fuzz.{name}")
    for seed in target.SEEDS:
        target.one_input(seed)


@pytest.mark.parametrize(
    "text",
    [
        '{"$tuple": "ab"}',
        '{"$set": "ab"}',
        '{"$set": {"a": 1}}',
        '{"$dict": ["ab"]}',
        '{"$complex": ["1", "2"]}',
        '{"$complex": ["1"]}',
        '{"$tuple": 1}',
    ],
)
def test_only_lists_stand_for_what_has_members(text: str) -> None:
    with pytest.raises(NotPlain):
        decode(json.loads(text))


@pytest.mark.parametrize("notation", ["$set", "$frozenset", "$dict"])
def test_numbers_chosen_for_one_hash_are_refused_before_they_cost_hours(notation: str) -> None:
    chosen = [1 + (2**61 - 1) * factor for factor in range(300_000)]
    content: object = [[key, 0] for key in chosen] if notation == "$dict" else chosen
    with pytest.raises(NotPlain):
        decode({notation: content})
    few = decode({"$set": chosen[:MAX_COLLISIONS]})
    assert few == set(chosen[:MAX_COLLISIONS])


def test_large_sets_of_honest_values_are_kept() -> None:
    numbers = list(range(-5_000, 5_000))
    assert decode({"$set": numbers}) == set(numbers)
    assert decode({"$dict": [[number, number] for number in numbers]}) == {number: number for number in numbers}


def test_the_messages_of_mended_findings_name_the_field(tmp_path: Path) -> None:
    file = tmp_path / "mbpp.jsonl"
    file.write_bytes(mbpp("assert f(1)" + "+1" * 1000)[1:])
    with pytest.raises(BadInput, match="test_list: a test is nested too deep"):
        Mbpp().read(file, name="mbpp")
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(case(b'{"\\ud800": 1}')[1:])
    with pytest.raises(BadInput, match=r"the key '\\ud800' holds half of a surrogate pair"):
        read_suite(suite)
