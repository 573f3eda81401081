"""Rust, without crates from the network; the standard library comes compiled, so there is nothing to warm."""

from pathlib import Path

from benchwright.sandboxes.toolchains.toolchain import Language, Toolchain, found, said

_INSTALL = "apt-get install rustc cargo gcc libc6-dev (or rustup.rs)"


def _find() -> Toolchain:
    rustc = found("rustc", install=_INSTALL)
    found("cc", install=_INSTALL)
    root = said(str(rustc), "--print", "sysroot", install=_INSTALL)
    version = said(str(rustc), "--version", install=_INSTALL).split()[1]
    in_usr = Path(root) == Path("/usr")
    return Toolchain(
        "rust",
        version,
        folders={} if in_usr else {"rust": root},
        shown=("/etc/alternatives",),
        path=() if in_usr else ("{rust}/bin",),
        environment={"CARGO_HOME": "{tmp}/cargo", "CARGO_NET_OFFLINE": "true"},
    )


RUST = Language(
    name="rust",
    extensions=(".rs",),
    find=_find,
    hello='fn main() {\n    println!("hello");\n}\n',
    compile=lambda file: ("rustc", "--edition", "2021", "-O", "-o", "main", file),
    run=lambda _: ("./main",),
)
