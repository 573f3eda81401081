import random
from pathlib import Path

import pytest

from benchwright.actions.analyse import analyse_run, analyse_suite
from benchwright.actions.browse_suites import browse_tasks
from benchwright.actions.compare_candidates import compare_candidates
from benchwright.actions.rank_candidates import rank_candidates
from benchwright.errors import UserMistake
from benchwright.records.comparison import Contender
from benchwright.records.suite_row import TaskQuery
from benchwright.store import analytics
from benchwright.store.remembered import MOST
from benchwright.store.store import Store
from tests.unit.store import made, neighbour
from tests.unit.store.test_summaries import CANDIDATES, Events


class Counting:
    """Work that counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> int:
        self.done += 1
        return self.done


def answers(store: Store) -> list[object]:
    """Ask all that is remembered."""
    found: list[object] = [rank_candidates(store, None), rank_candidates(store, None, difficulty="hard")]
    for suite in store.suites():
        found += [analyse_suite(store, suite), browse_tasks(store, suite, TaskQuery())]
        contenders = [Contender(candidate=one.digest, suite=suite) for one in CANDIDATES]
        try:
            found.append(compare_candidates(store, contenders))
        except UserMistake as error:  # not all of them have results yet
            found.append(str(error))
    return found + [analyse_run(store, run.id) for run in store.runs()]


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_remembered_is_what_is_worked_out_anew_whatever_happened(
    store: Store, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = random.Random(seed)
    events = Events(store, dice)
    await events.start()
    worked_out = vars(analytics)["_cell"].__wrapped__
    for _ in range(20):
        await dice.choice([*events.all(), events.purge])()
        remembered = answers(store)
        with monkeypatch.context() as patched:
            patched.setattr(analytics, "_cell", worked_out)
            fresh = Store.open(database_url, artifacts=tmp_path / "runs")
            assert remembered == answers(fresh)
            fresh.close()
        assert remembered == answers(store)


def test_an_unchanged_store_is_asked_once(store: Store) -> None:
    store.create_run(made.run("alpha"))
    work = Counting()
    assert [store.remember("question", work) for _ in range(3)] == [1, 1, 1]
    assert store.remember("another question", work) == 2


async def test_every_change_lets_the_answer_be_worked_out_anew(store: Store, database_url: str) -> None:
    work = Counting()
    store.remember("question", work)
    store.create_run(made.run("alpha"))
    assert store.remember("question", work) == 2
    await store.add(made.attempt("alpha"))
    await store.flush()
    assert store.remember("question", work) == 3
    neighbour.do(database_url, "UPDATE runs SET suite = 'another'")
    assert store.remember("question", work) == 4
    assert store.remember("question", work) == 4


def test_an_answer_that_a_change_overtook_is_not_given_again(store: Store) -> None:
    work = Counting()

    def slowly() -> int:
        made_of = work()
        store.create_run(made.run(f"run-{made_of}"))
        store.remember("what somebody else asks meanwhile", Counting())
        return made_of

    assert [store.remember("question", slowly) for _ in range(3)] == [1, 2, 3]


def test_a_question_that_fails_is_put_again(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            store.remember("question", lambda: 1 // 0)
    assert store.remember("question", lambda: 7) == 7


def test_only_so_many_answers_are_kept(store: Store) -> None:
    work = Counting()
    for number in range(MOST + 1):
        store.remember(number, work)
    assert store.remember(MOST, work) == MOST + 1
    assert store.remember(0, work) == MOST + 2
