"""The wheel as a person has it: installed beside its dependencies, on a machine without Node."""

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Generator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.acceptance.tool import REPO

_SOURCES = ("pyproject.toml", ".gitignore", "README.md", "LICENSE", "src")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has Benchwright from its wheel alone."""
    folder = tmp_path_factory.mktemp("wheel")
    source = _copied(folder / "source")
    page = source / "src" / "benchwright" / "server" / "page"
    _run([REPO / "scripts" / "page", "npm", "run", "build", "--", "--outDir", page, "--logLevel", "warn"], REPO)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source], folder)
    (wheel,) = folder.glob("benchwright-*.whl")
    venv.create(folder / "venv")
    python = folder / "venv" / "bin" / "python"
    _run([*pip, "--python", python, "install", "--no-deps", wheel], folder)
    # The dependencies are taken from where the tests run. A .pth file that is found there is not read, so that the
    # source tree, which the tests' environment knows by one, stays out.
    (site_packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


def _copied(to: Path) -> Path:
    to.mkdir()
    built = shutil.ignore_patterns("__pycache__", "page")
    for name in _SOURCES:
        here = REPO / name
        if here.is_dir():
            shutil.copytree(here, to / name, ignore=built)
        else:
            shutil.copy(here, to / name)
    return to


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _serving(programs: Path, folder: Path) -> Generator[int]:
    """Serve a folder, with no other program in reach; yield the port."""
    environment = {"PATH": str(programs), "HOME": str(folder)}
    command = [programs / "benchwright", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = ""
            while (found := _ADDRESS.search(said)) is None:
                line = process.stderr.readline() if process.stderr else ""
                assert line, f"the server ended: {said}"
                said += line
            yield int(found[1])
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _get(port: int, path: str) -> tuple[HTTPResponse, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read()


def test_an_installed_wheel_serves_the_page_without_node(installed: Path, tmp_path: Path) -> None:
    code = "import benchwright; print(benchwright.__file__)"
    where = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(where.stdout.strip()).is_relative_to(installed.parent), "the source tree answers instead of the wheel"
    with _serving(installed, tmp_path) as port:
        start, html = _get(port, "/")
        assert start.status == 200
        assert "without its page" not in html.decode()
        scripts = re.findall(r'src="(/assets/[^"]+\.js)"', html.decode())
        styles = re.findall(r'href="(/assets/[^"]+\.css)"', html.decode())
        assert scripts
        assert styles
        for path, kind in ((scripts[0], "javascript"), (styles[0], "text/css")):
            asset, content = _get(port, path)
            assert asset.status == 200
            assert kind in (asset.headers["content-type"] or "")
            assert "immutable" in (asset.headers["cache-control"] or "")
            assert content
        suites, names = _get(port, "/api/suites")
        assert suites.status == 200
        assert b'"assistant"' in names
