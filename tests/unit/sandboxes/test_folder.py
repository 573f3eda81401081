import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.sandboxes import folder
from benchwright.sandboxes.folder import clear, put, take
from benchwright.sandboxes.removal import remove_folder


def taken(root: Path, *paths: str, cap: int = 100) -> tuple[dict[str, bytes], dict[str, str]]:
    return take(str(root), list(paths), cap=cap)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for name in ("work", "aside", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "secret").write_text("secret")
    return tmp_path / "work"


def test_regular_files_are_taken_alone_or_with_their_folder(work: Path):
    put(str(work), {"a.txt": b"1", "out/b.txt": b"2", "out/deep/c.txt": b"3"})
    assert taken(work, "a.txt", "out") == ({"a.txt": b"1", "out/b.txt": b"2", "out/deep/c.txt": b"3"}, {})


def test_links_fifos_and_sockets_are_refused_by_kind(work: Path):
    (work / "link").symlink_to(work.parent / "outside" / "secret")
    os.mkfifo(work / "fifo")
    files, refused = taken(work, "link", "fifo", "nothing")
    assert files == {}
    assert refused == {
        "link": "it is a link, not a regular file",
        "fifo": "it is a FIFO, not a regular file",
        "nothing": "it is not there",
    }


def test_no_link_is_followed_on_the_way(work: Path):
    (work / "out").symlink_to(work.parent / "outside")
    files, refused = taken(work, "out/secret", "out")
    assert files == {}
    assert set(refused) == {"out/secret", "out"}


def test_what_is_above_the_cap_is_refused_and_the_rest_is_taken(work: Path):
    put(str(work), {"a": b"x" * 60, "b": b"x" * 60, "c": b"x" * 40})
    files, refused = taken(work, "a", "b", "c")
    assert set(files) == {"a", "c"}
    assert refused == {"b": "it has 60 bytes; 40 of 100 allowed are left"}


def test_a_file_that_claims_to_be_huge_is_not_read(work: Path):
    with (work / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    assert "sparse" in taken(work, "sparse")[1]


def test_too_many_files_and_too_deep_folders_end_the_search(work: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folder, "MOST_LOOKED_AT", 20)
    put(str(work), {f"many/{number:03}": b"" for number in range(50)})
    files, refused = taken(work, "many")
    assert len(files) == 19
    assert "there are too many files" in refused.values()
    monkeypatch.setattr(folder, "MOST_DEEP", 3)
    put(str(work), {"a/b/c/d/e": b""})
    assert taken(work, "a") == ({}, {"a/b/c/d": "it lies too deep"})


def test_a_place_is_cleared_whatever_is_there(work: Path):
    put(str(work), {"tests/forged.py": b"forged"})
    clear(str(work), "tests", str(work.parent / "aside"), folder=True)
    assert list((work / "tests").iterdir()) == []
    clear(str(work), "tests", str(work.parent / "aside"), folder=False)
    assert (work / "tests").read_bytes() == b""


def test_clearing_never_goes_through_a_link(work: Path):
    (work / "tests").symlink_to(work.parent / "outside")
    clear(str(work), "tests/secret", str(work.parent / "aside"), folder=False)
    assert (work.parent / "outside" / "secret").read_text() == "secret"
    assert not (work / "tests").is_symlink()
    assert (work / "tests" / "secret").read_bytes() == b""


@pytest.fixture
def pit() -> Iterator[Path]:
    """A folder for what pytest could not clear away."""
    folder = Path(tempfile.mkdtemp(prefix="benchwright-test-"))
    for name in ("work", "aside"):
        (folder / name).mkdir()
    yield folder
    remove_folder(folder)
    assert not folder.exists()


def test_folders_nested_without_end_are_cleared_at_once_and_removed(pit: Path):
    at = os.open(pit / "work", os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("tests", dir_fd=at)
        inner = os.open("tests", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)
    clear(str(pit / "work"), "tests", str(pit / "aside"), folder=True)
    assert list((pit / "work" / "tests").iterdir()) == []
