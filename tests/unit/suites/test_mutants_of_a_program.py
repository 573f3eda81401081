import ast

import pytest

from benchwright.errors import TaskError
from benchwright.suites.mutants import mutants, mutate

SOURCE = '''\
"""Text of the module."""
import math

LIMIT = 10


def helper(value: int = 3) -> int:
    """Docstring."""
    return value * 2


def unused():
    return 5


def main(xs, n):
    total = 0
    for i in range(n):
        if not xs[i:n] or i >= 2:
            continue
        total += helper(xs[i])
    if total < 0:
        raise ValueError("negative %d" % total)
    return min(total, n)
'''


def labels(source: str) -> set[str]:
    return {mutant.id.partition(":")[2] for mutant in mutants(source)}


def in_function(statement: str) -> str:
    return f"def f(a, b):\n    {statement}\n"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("return a < b", {"compare:lt-lte", "compare:lt-gt", "return:value-none"}),
        ("a = b in a", {"compare:in-notin"}),
        ("a = a + b", {"arithmetic:add-sub"}),
        ("a -= b", {"arithmetic:sub-add", "statement:removed"}),
        ("a = a and b", {"logic:and-or"}),
        ("a = not b", {"not:dropped"}),
        ("a = 7", {"constant:7-plus-1", "constant:7-minus-1"}),
        ("a = True", {"constant:true-false"}),
        ("a = 'text'", {"constant:text-emptied"}),
        ("a = ''", {"constant:text-filled"}),
        ("a = range(b)", {"range:stop-plus-1", "range:stop-minus-1"}),
        ("a = b[a:]", {"slice:lower-plus-1", "slice:lower-minus-1"}),
        ("a = max(a, b)", {"call:max-min"}),
        ("a = a if b else 0.5", {"branch:always", "branch:never", "constant:0.5-plus-1", "constant:0.5-minus-1"}),
        ("a = [c for c in a if c]", {"filter:dropped"}),
        ("a.sort()", {"statement:removed"}),
        ("yield a", {"yield:value-none"}),
        ("if a: return", {"branch:always", "branch:never"}),
        ("while a: break", {"branch:never", "statement:removed"}),
    ],
)
def test_each_operator_makes_its_wrong_programs(statement: str, expected: set[str]):
    assert labels(in_function(statement)) == expected


@pytest.mark.parametrize(
    "statement", ["import math", "'''Docstring.'''", "pass", "a = None", "return", "global c", "raise", "a = f'{b}'"]
)
def test_what_does_nothing_is_left_alone(statement: str):
    assert labels(in_function(statement)) <= {"statement:removed"}


def test_annotations_defaults_docstrings_imports_and_messages_are_left_alone():
    lines = {int(mutant.id[1:].partition(":")[0]) for mutant in mutants(SOURCE)}
    assert lines <= set(range(9, 100))
    assert all("'negative %d' % total" in m.source for m in mutants(SOURCE) if "statement:removed" not in m.id)


def test_only_functions_change():
    assert mutants("a = 1 + 2\nif a > 3:\n    a = 4\n") == ()


def test_methods_change_too():
    assert [m.id for m in mutants("class A:\n    n = 1\n    def go(self):\n        return self.n\n")] == [
        "L4:return:value-none"
    ]


def test_with_an_entry_point_only_what_it_reaches_changes():
    sources = [mutant.source for mutant in mutants(SOURCE, entry_point="main")]
    assert all("return 5" in source for source in sources)
    assert any("return value + 2" in source for source in sources)


def test_every_mutant_is_a_program_that_differs_from_the_source_and_the_others():
    found = mutants(SOURCE)
    sources = {mutant.source for mutant in found}
    assert len(sources) == len(found) == len({mutant.id for mutant in found})
    assert ast.unparse(ast.parse(SOURCE)) not in sources
    for source in sources:
        compile(source, "mutant", "exec")


def test_like_changes_on_one_line_have_numbered_ids():
    assert [m.id for m in mutants(in_function("a = b + b + b"))] == ["L2:arithmetic:add-sub", "L2:arithmetic:add-sub#2"]


def test_a_change_further_down_keeps_the_ids_above_it():
    before = [mutant.id for mutant in mutants(SOURCE)]
    after = [mutant.id for mutant in mutants(SOURCE + "\n\ndef more():\n    return 1\n")]
    assert after[: len(before)] == before


def test_a_limit_draws_the_same_mutants_in_order_every_time():
    ids = [mutant.id for mutant in mutants(SOURCE)]
    drawn = [mutant.id for mutant in mutants(SOURCE, limit=6)]
    assert len(drawn) == 6
    assert drawn == sorted(drawn, key=ids.index) == [mutant.id for mutant in mutants(SOURCE, limit=6)]


def test_a_seed_gives_one_wrong_program_every_time():
    assert mutate(SOURCE, 3) == mutate(SOURCE, 3)
    assert len({mutate(SOURCE, seed) for seed in range(20)}) > 5
    assert ast.dump(ast.parse(mutate(SOURCE, 3))) != ast.dump(ast.parse(SOURCE))


def test_a_seeded_change_falls_on_the_last_function_or_what_it_calls():
    assert all("return 5" in mutate(SOURCE, seed) for seed in range(20))


def test_a_program_with_nothing_to_change_is_refused():
    with pytest.raises(TaskError, match="no function with anything to change"):
        mutate("def f():\n    pass\n", 0)


def test_a_program_that_is_no_python_is_refused():
    with pytest.raises(TaskError, match="is no Python"):
        mutants("def f(:")
