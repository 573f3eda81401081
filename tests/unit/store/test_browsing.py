from datetime import UTC, datetime, timedelta

import pytest

from benchwright.errors import BadInput, EditConflict, UnknownName
from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.attempt_row import AttemptQuery, AttemptSort
from benchwright.records.comparison import Contender
from benchwright.records.run import RunStatus
from benchwright.records.run_row import RunEdit, RunQuery
from benchwright.records.suite_row import TaskQuery
from benchwright.store.store import Store
from tests.unit.store import made

ONE, TWO = made.candidate("one"), made.candidate("two")


async def _keep(store: Store, *attempts: Attempt) -> None:
    for attempt in attempts:
        await store.add(attempt)
    await store.flush()


def _ids(store: Store, query: RunQuery) -> list[str]:
    found: list[str] = []
    while True:
        page = store.run_rows(query)
        found += [row.id for row in page.rows]
        if page.next_cursor is None:
            return found
        query = query.model_copy(update={"cursor": page.next_cursor})


def test_runs_are_paged_in_every_order(store: Store) -> None:
    for number, suite in enumerate(["b", "a", "b", "a", "c"]):
        store.create_run(made.run(f"r{number}", minute=number).model_copy(update={"suite": suite}))
    assert _ids(store, RunQuery(limit=2)) == ["r4", "r3", "r2", "r1", "r0"]
    assert _ids(store, RunQuery(limit=2, sort="suite")) == ["r1", "r3", "r0", "r2", "r4"]
    assert _ids(store, RunQuery(limit=2, sort="-suite")) == ["r4", "r2", "r0", "r3", "r1"]
    assert _ids(store, RunQuery(limit=2, suite="b")) == ["r2", "r0"]


async def test_runs_are_found_by_what_is_known_of_them(store: Store) -> None:
    store.create_run(made.run("alpha", ONE))
    store.create_run(made.run("beta", TWO))
    await _keep(store, made.attempt("beta", by=TWO))
    store.edit_run("alpha", RunEdit(name="The 100% run", tags=("night", "ä")))
    store.finish_run("beta", RunStatus.FINISHED)
    assert _ids(store, RunQuery(search="100% RUN")) == ["alpha"]
    assert _ids(store, RunQuery(search="%")) == ["alpha"]
    assert _ids(store, RunQuery(tag="ä")) == ["alpha"]
    assert _ids(store, RunQuery(tag="nigh")) == []
    assert _ids(store, RunQuery(candidate="openai/two")) == ["beta"]
    assert _ids(store, RunQuery(status=RunStatus.FINISHED)) == ["beta"]


async def test_a_runs_row_counts_its_attempts_and_its_money(store: Store) -> None:
    store.create_run(made.run("alpha", planned=8))
    broken = made.attempt("alpha", "b", outcome=Outcome.INFRA_ERROR, reply=made.answer(cost_usd=None))
    await _keep(store, made.attempt("alpha", "a"), broken, made.attempt("alpha", "c", outcome=Outcome.FAILED))
    await store.calls("alpha").put(made.call(cost_usd=0.5))
    row = store.run_row("alpha")
    assert (row.planned, row.finished, row.scored, row.passed, row.infra_errors) == (8, 3, 2, 1, 1)
    assert (row.strict, row.scored_only) == (1 / 8, 1 / 2)
    assert (row.cost_usd, row.cost_unknown, row.spent_usd) == (0.5, 1, 0.5)


def test_an_edit_made_from_an_older_version_is_refused(store: Store) -> None:
    store.create_run(made.run("alpha"))
    assert store.edit_run("alpha", RunEdit(name="first"), version=1).version == 2
    with pytest.raises(EditConflict, match="it has version 2, the edit was made from 1"):
        store.edit_run("alpha", RunEdit(notes="lost?"), version=1)
    row = store.edit_run("alpha", RunEdit(notes="kept"), version=2)
    assert (row.name, row.notes, row.version) == ("first", "kept", 3)


