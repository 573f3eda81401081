"""C and C++, by GCC.

The header of everything, <bits/stdc++.h>, is compiled once: a program that includes it first then compiles in a sixth
of the time. It changes nothing else, and GCC passes it over where the flags differ (GCC manual, "Using Precompiled
Headers").
"""

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from benchwright.sandboxes.toolchains.toolchain import Cache, Language, Toolchain, found, said

_ALTERNATIVES = ("/etc/alternatives",)
_ENDS_WITH = "-o", "main"
_CACHE = "cpp-cache"
CPP_FLAGS = ("-std=c++20", "-O1", "-Wall", "-pthread")
"""The flags that the compiled header fits."""


def _find(name: str, compiler: str) -> Toolchain:
    install = f"apt-get install {compiler} libc6-dev"
    path = found(compiler, install=install)
    return Toolchain(name, said(str(path), "-dumpfullversion", install=install), shown=_ALTERNATIVES)


def _find_cpp() -> Toolchain:
    basic = _find("cpp", "g++")
    return replace(
        basic,
        environment={"CPLUS_INCLUDE_PATH": "{%s}" % _CACHE},  # noqa: UP031
        caches=(Cache(_CACHE, basic.version, _warm),),
    )


def _warm(cache: Path) -> None:
    """Compile the header where <bits/stdc++.h> is looked for."""
    (cache / "bits").mkdir()
    with tempfile.NamedTemporaryFile("w", suffix=".h") as header:
        header.write("#include <bits/stdc++.h>\n")
        header.flush()
        command = ("g++", *CPP_FLAGS, "-x", "c++-header", header.name, "-o", str(cache / "bits" / "stdc++.h.gch"))
        subprocess.run(command, check=True, capture_output=True, timeout=300)


C = Language(
    name="c",
    extensions=(".c",),
    find=lambda: _find("c", "gcc"),
    hello='#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n',
    compile=lambda file: ("gcc", "-std=c17", "-O1", "-Wall", file, *_ENDS_WITH, "-lm"),
    run=lambda _: ("./main",),
)
CPP = Language(
    name="cpp",
    extensions=(".cpp", ".cc", ".cxx"),
    find=_find_cpp,
    hello='#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
    compile=lambda file: ("g++", *CPP_FLAGS, file, *_ENDS_WITH),
    run=lambda _: ("./main",),
)
