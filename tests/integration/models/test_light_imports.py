"""Modules that the doors load must not pull in what only some runs need."""

import subprocess
import sys

import pytest

HEAVY = ("openai", "anthropic", "genai_prices", "httpx2", "aiohttp")


@pytest.mark.parametrize(
    "module", ["providers", "rules", "claude_rules", "baseline", "replay", "scripted", "scripted_server"]
)
def test_a_light_module_imports_no_sdk(module: str) -> None:
    program = f"import sys, benchwright.models.{module}; print(*(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(("module", "other"), [("openai_compatible", "anthropic"), ("anthropic", "openai")])
def test_one_provider_does_not_load_the_others_sdk(module: str, other: str) -> None:
    program = f"import sys, benchwright.models.{module}; print({other!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
