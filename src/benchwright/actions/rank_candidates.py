"""Rank a suite's candidates, over all tasks or those of one difficulty or language."""

from benchwright.actions.analyse import analysed
from benchwright.errors import UnknownName
from benchwright.records.absence import Absence
from benchwright.records.analytics import AnalyticsCell
from benchwright.records.record import Record
from benchwright.records.summary import CandidateSummary
from benchwright.stats.ranks import Rank, ranks
from benchwright.stats.summarise import summarise
from benchwright.store.store import Store


class BestRun(Record):
    """A candidate's most accurate run, with what that same run cost and took."""

    run_id: str
    summary: CandidateSummary


class Standing(Record):
    """One candidate's place."""

    rank: Rank
    candidate_digest: str
    summary: CandidateSummary
    best: BestRun | None
    """None: no run of it has a verdict."""


class RankedSuite(Record):
    """One suite's candidates, best first, and those who are missing."""

    suite: str
    difficulty: str | None
    language: str | None
    standings: tuple[Standing, ...]
    absent: tuple[Absence, ...]


def rank_candidates(
    store: Store, suite: str | None, *, difficulty: str | None = None, language: str | None = None
) -> tuple[RankedSuite, ...]:
    """Return a ranking for each suite that has results, or for one; raise UnknownName for a suite without runs."""
    question = ("ranking", suite, difficulty, language)
    return store.remember(
        question, lambda: tuple(_rank(store, one, difficulty, language) for one in _names(store, suite))
    )


def _names(store: Store, suite: str | None) -> list[str]:
    names = store.suites()
    if suite is not None and suite not in names:
        raise UnknownName("suite with runs", suite, names)
    return names if suite is None else [suite]


def _rank(store: Store, suite: str, difficulty: str | None, language: str | None) -> RankedSuite:
    cells = [analysed(cell) for cell in store.suite_cells(suite, (difficulty, language))]
    most = max((cell.summary.tasks for cell in cells), default=0)
    # Who was tried on fewer tasks stands below those tried on all of them, whatever its rate.
    cells.sort(key=lambda cell: (cell.summary.tasks < most, -(cell.summary.scored_only or 0.0), cell.summary.candidate))
    best = {
        cell.candidate_digest: BestRun(run_id=run_id, summary=summarise(cell.tally))
        for run_id, cell in store.best_runs(suite)
    }
    places = ranks([cell.summary.ci95 for cell in cells])
    return RankedSuite(
        suite=suite,
        difficulty=difficulty,
        language=language,
        standings=tuple(_standing(cell, place, best) for cell, place in zip(cells, places, strict=True)),
        absent=tuple(store.absences(suite)),
    )


def _standing(cell: AnalyticsCell, place: Rank, best: dict[str, BestRun]) -> Standing:
    return Standing(
        rank=place,
        candidate_digest=cell.candidate_digest,
        summary=cell.summary,
        best=best.get(cell.candidate_digest),
    )