async def test_a_deleted_run_is_nowhere_until_it_is_restored(store: Store) -> None:
    store.create_run(made.run("alpha"))
    await _keep(store, made.attempt("alpha"))
    store.delete_run("alpha")
    assert (_ids(store, RunQuery()), _ids(store, RunQuery(deleted=True))) == ([], ["alpha"])
    assert (store.leaderboard(None), store.runs(), store.suites()) == ([], [], [])
    with pytest.raises(UnknownName, match="It is deleted; restore it first"):
        store.run("alpha")
    store.restore_run("alpha")
    assert [tally.outcome_counts for _, tally in store.leaderboard(None)] == [{"passed": 1}]


async def test_a_purged_run_is_gone_and_its_money_stays_spent(store: Store) -> None:
    store.create_run(made.run("alpha"))
    await _keep(store, made.attempt("alpha"))
    await store.calls("alpha").put(made.call())
    store.delete_run("alpha")
    assert store.purge_runs(deleted_before=datetime.now(UTC) - timedelta(hours=1)) == ()
    assert store.purge_runs(deleted_before=datetime.now(UTC) + timedelta(hours=1)) == ("alpha",)
    assert _ids(store, RunQuery(deleted=True)) == []
    assert not store.run_folder("alpha").exists()
    assert store.known_calls(["c1"]) == {"c1"}
    assert store.spending(datetime.now(UTC)).all.usd == 0.5


@pytest.mark.parametrize("sort", ["task", "-task", "cost_usd", "-cost_usd", "latency_s", "-output_tokens", "-overall"])
async def test_attempts_are_paged_in_every_order_and_unknown_values_come_last(store: Store, sort: AttemptSort) -> None:
    store.create_run(made.run("alpha"))
    costs = [None, 0.5, 0.25, 0.25, None, 0.75]
    replies = [made.answer(cost_usd=cost, latency_s=number / 3) for number, cost in enumerate(costs)]
    await _keep(store, *(made.attempt("alpha", f"t{number}", reply=reply) for number, reply in enumerate(replies)))
    query = AttemptQuery(sort=sort, limit=2)
    pages = [store.attempt_rows("alpha", query)]
    while (cursor := pages[-1].next_cursor) is not None:
        pages.append(store.attempt_rows("alpha", query.model_copy(update={"cursor": cursor})))
    found = [row for page in pages for row in page.rows]
    assert sorted(row.task_id for row in found) == [f"t{number}" for number in range(6)]
    if sort == "cost_usd":
        assert [row.cost_usd for row in found] == [0.25, 0.25, 0.5, 0.75, None, None]
    if sort == "-cost_usd":
        assert [row.cost_usd for row in found] == [0.75, 0.5, 0.25, 0.25, None, None]


async def test_attempts_are_filtered(store: Store) -> None:
    store.create_run(made.run("alpha", ONE, TWO))
    hard = made.attempt("alpha", "a_b", by=ONE, outcome=Outcome.FAILED).model_copy(update={"difficulty": "hard"})
    await _keep(store, hard, made.attempt("alpha", "axb", by=TWO, scores=[made.score(0.5)]))

    def ids(**wanted: object) -> list[str]:
        return [row.task_id for row in store.attempt_rows("alpha", AttemptQuery.model_validate(wanted)).rows]

    assert ids(outcomes=[Outcome.FAILED, Outcome.LIMIT]) == ["a_b"]
    assert ids(candidate="openai/two") == ["axb"]
    assert ids(difficulty="hard", language="python") == ["a_b"]
    assert ids(search="A_B") == ["a_b"]
    assert store.attempt_rows("alpha", AttemptQuery(task_id="axb")).rows[0].scores == {"correctness": 0.5}


