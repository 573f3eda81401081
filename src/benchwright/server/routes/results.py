"""`/api/leaderboard`, `/api/comparisons` and `/api/stats`: results over many attempts."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from benchwright.actions.analyse import analyse_run, analyse_suite
from benchwright.actions.browse_suites import browse_suites, browse_tasks
from benchwright.actions.compare_candidates import compare_candidates
from benchwright.actions.rank_candidates import rank_candidates
from benchwright.actions.show_spending import show_spending
from benchwright.records.comparison import Contender
from benchwright.records.suite_row import TaskQuery
from benchwright.server.context import Kept
from benchwright.server.paging import Cursor, Limit, page_of
from benchwright.server.shapes.results import (
    AnalyticsShape,
    ComparisonShape,
    ContenderRequest,
    SpendingShape,
    SuiteBoard,
    SuiteResults,
    TaskResults,
)
from benchwright.server.shapes.shape import Paged, Question

router = APIRouter(prefix="/api", tags=["results"])

Difficulty = Annotated[str | None, Query(max_length=50, description="Only tasks of this difficulty.")]
Language = Annotated[str | None, Query(max_length=50, description="Only tasks in this language.")]


class ComparisonRequest(Question):
    """Whom to compare."""

    contenders: tuple[ContenderRequest, ...] = Field(min_length=2, max_length=4)


@router.get("/leaderboard", operation_id="getLeaderboard")
def leaderboard(
    kept: Kept,
    *,
    suite: Annotated[str | None, Query(max_length=300)] = None,
    difficulty: Difficulty = None,
    language: Language = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Paged[SuiteBoard]:
    """Rank the candidates of each suite, and say why others are missing."""
    ranked = rank_candidates(kept, suite, difficulty=difficulty, language=language)
    found, following = page_of(ranked, cursor, limit)
    return Paged[SuiteBoard](items=tuple(map(SuiteBoard.of, found)), next_cursor=following)


@router.post("/comparisons", operation_id="compareCandidates")
def compare(kept: Kept, asked: ComparisonRequest) -> ComparisonShape:
    """Compare two to four candidates on the tasks they share, task by task and in pairs; nothing is kept."""
    contenders = [Contender(**one.model_dump()) for one in asked.contenders]
    return ComparisonShape.of(compare_candidates(kept, contenders))


@router.get("/stats/runs/{run_id}", operation_id="getRunStats")
def run_stats(kept: Kept, run_id: str) -> AnalyticsShape:
    """Return a run's figures by candidate, difficulty and language, for charts."""
    return AnalyticsShape.of(analyse_run(kept, run_id))


@router.get("/stats/suites/{suite}", operation_id="getSuiteStats")
def suite_stats(kept: Kept, suite: str) -> AnalyticsShape:
    """Return the figures of a suite's leaderboard by candidate, difficulty and language, for charts."""
    return AnalyticsShape.of(analyse_suite(kept, suite))


@router.get("/stats/suites", operation_id="listSuiteResults")
def suite_results(kept: Kept, cursor: Cursor = None, limit: Limit = 100) -> Paged[SuiteResults]:
    """List the suites that runs were made of."""
    found, following = page_of(browse_suites(kept), cursor, limit)
    return Paged[SuiteResults](items=tuple(map(SuiteResults.of, found)), next_cursor=following)


@router.get("/stats/suites/{suite}/tasks", operation_id="listTaskResults")
def task_results(
    kept: Kept,
    suite: str,
    *,
    difficulty: Difficulty = None,
    language: Language = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Paged[TaskResults]:
    """List a suite's tasks with their figures over all candidates."""
    query = TaskQuery(difficulty=difficulty, language=language, search=search, cursor=cursor, limit=limit)
    page = browse_tasks(kept, suite, query)
    return Paged[TaskResults](items=tuple(map(TaskResults.of, page.rows)), next_cursor=page.next_cursor)


@router.get("/stats/spending", operation_id="getSpending")
def spending(kept: Kept) -> SpendingShape:
    """Say what was paid today, this month and ever; calls without a known price are counted apart."""
    return SpendingShape.of(show_spending(kept))
