from pathlib import Path

import pytest

from benchwright.errors import RunBusy
from benchwright.store.store import Store
from tests.unit.store import made


def test_a_run_is_held_by_one_process_at_a_time(store: Store, database_url: str, tmp_path: Path) -> None:
    store.create_run(made.run("alpha"))
    other = Store.open(database_url, artifacts=tmp_path / "runs")
    with store.hold_run("alpha"):
        assert other.is_under_way("alpha")
        assert not other.is_under_way("beta")
        with pytest.raises(RunBusy, match="run alpha is under way in another process"), other.hold_run("alpha"):
            pass
    assert not other.is_under_way("alpha")
    with other.hold_run("alpha"):
        pass
    other.close()


def test_machines_without_a_folder_in_common_keep_each_other_out_on_a_server(
    postgres_address: str, tmp_path: Path
) -> None:
    here = Store.open(postgres_address, artifacts=tmp_path / "here")
    there = Store.open(postgres_address, artifacts=tmp_path / "there")
    with here.hold_run("alpha"):
        assert there.is_under_way("alpha")
        with pytest.raises(RunBusy), there.hold_run("alpha"):
            pass
    assert not there.is_under_way("alpha")
    with there.hold_run("alpha"):
        assert here.is_under_way("alpha")
    here.close()
    there.close()


def test_a_run_under_way_can_not_be_deleted(store: Store, database_url: str, tmp_path: Path) -> None:
    store.create_run(made.run("alpha"))
    other = Store.open(database_url, artifacts=tmp_path / "runs")
    with other.hold_run("alpha"), pytest.raises(RunBusy):
        store.delete_run("alpha")
    assert store.delete_run("alpha").deleted_at is not None
    other.close()
