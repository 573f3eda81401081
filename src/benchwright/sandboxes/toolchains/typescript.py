"""TypeScript: checked and translated by its compiler, then run on Node."""

from dataclasses import replace

from benchwright.errors import MissingTool
from benchwright.sandboxes.toolchains.javascript import find_node
from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, said

_INSTALL = "npm install --global typescript@5"


def _find() -> Toolchain:
    node = find_node()
    compiler = found("tsc", install=_INSTALL).resolve()
    package = compiler.parent.parent
    if not (package / "lib" / "tsc.js").exists():
        raise MissingTool(f"{compiler} is not the compiler that runs on Node; {_INSTALL}")
    version = said(str(compiler), "--version", install=_INSTALL).removeprefix("Version ")
    return replace(
        node,
        name="typescript",
        version=version,
        folders={**node.folders, "typescript": str(package)},
        path=(*node.path, "{typescript}/bin"),
    )


TYPESCRIPT = Language(
    name="typescript",
    extensions=(".ts", ".mts", ".cts"),
    find=_find,
    hello="const said: string = 'hello';\nconsole.log(said);\n",
    compile=lambda file: ("tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", file),
    run=lambda _: ("node", "main.js"),
    file="main.ts",
)
