"""Ruby. Without gems it starts in a fifth of the time; a program that needs one says so in its step."""

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, outside_usr, said

_INSTALL = "apt-get install ruby ruby-minitest"


def _find() -> Toolchain:
    ruby = found("ruby", install=_INSTALL)
    folders = outside_usr(ruby, "ruby")
    version = said(str(ruby), "--disable-gems", "-e", "puts RUBY_VERSION", install=_INSTALL)
    return Toolchain(
        "ruby", version, folders=folders, shown=("/etc/alternatives",), path=("{ruby}/bin",) if folders else ()
    )


RUBY = Language(
    name="ruby",
    extensions=(".rb",),
    find=_find,
    hello='puts "hello"\n',
    run=lambda file: ("ruby", "--disable-gems", file),
)
