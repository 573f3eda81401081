from pathlib import Path

from benchwright.records.attempt import Outcome
from benchwright.records.run import RunStatus
from benchwright.store import changes
from benchwright.store.store import Store
from tests.unit.store import made, neighbour


async def test_every_change_is_told_once_and_in_order(store: Store) -> None:
    store.create_run(made.run("alpha"))
    attempt = made.attempt("alpha")
    await store.add(attempt)
    await store.flush()
    first = store.feed(0)
    assert [(change.kind, change.run_id) for change in first.changes] == [
        ("run_created", "alpha"),
        ("attempt_finished", "alpha"),
    ]
    assert first.changes[1].attempt is not None
    assert first.changes[1].attempt.outcome is Outcome.PASSED
    store.replace_scores(attempt.id, [], 0.0, Outcome.FAILED)
    store.retire("alpha", [attempt.key])
    store.finish_run("alpha", RunStatus.FINISHED)
    store.delete_run("alpha")
    store.restore_run("alpha")
    kinds = [change.kind for change in store.feed(first.last).changes]
    assert kinds == ["attempt_rescored", "attempts_retired", "run_changed", "run_deleted", "run_restored"]


async def test_what_another_process_does_is_told_too(store: Store, database_url: str, tmp_path: Path) -> None:
    other = Store.open(database_url, artifacts=tmp_path / "runs")
    other.create_run(made.run("alpha"))
    seen = store.feed(0)
    await other.add(made.attempt("alpha"))
    await other.flush()
    assert [change.kind for change in store.feed(seen.last).changes] == ["attempt_finished"]
    other.close()


def test_a_long_past_is_read_piece_by_piece(store: Store) -> None:
    for number in range(5):
        store.create_run(made.run(f"r{number}"))
    first = store.feed(0, limit=3)
    rest = store.feed(first.last, limit=3)
    assert [(len(feed.changes), feed.more, feed.gap) for feed in (first, rest)] == [(3, True, False), (2, False, False)]
    assert store.feed(rest.last).changes == ()
    assert store.feed(rest.last).last == rest.last == store.last_change()


def test_what_was_forgotten_shows_as_a_gap(store: Store, database_url: str) -> None:
    for number in range(4):
        store.create_run(made.run(f"r{number}"))
    seen = store.feed(0, limit=1).last
    with neighbour.writing(database_url) as connection:
        changes.forget(connection, kept=2)
    assert store.feed(seen).gap
    assert [change.run_id for change in store.feed(seen).changes] == ["r2", "r3"]
    assert not store.feed(store.last_change() - 1).gap
