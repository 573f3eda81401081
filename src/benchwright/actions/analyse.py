"""Figures for charts: of a run, or of a suite's leaderboard."""

from benchwright.actions.browse_suites import known_suite
from benchwright.records.analytics import Analytics, AnalyticsCell, Cell
from benchwright.stats.summarise import summarise
from benchwright.store.store import Store


def analyse_run(store: Store, name: str) -> Analytics:
    """Return a run's figures by candidate, difficulty and language, with the sums over each."""
    return store.remember(("charts of a run", name), lambda: _run(store, name))


def analyse_suite(store: Store, suite: str) -> Analytics:
    """Return the figures of a suite's leaderboard, in the same cells."""
    return store.remember(("charts of a suite", suite), lambda: _suite(store, suite))


def analysed(cell: Cell) -> AnalyticsCell:
    """Return a cell with the statistics of what was counted in it."""
    summary = summarise(cell.tally)
    known = summary.cost_usd if summary.passed else None
    return AnalyticsCell(
        candidate_digest=cell.candidate_digest,
        difficulty=cell.difficulty,
        language=cell.language,
        summary=summary,
        scored=cell.scored,
        input_tokens=cell.input_tokens,
        output_tokens=cell.output_tokens,
        tokens_unknown=cell.tokens_unknown,
        cost_per_passed_usd=None if known is None else known / summary.passed,
        latency=cell.latency,
    )


def _run(store: Store, name: str) -> Analytics:
    run = store.run(name)
    return Analytics(run_id=run.id, suite=run.suite, cells=tuple(map(analysed, store.run_cells(run.id))))


def _suite(store: Store, suite: str) -> Analytics:
    cells = store.suite_cells(known_suite(store, suite))
    return Analytics(run_id=None, suite=suite, cells=tuple(map(analysed, cells)))
