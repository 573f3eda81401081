"""JavaScript, on Node."""

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, outside_usr, said

INSTALL = "apt-get install nodejs"


def find_node() -> Toolchain:
    """Return Node; it reserves gigabytes of addresses, so its memory can only be limited as what it uses."""
    node = found("node", install=INSTALL)
    folders = outside_usr(node, "node")
    version = said(str(node), "--version", install=INSTALL).removeprefix("v")
    return Toolchain("javascript", version, folders=folders, path=("{node}/bin",) if folders else ())


JAVASCRIPT = Language(
    name="javascript",
    extensions=(".js", ".mjs", ".cjs"),
    find=find_node,
    hello="console.log('hello')\n",
    run=lambda file: ("node", file),
)
