"""`make fuzz`: every target for FUZZ_SECONDS each (60 unless told), or only those that are named.

An input that takes longer than FUZZ_SLOWEST_S (10) is a finding too; a machine that halts programs needs more.

Findings are left in `fuzz/findings/`, what led to new code in `fuzz/corpus/`: both stay out of version control. A
finding becomes an input of `tests/unit/fuzz/test_findings.py` when it is mended.
"""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from fuzz.seeds import LONGEST_BYTES

HERE = Path(__file__).parent
TARGETS = ("frames", "plain", "extraction", "suite_files", "importers")
_MOST_MB = 2048


def main(wanted: list[str]) -> int:
    """Fuzz the targets, one after the other; return how many of them had a finding."""
    unknown = set(wanted) - set(TARGETS)
    if unknown:
        raise SystemExit(f"no target {min(unknown)}; there are: {', '.join(TARGETS)}")
    if importlib.util.find_spec("atheris") is None:
        raise SystemExit("the fuzzer is missing: .venv/bin/python -m pip install 'atheris>=3' (Python 3.11 to 3.13)")
    seconds = int(os.environ.get("FUZZ_SECONDS", "60"))
    return sum(not fuzz(name, seconds) for name in wanted or TARGETS)


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, which the fuzzer ends itself; print what it did."""
    findings, corpus = HERE / "findings" / name, HERE / "corpus" / name
    findings.mkdir(parents=True, exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": seconds,
        "timeout": int(os.environ.get("FUZZ_SLOWEST_S", "10")),
        "rss_limit_mb": _MOST_MB,
        "max_len": LONGEST_BYTES,
        "artifact_prefix": f"{findings}/",
    }
    command = [sys.executable, "-m", "fuzz.one", name, *(f"-{key}={value}" for key, value in options.items())]
    done = subprocess.run([*command, str(corpus)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    log = done.stdout.decode("utf-8", "replace")
    (findings / "last.log").write_text(log)
    print(_summary(name, log, failed=done.returncode != 0), flush=True)
    return done.returncode == 0


def _summary(name: str, log: str, *, failed: bool) -> str:
    states = re.findall(r"^#(\d+)\s.*?cov: (\d+)", log, re.MULTILINE)
    runs, covered = states[-1] if states else ("0", "0")
    ended = re.search(r"^Done (\d+) runs in (\d+) second", log, re.MULTILINE)
    told = f"{ended[1]} runs in {ended[2]} s" if ended else f"{runs} runs at the last count"
    text = f"{name:12} {told}, {covered} branches reached"
    return f"{text}; a finding:\n{log[-3000:]}" if failed else f"{text}; no finding"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
