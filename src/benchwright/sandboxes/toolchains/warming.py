"""The caches of tool chains: made once for each version, by us, of our own sources; programs only ever read them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from benchwright.errors import SandboxError
from benchwright.sandboxes.toolchains.toolchain import Cache, Toolchain

_FAR_AHEAD_S = 4_102_444_800
"""The year 2100: tools that throw away what was not used for days keep it."""
_warming = Lock()


def warmed(toolchain: Toolchain) -> Mapping[str, str]:
    """Return the folders of a tool chain's caches by name, made now where they are not there; takes up to a minute."""
    with _warming:
        return {cache.name: str(_folder(toolchain, cache)) for cache in toolchain.caches}


def cache_root() -> Path:
    """Return where caches are kept: $XDG_CACHE_HOME, else ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "benchwright" / "toolchains"


def _folder(toolchain: Toolchain, cache: Cache) -> Path:
    place = cache_root() / f"{cache.name}-{cache.key}-{toolchain.identity}"
    if not place.is_dir():
        try:
            _make(cache, place)
        except (OSError, subprocess.SubprocessError) as error:
            raise SandboxError(f"the cache of {toolchain.name} can't be made at {place}: {_words(error)}") from error
    return place


def _make(cache: Cache, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{cache.name}-", dir=place.parent))
    try:
        cache.warm(making)
        for folder, _, files in os.walk(making):
            for path in (*(Path(folder, file) for file in files), Path(folder)):
                os.utime(path, (_FAR_AHEAD_S, _FAR_AHEAD_S), follow_symlinks=False)
                path.chmod(0o755 if path.is_dir() else 0o444)
        making.rename(place)
    except OSError:
        if not place.is_dir():  # else another process has made it meanwhile
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _words(error: Exception) -> str:
    said = getattr(error, "stderr", None)
    return said.decode("utf-8", "replace").strip()[-500:] if said else str(error)
