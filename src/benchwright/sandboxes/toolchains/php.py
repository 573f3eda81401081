"""PHP on the command line, with the extensions that the system switches on."""

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, outside_usr, said

_INSTALL = "apt-get install php-cli"


def _find() -> Toolchain:
    php = found("php", install=_INSTALL)
    folders = outside_usr(php, "php")
    return Toolchain(
        "php",
        said(str(php), "-r", "echo PHP_VERSION;", install=_INSTALL),
        folders=folders,
        shown=("/etc/alternatives", "/etc/php"),
        path=("{php}/bin",) if folders else (),
    )


PHP = Language(
    name="php",
    extensions=(".php",),
    find=_find,
    hello='<?php\necho "hello\\n";\n',
    # Without its settings (-n) it starts 5 ms sooner, but has no ctype, iconv or tokenizer.
    run=lambda file: ("php", "-d", "memory_limit=-1", "-d", "display_errors=stderr", file),
)