@pytest.mark.parametrize("cursor", ["", "%%", "bm9uZQ", "WzFd", "W10"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadInput, match="is no cursor of this list"):
        store.run_rows(RunQuery(cursor=cursor))


async def test_tasks_and_suites_are_seen_as_runs_saw_them(store: Store) -> None:
    store.create_run(made.run("alpha", ONE, TWO))
    broken = made.attempt("alpha", "b", by=TWO, outcome=Outcome.INFRA_ERROR)
    await _keep(store, made.attempt("alpha", "a", by=ONE), made.attempt("alpha", "b", by=ONE), broken)
    (suite,) = store.suite_rows()
    assert (suite.suite, suite.runs, suite.tasks, suite.candidates) == ("assistant", 1, 2, 1)
    page = store.task_rows("assistant", TaskQuery(limit=1))
    assert [row.task_id for row in page.rows] == ["a"]
    (task,) = store.task_rows("assistant", TaskQuery(limit=1, cursor=page.next_cursor)).rows
    assert (task.task_id, task.candidates, task.finished, task.scored, task.passed) == ("b", 1, 2, 1, 1)
    assert (task.strict, task.scored_only) == (0.5, 1.0)


async def test_the_absent_are_named_with_the_reason(store: Store) -> None:
    idle, broken, edited, gone = (made.candidate(name) for name in ("idle", "broken", "edited", "gone"))
    store.create_run(made.run("old", edited, minute=1))
    store.create_run(made.run("new", ONE, idle, broken, minute=2))
    store.create_run(made.run("lost", gone, minute=3))
    await _keep(
        store,
        made.attempt("old", "a", by=edited, task_digest="v1"),
        made.attempt("new", "a", by=ONE, task_digest="v2"),
        made.attempt("new", "a", by=broken, task_digest="v2", outcome=Outcome.INFRA_ERROR),
        made.attempt("lost", "z", by=gone),
    )
    store.delete_run("lost")
    reasons = {absence.candidate: (absence.reason, absence.runs) for absence in store.absences("assistant")}
    assert reasons == {
        "openai/idle": ("not_started", ("new",)),
        "openai/broken": ("no_verdict", ("new",)),
        "openai/edited": ("edited", ("old",)),
        "openai/gone": ("deleted", ("lost",)),
    }


async def test_cells_sum_up_by_difficulty_and_language_and_both_denominators(store: Store) -> None:
    store.create_run(made.run("alpha", ONE, planned=4))
    hard = {"difficulty": "hard", "language": "rust"}
    broken = made.attempt("alpha", "c", by=ONE, outcome=Outcome.INFRA_ERROR).model_copy(update=hard)
    await _keep(
        store, made.attempt("alpha", "a", by=ONE), made.attempt("alpha", "b", by=ONE).model_copy(update=hard), broken
    )
    places = {(cell.difficulty, cell.language): cell for cell in store.run_cells("alpha")}
    assert set(places) == {(None, None), ("easy", None), ("hard", None), (None, "python"), (None, "rust")}
    cell = places["hard", None]
    assert (cell.tally.attempts, cell.scored, cell.tally.outcome_counts) == (2, 1, {"passed": 1, "infra_error": 1})
    assert places[None, None].latency.bands[0].calls == 3
    (both,) = store.run_cells("alpha", ("hard", "rust"))
    assert both.tally.outcome_counts == {"passed": 1, "infra_error": 1}


async def test_contenders_are_found_by_name_and_told_apart_by_digest(store: Store) -> None:
    cold, warm = made.candidate(temperature=0), made.candidate(temperature=1)
    store.create_run(made.run("alpha", cold, warm))
    await _keep(store, made.attempt("alpha", "a", by=cold), made.attempt("alpha", "a", by=warm, outcome=Outcome.FAILED))
    (count,) = store.task_counts(Contender(candidate=cold.digest, run_id="alpha"))
    assert (count.task_id, count.finished, count.scored, count.passed, count.overall) == ("a", 1, 1, 1, 1.0)
    (count,) = store.task_counts(Contender(candidate=warm.digest, suite="assistant"))
    assert count.passed == 0
    with pytest.raises(UnknownName, match="Several have the name"):
        store.task_counts(Contender(candidate="openai/gpt-5", suite="assistant"))
    with pytest.raises(UnknownName, match="unknown candidate of run alpha 'nobody'"):
        store.task_counts(Contender(candidate="nobody", run_id="alpha"))
    with pytest.raises(BadInput, match="needs a run or a suite"):
        store.task_counts(Contender(candidate="nobody"))
