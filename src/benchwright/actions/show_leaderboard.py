"""Rank candidates over everything that is stored of a suite."""

from contextlib import closing

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
    return tuple(
        SuiteLeaderboard(suite=name, candidates=tuple(sorted(entries, key=_rank))) for name, entries in by_suite.items()
    )


def _rank(entry: CandidateSummary) -> tuple[float, float, str]:
    return (-(entry.scored_only or 0.0), -(entry.overall or 0.0), entry.candidate)
