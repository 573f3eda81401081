"""C and C++, by GCC."""

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, said

_ALTERNATIVES = ("/etc/alternatives",)
_ENDS_WITH = "-o", "main"


def _find(name: str, compiler: str) -> Toolchain:
    install = f"apt-get install {compiler} libc6-dev"
    path = found(compiler, install=install)
    return Toolchain(name, said(str(path), "-dumpfullversion", install=install), shown=_ALTERNATIVES)


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
    find=lambda: _find("cpp", "g++"),
    hello='#include <iostream>\nint main() { std::cout << "hello\\n"; }\n',
    compile=lambda file: ("g++", "-std=c++20", "-O1", "-Wall", "-pthread", file, *_ENDS_WITH),
    run=lambda _: ("./main",),
)
