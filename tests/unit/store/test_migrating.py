from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import insert

from benchwright.records.run import Run
from benchwright.store import attempts, migrate, scores
from benchwright.store.packing import seconds
from benchwright.store.store import Store
from benchwright.store.tables import attempts as attempt_rows
from benchwright.store.tables import purchases, runs
from tests.unit.store import made, neighbour


def _released(url: str, run: Run) -> None:
    """Make a database as the first released version left it: a run with two attempts, a score and two purchases."""
    with neighbour.writing(url) as connection:
        settings = migrate.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "v0001")
        about = {"suite": run.suite, "status": "finished", "created_at": seconds(run.created_at)}
        connection.execute(insert(runs), {"id": run.id, "record": run.model_dump_json(), **about})
        kept = [made.attempt(run.id, "a"), made.attempt(run.id, "b", outcome=made.Outcome.FAILED)]
        connection.execute(insert(attempt_rows), [attempts.row(attempt) for attempt in kept])
        connection.execute(scores.INSERT, scores.row(kept[0].id, made.score(0.5)))
        bought = {"run_id": run.id, "key": "c1", "reason": "", "created_at": seconds(run.created_at)}
        connection.execute(insert(purchases).values(**bought, cost_usd=0.5))
        connection.execute(insert(purchases).values(**bought, cost_usd=None))


def test_a_released_database_is_summed_up_when_it_is_opened(database_url: str, tmp_path: Path) -> None:
    _released(database_url, made.run("alpha", planned=4))
    store = Store.open(database_url, artifacts=tmp_path / "runs")
    ((suite, tally),) = store.leaderboard(None)
    assert (suite, tally.outcome_counts, tally.attempts) == ("assistant", {"passed": 1, "failed": 1}, 4)
    assert tally.score_means == {"correctness": 0.5}
    assert store.run_row("alpha").version == 1
    spent = store.spending(datetime(2026, 1, 2, 23, tzinfo=UTC))
    assert (spent.today.usd, spent.today.calls, spent.today.unpriced) == (0.5, 2, 1)
    assert store.drift() == []
    store.close()
