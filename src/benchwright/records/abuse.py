"""Abuse: programs that try to break a sandbox or forge a verdict, and whether they were contained."""

from typing import Annotated, Literal

from pydantic import Field

from benchwright.records.execution import LimitName, SandboxTier
from benchwright.records.record import Record

Kind = Literal["attack", "cheat"]
"""attack: reaches for the machine or for more than its share · cheat: reaches for the verdict."""

Group = Literal["limits", "processes", "output", "files", "host", "network", "kernel", "leftovers", "verdict"]

Sign = Literal["held", "limit", "ended"]
"""How it shows that an attack was contained; any one of an attack's signs is enough.

held: the program comes back and says that it was kept from it · limit: one of its `limits` was named · ended: it came
to nothing, and no limit was named for it (that would be a wrong accusation).
"""

Verdict = Literal["contained", "not contained", "not supported"]


class Abuse(Record):
    """One program that no sandbox should let through.

    An attack defines `solve(given)` and returns "held", "open: <what it reached>", or "unsupported: <why>". `given` is
    what the host planted for it. An attack of the form `program` is a source file that gets `given` as JSON on its
    standard input, and prints what a function would return. What it leaves in the folder `out` is brought back: regular
    files that are called `good` may be had of that, and nothing else. A cheat defines `solve(x)` and wants a pass
    without knowing the answer.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{3,60}$")]
    title: str
    kind: Kind
    group: Group
    form: Literal["function", "program"] = "function"
    language: str = "python"
    """A program's; functions are Python."""
    shows: tuple[Sign, ...] = ("held",)
    """For attacks."""
    limits: tuple[LimitName, ...] = ()
    """For the sign `limit`: the names that are right."""
    technique: str = ""
    """For cheats: what has to be named as the technique; empty where no name is due."""
    rounds: int = Field(default=1, ge=1, le=3)
    """How often it is run, each time told the round: what an earlier one left must not be there."""
    program: str = Field(min_length=1)


class AbuseSuite(Record):
    """All programs, and their identity."""

    digest: str
    programs: tuple[Abuse, ...]


class Containment(Record):
    """What came of one program in one sandbox."""

    name: str
    title: str
    kind: Kind
    group: Group
    verdict: Verdict
    evidence: str
    """What was seen, on the host's side where it can be."""
    wall_s: float


class SandboxCheck(Record):
    """What came of the whole suite in one sandbox."""

    sandbox: SandboxTier
    abuse_digest: str
    findings: tuple[Containment, ...]

    @property
    def contained(self) -> bool:
        """Whether nothing got through."""
        return all(finding.verdict != "not contained" for finding in self.findings)
