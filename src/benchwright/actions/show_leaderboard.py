"""Rank candidates over everything that is stored of a suite."""

from contextlib import closing

from benchwright.errors import UnknownName
from benchwright.records.record import Record
from benchwright.records.summary import CandidateSummary
from benchwright.records.workspace import Workspace
from benchwright.stats.summarise import summarise
from benchwright.store.store import Store


class SuiteLeaderboard(Record):
    """One suite's candidates, best first."""

    suite: str
    candidates: tuple[CandidateSummary, ...]


def show_leaderboard(workspace: Workspace, suite: str | None) -> tuple[SuiteLeaderboard, ...]:
    """Return a leaderboard for each suite, or for one."""
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        by_suite: dict[str, list[CandidateSummary]] = {}
        for name, tally in store.leaderboard(suite):
            by_suite.setdefault(name, []).append(summarise(tally))
    if suite is not None and suite not in by_suite:
        raise UnknownName("suite with results", suite, sorted(by_suite) or _suites(workspace))
    return tuple(SuiteLeaderboard(suite=name, candidates=_ranked(entries)) for name, entries in by_suite.items())


def _suites(workspace: Workspace) -> list[str]:
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        return sorted({name for name, _ in store.leaderboard(None)})


def _ranked(entries: list[CandidateSummary]) -> tuple[CandidateSummary, ...]:
    """Sort best first; who was tried on fewer tasks than others stands below them, whatever its rate."""
    most = max(entry.tasks for entry in entries)

    def rank(entry: CandidateSummary) -> tuple[bool, float, float, str]:
        return (entry.tasks < most, -(entry.scored_only or 0.0), -(entry.overall or 0.0), entry.candidate)

    return tuple(sorted(entries, key=rank))
