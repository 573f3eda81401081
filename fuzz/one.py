"""One target under the fuzzer: `python -m fuzz.one NAME [libFuzzer's options] CORPUS`; its seeds are added first."""

import hashlib
import importlib
import sys
from pathlib import Path

import atheris


def main(arguments: list[str]) -> None:
    """Instrument what the target imports, and fuzz until the time is over."""
    name, *options = arguments
    with atheris.instrument_imports(include=["benchwright", "markdown_it"]):
        target = importlib.import_module(f"fuzz.{name}")
    for seed in target.SEEDS:
        Path(options[-1], hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = Path(options[-1]).parents[1] / "findings" / name / "words.dict"
    words.write_text("".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in word)}"\n' for word in target.WORDS))
    options.insert(0, f"-dict={words}")
    atheris.Setup([sys.argv[0], *options], target.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
