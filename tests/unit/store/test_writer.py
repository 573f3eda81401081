import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from benchwright.errors import BenchwrightError
from benchwright.store.calls import CallBook, RunCalls
from benchwright.store.claims import Claims, ServerClaims
from benchwright.store.database import connect
from benchwright.store.schema import prepare
from benchwright.store.store import Store
from benchwright.store.writer import LONG_BACKLOG, Writer
from tests.unit.store import made, neighbour


@contextmanager
def _writer(url: str, folder: Path) -> Generator[tuple[Writer, RunCalls, list[None]]]:
    """Yield a writer, calls that it writes, and a list that grows with each commit."""
    engines = connect(url)
    prepare(engines)
    writer = Writer(engines.writer)
    book = CallBook(engines.reader, writer)
    commits: list[None] = []

    def count(_connection: Connection) -> None:
        commits.append(None)

    event.listen(engines.writer, "commit", count)
    yield writer, RunCalls(book, "alpha", Claims(folder, ServerClaims(engines.reader))), commits
    writer.close()
    book.close()
    engines.close()


async def test_puts_under_load_share_commits(database_url: str, tmp_path: Path) -> None:
    with _writer(database_url, tmp_path) as (_, calls, commits):
        await asyncio.gather(*(calls.put(made.call(f"k-{number}")) for number in range(200)))
        assert [await calls.get(f"k-{number}") for number in range(200)].count(None) == 0
    assert 1 <= len(commits) <= 10


async def test_puts_one_after_the_other_are_each_committed(database_url: str, tmp_path: Path) -> None:
    with _writer(database_url, tmp_path) as (_, calls, commits):
        for number in range(5):
            await calls.put(made.call(f"k-{number}"))
            assert len(commits) == number + 1


async def test_adding_waits_only_while_the_backlog_is_long(store: Store, database_url: str) -> None:
    store.create_run(made.run("alpha"))
    attempts = [made.attempt("alpha", str(number)) for number in range(LONG_BACKLOG * 3)]

    async def add_all() -> None:
        for attempt in attempts:
            await store.add(attempt)

    with neighbour.writing(database_url):
        for attempt in attempts[:LONG_BACKLOG]:
            await asyncio.wait_for(store.add(attempt), 1)
        adding = asyncio.create_task(add_all())
        await asyncio.sleep(0.3)
        assert not adding.done()
    await adding
    await store.flush()
    assert len(store.finished("alpha")) == len(attempts)


async def test_a_cancelled_put_is_still_kept(store: Store, database_url: str) -> None:
    with neighbour.writing(database_url):
        waiting = asyncio.create_task(store.put(made.call("paid")))
        await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await store.flush()
    assert await store.get("paid") == made.call("paid")


def test_what_was_added_is_kept_when_the_event_loop_is_gone(database_url: str, tmp_path: Path) -> None:
    store = Store.open(database_url, artifacts=tmp_path / "runs")
    store.create_run(made.run("alpha"))

    async def leave() -> None:
        await store.add(made.attempt("alpha"))
        abandoned = asyncio.create_task(store.put(made.call("paid")))
        await asyncio.sleep(0)
        assert not abandoned.done()

    with neighbour.writing(database_url):
        asyncio.run(leave())
    store.close()
    again = Store.open(database_url, artifacts=tmp_path / "runs")
    assert len(again.finished("alpha")) == 1
    assert again.known_calls(["paid"]) == {"paid"}
    again.close()


async def test_a_failed_add_is_raised_by_flush_and_spares_its_neighbours(store: Store, database_url: str) -> None:
    store.create_run(made.run("alpha"))
    with neighbour.writing(database_url):
        await store.add(made.attempt("nobody-created-this-run"))
        await store.add(made.attempt("alpha"))
        paid = asyncio.create_task(store.put(made.call("paid")))
        await asyncio.sleep(0.01)
    with pytest.raises(BenchwrightError, match=r"(?i)foreign key"):
        await store.flush()
    await paid
    assert len(store.finished("alpha")) == 1
    assert await store.get("paid") is not None
    await store.flush()


async def test_a_failed_add_is_raised_by_the_next_one_at_the_latest_by_close(database_url: str, tmp_path: Path) -> None:
    store = Store.open(database_url, artifacts=tmp_path / "runs")
    await store.add(made.attempt("nobody-created-this-run"))
    await store.put(made.call("after-it"))
    with pytest.raises(BenchwrightError, match=r"(?i)foreign key"):
        await store.add(made.attempt("nor-this-one"))
    await store.add(made.attempt("nor-this-one"))
    with pytest.raises(BenchwrightError, match=r"(?i)foreign key"):
        store.close()


async def test_a_write_that_fails_reaches_its_waiter_and_nothing_of_it_is_kept(store: Store, database_url: str) -> None:
    neighbour.do(database_url, "DROP TABLE purchases")
    with pytest.raises(BenchwrightError, match=r"the database could not be used: .*purchases"):
        await store.put(made.call("after"))
    assert await store.get("after") is None


async def test_a_full_disk_reaches_every_waiter_and_work_goes_on_once_there_is_room(tmp_path: Path) -> None:
    big = [made.call(f"big-{number}", text=str([*range(number * 9999, number * 9999 + 9999)])) for number in range(3)]
    with _writer(f"sqlite:///{tmp_path}/bench.db", tmp_path) as (writer, calls, _):
        writer.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1"))
        results = await asyncio.gather(*(calls.put(call) for call in big), return_exceptions=True)
        assert ["Free space on its disk" in str(result) for result in results] == [True] * 3
        writer.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000"))
        await calls.put(big[0])
        assert await calls.get("big-0") == big[0]


def test_work_that_fails_is_undone_and_its_own_error_is_raised(database_url: str, tmp_path: Path) -> None:
    with _writer(database_url, tmp_path) as (writer, calls, _):
        with pytest.raises(ZeroDivisionError):
            writer.run(lambda connection: connection.exec_driver_sql("DROP TABLE calls").rowcount / 0)
        assert asyncio.run(calls.get("nobody")) is None
