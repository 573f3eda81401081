"""Java. Compiler and JUnit start from archives of loaded classes (class data sharing) that are made once."""

import subprocess
import tempfile
from pathlib import Path

from benchwright.sandboxes.toolchains.toolchain import INSIDE, Cache, Language, Toolchain, found, outside_usr, said

_INSTALL = "apt-get install openjdk-17-jdk-headless"
_CACHE = "java-cache"
_LEAN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""Programs live too briefly for the second compiler and for a collector with threads to pay."""
_ARCHIVE = f"-XX:SharedArchiveFile={INSIDE}/{_CACHE}"
_JARS = (
    *("junit-jupiter", "junit-jupiter-api", "junit-jupiter-engine", "junit-jupiter-params", "junit-platform-commons"),
    *("junit-platform-console", "junit-platform-engine", "junit-platform-launcher", "junit-platform-reporting"),
    *("opentest4j", "opentest4j-reporting-events", "opentest4j-reporting-schema", "apiguardian-api"),
    *("univocity-parsers", "picocli"),
)
JUNIT = ":".join(f"/usr/share/java/{name}.jar" for name in _JARS)
"""The class path of JUnit 5 with its console launcher, as Debian's package junit5 has it."""
_CONSOLE = "org.junit.platform.console.ConsoleLauncher"
_WARM = "class Warm { @org.junit.jupiter.api.Test void warm() {} }\n"


def java(*rest: str, memory_mb: int, archive: str = "") -> tuple[str, ...]:
    """Return a command that runs Java; the heap may grow to all the memory, so that the kernel's limit is what holds.

    Without a limit of its own, Java would take its measure from the memory of the machine.
    """
    shared = (f"{_ARCHIVE}/{archive}.jsa",) if archive else ()
    return ("java", *_LEAN, *shared, f"-Xmx{memory_mb}m", "-Xms16m", *rest)


def javac(*rest: str) -> tuple[str, ...]:
    """Return a command that compiles."""
    return ("javac", *(f"-J{flag}" for flag in (*_LEAN, f"{_ARCHIVE}/javac.jsa")), *rest)


def junit(classes: str, *rest: str, memory_mb: int) -> tuple[str, ...]:
    """Return a command that runs the tests in a folder of classes and leaves reports in `reports`."""
    scan = ("--scan-class-path", classes, "--class-path", classes, "--disable-banner", "--reports-dir", "reports")
    return java("-cp", JUNIT, _CONSOLE, *scan, *rest, memory_mb=memory_mb, archive="junit")


def _find() -> Toolchain:
    compiler = found("javac", install=_INSTALL)
    version = said(str(compiler), "-version", install=_INSTALL).removeprefix("javac ")
    folders = outside_usr(compiler, "java")
    home = compiler.resolve().parent
    return Toolchain(
        "java",
        version,
        folders=folders,
        shown=("/etc/alternatives", *(str(path) for path in sorted(Path("/etc").glob("java-*")))),
        path=("{java}/bin",) if folders else (),
        caches=(Cache(_CACHE, version, lambda folder: _warm(home, folder)),),
    )


def _warm(binaries: Path, cache: Path) -> None:
    """Make the archives, that of JUnit where JUnit is there."""
    with_tests = all(Path(jar).exists() for jar in JUNIT.split(":"))
    with tempfile.TemporaryDirectory(prefix="benchwright-warm-") as folder:
        source = Path(folder, "Warm.java")
        source.write_text(_WARM if with_tests else "class Warm {}\n")
        compiling = ["-J-XX:ArchiveClassesAtExit=" + str(cache / "javac.jsa"), *(f"-J{flag}" for flag in _LEAN)]
        _run(str(binaries / "javac"), *compiling, "-cp", JUNIT, "-d", folder, str(source))
        if with_tests:
            dumping = (*_LEAN, "-XX:ArchiveClassesAtExit=" + str(cache / "junit.jsa"), "-cp", JUNIT)
            _run(str(binaries / "java"), *dumping, _CONSOLE, "--class-path", folder, "--scan-class-path", folder)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


JAVA = Language(
    name="java",
    extensions=(".java",),
    file="Main.java",
    find=_find,
    hello='class Main { public static void main(String[] args) { System.out.println("hello"); } }\n',
    compile=javac,
    run=lambda _: java("-cp", ".", "Main", memory_mb=512),
)
