import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from benchwright.errors import BadInput
from benchwright.store import migrate
from benchwright.store.database import connect
from benchwright.store.schema import HEAD
from benchwright.store.store import Store
from tests.unit.store import made


def _open(path: Path) -> Store:
    return Store.open(f"sqlite:///{path}", artifacts=path.parent / "runs")


def _schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: "".join(sql.split()) for name, sql in rows}


def _migrate(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate.upgrade(connection)
    engine.dispose()


def test_a_new_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    _open(tmp_path / "new.db").close()
    _migrate(tmp_path / "migrated.db")
    assert _schema(tmp_path / "new.db") == _schema(tmp_path / "migrated.db")
    _open(tmp_path / "migrated.db").close()


def test_the_newest_migration_is_the_one_a_new_database_is_stamped_with() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [HEAD]


def test_what_was_kept_is_there_after_reopening(tmp_path: Path) -> None:
    first = _open(tmp_path / "deep" / "er" / "bench.db")
    first.create_run(made.run("alpha"))
    first.close()
    second = _open(tmp_path / "deep" / "er" / "bench.db")
    assert second.run("latest") == made.run("alpha")
    second.close()


def test_an_older_database_is_migrated_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.commit()
    store = _open(path)
    store.create_run(made.run("alpha"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    _open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
        connection.commit()
    with pytest.raises(BadInput, match=r"newer\.db was made by a newer Benchwright .*v9999"):
        _open(path)


def test_someone_elses_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(BadInput, match=r"other\.db holds something else \(tables songs\)"):
        _open(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be read as one\n" * 100)
    with pytest.raises(BadInput, match=r"notes\.txt can't be opened: .*not a database"):
        _open(path)


@pytest.mark.parametrize("url", ["bench.db", "sqlite://", "sqlite:///:memory:", "what://ever/db"])
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput):
        Store.open(url, artifacts=tmp_path / "runs")


def test_a_database_folder_that_can_not_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"folder .*file/below can't be made"):
        _open(tmp_path / "file" / "below" / "bench.db")


def test_writes_are_forced_to_disk_and_readers_do_not_block_them(tmp_path: Path) -> None:
    _open(tmp_path / "bench.db").close()
    engines = connect(f"sqlite:///{tmp_path}/bench.db")
    names = ("journal_mode", "synchronous", "foreign_keys")
    with engines.writer.connect() as connection:
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names] == ["wal", 2, 1]
    engines.close()
