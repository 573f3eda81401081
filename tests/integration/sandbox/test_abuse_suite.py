"""The shipped abuse suite, as `benchwright sandbox check` runs it."""

import time

import pytest

from benchwright.actions.check_sandbox import check_sandbox
from benchwright.contracts import Sandbox
from benchwright.records.abuse import Containment, SandboxCheck, Verdict
from benchwright.sandboxes.abuse.check import check_containment
from benchwright.sandboxes.landlock import landlock_version
from benchwright.sandboxes.process import Process
from benchwright.settings import load_workspace
from tests.container_engine import use_engine
from tests.integration.sandbox.cheats import ABUSE
from tests.integration.sandbox.weak import Weak

HEAVY = {
    "cpu_spin",
    "sleep_long",
    "ignore_signals",
    "swallow_exceptions",
    "regex_without_end",
    "spin_while_loading",
    "huge_number",
    "compiler_templates",
    "compiler_endless_header",
    "compiler_giant_array",
}
"""Programs that run for long where nothing stops them."""
QUICK = tuple(one.name for one in ABUSE.programs if one.name not in HEAVY)


async def findings(sandbox: Sandbox, *names: str, patience_s: float = 20) -> dict[str, Containment]:
    """Run the named programs, or all."""
    programs = [one for one in ABUSE.programs if not names or one.name in names]
    return {one.name: one async for one in check_containment(sandbox, programs, patience_s=patience_s)}


def of(found: dict[str, Containment], verdict: Verdict) -> dict[str, str]:
    return {one.name: one.evidence for one in found.values() if one.verdict == verdict}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("backend", ["bubblewrap", "docker"])
async def test_an_isolating_backend_contains_the_whole_suite(backend: str):
    if backend == "docker":
        use_engine()
    *found, check = [one async for one in check_sandbox(load_workspace(), backend)]
    assert isinstance(check, SandboxCheck)
    assert check.contained, [one for one in check.findings if one.verdict != "contained"]
    assert len(found) == len(check.findings) == len(ABUSE.programs) + 1
    assert check.abuse_digest == ABUSE.digest
    assert "a filter of system calls" in check.sandbox.covers


async def test_process_shows_what_it_lacks_and_still_keeps_its_limits_and_verdicts():
    found = await findings(Process(), *QUICK)
    red = of(found, "not contained").keys()
    assert {"read_accounts", "see_processes", "socket_file", "leave_shared_memory"} <= red
    assert not {"tcp_to_the_host", "udp_to_the_host", "rare_system_calls"} & red
    assert ("read_a_host_file" in red) is (landlock_version() == 0)
    assert not {one.name for one in found.values() if one.kind == "cheat" or one.group == "limits"} & red


async def test_a_weak_backend_shows_many_red_rows():
    started = time.monotonic()
    red = of(await findings(Weak(), *QUICK, patience_s=4), "not contained")
    assert len(red) > 30, red
    assert {"fork_bomb", "memory_hog", "double_fork_daemon", "kill_a_neighbour", "read_the_keys"} <= red.keys()
    assert {"artifact_links", "artifact_special_files", "artifact_flood", "artifact_rewritten"} <= red.keys()
    assert {"cheat_hard_exit_when_loaded", "cheat_equals_everything", "cheat_exit_when_called"} <= red.keys()
    assert time.monotonic() - started < 60


async def test_a_sandbox_that_never_returns_is_not_contained():
    (found, _) = (await findings(Weak(), "sleep_long", patience_s=1)).values()
    assert found.verdict == "not contained"
    assert "did not return" in found.evidence


async def test_there_are_attacks_and_cheats_enough_and_each_says_what_it_tries():
    attacks, cheats = ([one for one in ABUSE.programs if one.kind == kind] for kind in ("attack", "cheat"))
    assert len(attacks) >= 45
    assert len(cheats) >= 20
    assert len({one.title for one in ABUSE.programs}) == len(ABUSE.programs)
    assert all("limit" not in one.shows or one.limits for one in attacks)
