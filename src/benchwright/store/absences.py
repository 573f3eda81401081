"""Why a candidate that took part in runs of a suite is not on its leaderboard."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from benchwright.records.absence import Absence, AbsenceReason
from benchwright.store.run_records import parsed
from benchwright.store.seen import on_leaderboard
from benchwright.store.standings import Who
from benchwright.store.summaries import whole
from benchwright.store.tables import run_cells, run_edits, runs

_SHOWN = 10
_EXPLANATIONS: Mapping[AbsenceReason, str] = {
    "deleted": "every run it took part in is deleted; restore one",
    "not_started": "no attempt of it has finished; resume its newest run",
    "no_verdict": "every attempt of it ended without a verdict; see their errors, then resume with --retry-errors",
    "edited": "every task it has a verdict on was edited since; run it again",
}


def absences(connection: Connection, suite: str) -> list[Absence]:
    """Return who is missing from a suite's leaderboard, by name."""
    verdicts = _verdicts(connection, suite)
    present = on_leaderboard(connection, suite)
    found = [
        _absence(suite, who, ids, _reason(ids, verdicts.get(who, {})))
        for who, ids in _taking_part(connection, suite).items()
        if who not in present
    ]
    return sorted(found, key=lambda absence: (absence.candidate, absence.candidate_digest))


def _verdicts(connection: Connection, suite: str) -> dict[Who, dict[str, int]]:
    """Return the number of attempts with a verdict of each candidate, by run; only of runs that it has attempts in."""
    query = (
        select(run_cells.c.candidate_digest, run_cells.c.candidate, run_cells.c.run_id, run_cells.c.scored)
        .join(runs, runs.c.id == run_cells.c.run_id)
        .where(runs.c.suite == suite, whole(run_cells))
    )
    found: dict[Who, dict[str, int]] = {}
    for digest, name, run_id, scored in connection.execute(query):
        found.setdefault(Who(digest, name), {})[run_id] = scored
    return found


def _taking_part(connection: Connection, suite: str) -> dict[Who, list[tuple[str, bool]]]:
    """Return each candidate's runs, the newest first, and whether they are deleted."""
    records = (
        select(runs.c.record, run_edits.c.deleted_at.is_not(None))
        .outerjoin(run_edits, run_edits.c.run_id == runs.c.id)
        .where(runs.c.suite == suite)
        .order_by(runs.c.created_at.desc(), runs.c.id.desc())
    )
    taking_part: dict[Who, list[tuple[str, bool]]] = {}
    for record, deleted in connection.execute(records):
        run = parsed(record)
        for candidate in run.spec.candidates:
            taking_part.setdefault(Who(candidate.digest, candidate.name), []).append((run.id, bool(deleted)))
    return taking_part


def _reason(took_part: Sequence[tuple[str, bool]], verdicts: Mapping[str, int]) -> AbsenceReason:
    kept = [run_id for run_id, deleted in took_part if not deleted]
    if not kept:
        return "deleted"
    if not any(run_id in verdicts for run_id in kept):
        return "not_started"
    return "edited" if any(verdicts.get(run_id) for run_id in kept) else "no_verdict"


def _absence(suite: str, who: Who, took_part: Sequence[tuple[str, bool]], reason: AbsenceReason) -> Absence:
    return Absence(
        suite=suite,
        candidate=who.name,
        candidate_digest=who.digest,
        reason=reason,
        explanation=_EXPLANATIONS[reason],
        runs=tuple(run_id for run_id, _ in took_part[:_SHOWN]),
    )
