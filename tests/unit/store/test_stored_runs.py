import pytest

from benchwright.errors import UnknownName
from benchwright.records.run import RunStatus
from benchwright.store.store import Store
from tests.unit.store import made


def test_a_run_comes_back_as_it_was_stored(store: Store) -> None:
    run = made.run("run-a")
    store.create_run(run)
    assert store.run("run-a") == run


def test_a_run_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    store.create_run(made.run("alpha"))
    store.create_run(made.run("beta"))
    assert store.run("al").id == "alpha"


def test_a_full_id_wins_over_longer_ids_that_begin_with_it(store: Store) -> None:
    store.create_run(made.run("run"))
    store.create_run(made.run("run-2"))
    assert store.run("run").id == "run"


def test_latest_is_the_newest_run_and_lists_begin_with_it(store: Store) -> None:
    store.create_run(made.run("new", minute=5))
    store.create_run(made.run("old", minute=1))
    assert store.run("latest").id == "new"
    assert [run.id for run in store.runs()] == ["new", "old"]
    assert [run.id for run in store.runs(limit=1)] == ["new"]


def test_an_unknown_run_is_answered_with_the_recent_ids(store: Store) -> None:
    store.create_run(made.run("alpha"))
    with pytest.raises(UnknownName, match=r"unknown run 'gamma'\. Known: alpha"):
        store.run("gamma")


def test_a_prefix_of_several_runs_is_answered_with_those(store: Store) -> None:
    for name in ("run-1", "run-2", "other"):
        store.create_run(made.run(name))
    with pytest.raises(UnknownName, match=r"Known: run-1, run-2\. It fits several"):
        store.run("run-")


@pytest.mark.parametrize("name", ["%", "_", "", "latest"])
def test_nothing_that_looks_like_a_pattern_finds_a_run(store: Store, name: str) -> None:
    if name != "latest":
        store.create_run(made.run("alpha"))
    with pytest.raises(UnknownName):
        store.run(name)


def test_finishing_a_run_keeps_status_note_and_time(store: Store) -> None:
    store.create_run(made.run("alpha"))
    store.finish_run("alpha", RunStatus.BUDGET_EXHAUSTED, note="stopped at 1 USD")
    run = store.run("alpha")
    assert (run.status, run.note) == (RunStatus.BUDGET_EXHAUSTED, "stopped at 1 USD")
    assert run.finished_at is not None


def test_a_run_that_goes_on_has_no_end(store: Store) -> None:
    store.create_run(made.run("alpha"))
    store.finish_run("alpha", RunStatus.INTERRUPTED)
    store.finish_run("alpha", RunStatus.RUNNING)
    assert store.run("alpha").finished_at is None


def test_a_changed_run_replaces_the_old_one(store: Store) -> None:
    run = made.run("alpha")
    store.create_run(run)
    store.update_run(run.model_copy(update={"planned": 9}))
    assert store.run("alpha").planned == 9


def test_a_run_that_was_never_created_can_not_be_changed(store: Store) -> None:
    with pytest.raises(UnknownName, match="unknown run 'alpha'"):
        store.update_run(made.run("alpha"))
