"""Try a sandbox on this machine with programs that mean harm."""

from collections.abc import AsyncIterator

from benchwright.actions.workbench import ABUSE, find_sandbox
from benchwright.records.abuse import Containment, SandboxCheck
from benchwright.records.workspace import Workspace
from benchwright.sandboxes.abuse.check import check_containment
from benchwright.suites.abuse import read_abuse


async def check_sandbox(workspace: Workspace, backend: str = "auto") -> AsyncIterator[Containment | SandboxCheck]:
    """Yield each finding as it is known and, last, the whole check."""
    suite = read_abuse(ABUSE)
    sandbox = find_sandbox(backend, workspace)
    tier = sandbox.tier()
    findings: list[Containment] = []
    async for finding in check_containment(sandbox, suite.programs):
        findings.append(finding)
        yield finding
    order = {program.name: index for index, program in enumerate(suite.programs)}
    findings.sort(key=lambda finding: (finding.kind, order.get(finding.name, len(order))))
    yield SandboxCheck(sandbox=tier, abuse_digest=suite.digest, findings=tuple(findings))
