"""Python programs of files; function tasks have their own way (see `guest`)."""

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, said

_INSTALL = "apt-get install python3"
_PYTHON = "/usr/bin/python3"


def _find() -> Toolchain:
    version = said(_PYTHON, "--version", install=_INSTALL).removeprefix("Python ")
    return Toolchain("python", version, environment={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"})


PYTHON = Language(
    name="python",
    extensions=(".py",),
    find=_find,
    hello="print('hello')\n",
    run=lambda file: (_PYTHON, "-s", "-S", file),
)
