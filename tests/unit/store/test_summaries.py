import random
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from benchwright.records.attempt import Attempt, Outcome
from benchwright.store.store import Store
from tests.unit.store import made, neighbour

CANDIDATES = [made.candidate("one"), made.candidate("two", temperature=0.5), made.candidate("two", temperature=1)]
TASKS = {"a": ("easy", "python"), "b": ("easy", "rust"), "c": ("hard", "python"), "d": ("", "")}


def _attempt(dice: random.Random, run_id: str) -> Attempt:
    task = dice.choice([*TASKS])
    difficulty, language = TASKS[task]
    reply = made.answer(cost_usd=dice.choice([None, 0.1, 0.25]), latency_s=dice.expovariate(1))
    attempt = made.attempt(
        run_id,
        task,
        by=dice.choice(CANDIDATES),
        sample=dice.randrange(3),
        task_digest=dice.choice(["v1", "v1", "v2"]),
        outcome=dice.choice([*Outcome, Outcome.PASSED]),
        reply=reply,
        scores=[made.score(dice.choice([None, 0.3, 1.0])), made.score(dice.random(), dimension="speed")],
    )
    return attempt.model_copy(update={"difficulty": difficulty, "language": language})


class Events:
    """Things that happen to a store, at random."""

    def __init__(self, store: Store, dice: random.Random) -> None:
        self._store, self._dice = store, dice
        self._started = 0
        self._runs: list[str] = []
        self._kept: list[Attempt] = []

    async def start(self) -> None:
        self._started += 1
        run_id = f"run-{self._started}"
        run = made.run(run_id, *CANDIDATES, planned=36, minute=self._dice.randrange(100))
        self._store.create_run(run.model_copy(update={"suite": self._dice.choice(["assistant", "other"])}))
        self._runs.append(run_id)

    async def finish(self) -> None:
        if self._runs:
            for _ in range(self._dice.randrange(1, 12)):
                self._kept.append(_attempt(self._dice, self._dice.choice(self._runs)))
                await self._store.add(self._kept[-1])
            await self._store.flush()

    async def rescore(self) -> None:
        for attempt in self._dice.sample(self._kept, k=min(3, len(self._kept))):
            if self._stored(attempt):
                outcome = self._dice.choice([Outcome.PASSED, Outcome.FAILED, Outcome.INFRA_ERROR])
                scores = [made.score(self._dice.random(), version=str(self._dice.random()))]
                self._store.replace_scores(attempt.id, scores, self._dice.random(), outcome)

    async def retire(self) -> None:
        for attempt in self._dice.sample(self._kept, k=min(2, len(self._kept))):
            self._store.retire(attempt.run_id, [attempt.key])

    async def delete(self) -> None:
        if self._runs:
            self._store.delete_run(self._dice.choice(self._runs))

    async def restore(self) -> None:
        if self._runs:
            self._store.restore_run(self._dice.choice(self._runs))

    async def ask(self) -> None:
        self._store.leaderboard(None)

    async def purge(self) -> None:
        if self._dice.random() < 0.3:
            gone = self._store.purge_runs(deleted_before=made.NOON.replace(year=2100))
            self._runs = [run_id for run_id in self._runs if run_id not in gone]

    def _stored(self, attempt: Attempt) -> bool:
        return attempt.run_id in self._runs

    def all(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        return [self.start, self.finish, self.finish, self.rescore, self.retire, self.delete, self.restore, self.ask]


@pytest.mark.parametrize("seed", range(3))
async def test_summaries_are_what_the_attempts_say_whatever_happened(store: Store, seed: int) -> None:
    dice = random.Random(seed)
    events = Events(store, dice)
    await events.start()
    for _ in range(30):
        await dice.choice([*events.all(), events.purge])()
        assert store.drift() == []


async def test_drift_is_found_and_mended(store: Store, database_url: str) -> None:
    store.create_run(made.run("alpha"))
    await store.add(made.attempt("alpha"))
    await store.flush()
    assert store.drift() == []
    neighbour.do(database_url, "UPDATE run_cells SET cost_usd = 9 WHERE difficulty = '*' AND language = '*'")
    neighbour.do(database_url, "DELETE FROM suite_cells WHERE difficulty = 'easy' AND language = '*'")
    assert store.drift() == ["alpha, openai/gpt-5, all, all", "assistant, openai/gpt-5, easy, all"]
    store.rebuild()
    assert store.drift() == []


async def test_an_older_form_counts_again_when_the_run_of_the_newer_one_is_deleted(store: Store) -> None:
    one, two = CANDIDATES[:2]
    store.create_run(made.run("old", one, minute=1))
    store.create_run(made.run("new", two, minute=2))
    await store.add(made.attempt("old", "a", by=one, task_digest="v1"))
    await store.add(made.attempt("new", "a", by=two, task_digest="v2"))
    await store.flush()
    names = [tally.candidate for _, tally in store.leaderboard(None)]
    store.delete_run("new")
    assert (names, [tally.candidate for _, tally in store.leaderboard(None)]) == (["openai/two"], ["openai/one"])
    assert store.drift() == []
    store.restore_run("new")
    assert [tally.candidate for _, tally in store.leaderboard(None)] == ["openai/two"]
