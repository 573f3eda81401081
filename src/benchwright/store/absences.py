"""Why a candidate that took part in runs of a suite is not on its leaderboard."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from benchwright.records.absence import Absence, AbsenceReason
from benchwright.records.run import Run
from benchwright.store import lines
from benchwright.store.standings import Counted, Who, chosen
from benchwright.store.tables import runs

_SHOWN = 10
_EXPLANATIONS: Mapping[AbsenceReason, str] = {
    "deleted": "every run it took part in is deleted; restore one",
    "not_started": "no attempt of it has finished; resume its newest run",
    "no_verdict": "every attempt of it ended without a verdict; see their errors, then resume with --retry-errors",
    "edited": "every task it has a verdict on was edited since; run it again",
}


def absences(connection: Connection, suite: str) -> list[Absence]:
    """Return who is missing from a suite's leaderboard, by name."""
    ages = lines.ages(connection, suite)
    counted = list(lines.of_suite(connection, suite))
    present = chosen(counted, ages)
    found = [
        _absence(suite, who, ids, _reason(who, ids, ages, counted))
        for who, ids in _taking_part(connection, suite).items()
        if who not in present
    ]
    return sorted(found, key=lambda absence: (absence.candidate, absence.candidate_digest))


def _taking_part(connection: Connection, suite: str) -> dict[Who, list[str]]:
    taking_part: dict[Who, list[str]] = {}
    records = select(runs.c.record).where(runs.c.suite == suite)
    for record in connection.execute(records.order_by(runs.c.created_at.desc(), runs.c.id.desc())).scalars():
        run = Run.model_validate_json(record)
        for candidate in run.spec.candidates:
            taking_part.setdefault(Who(candidate.digest, candidate.name), []).append(run.id)
    return taking_part


def _reason(
    who: Who, ids: Sequence[str], ages: Mapping[str, tuple[float, str]], counted: Sequence[Counted]
) -> AbsenceReason:
    if not any(run_id in ages for run_id in ids):
        return "deleted"
    verdicts = [line.verdict for line, _ in counted if (line.candidate_digest, line.candidate) == who]
    if not verdicts:
        return "not_started"
    return "edited" if any(verdicts) else "no_verdict"


def _absence(suite: str, who: Who, ids: Sequence[str], reason: AbsenceReason) -> Absence:
    return Absence(
        suite=suite,
        candidate=who.name,
        candidate_digest=who.digest,
        reason=reason,
        explanation=_EXPLANATIONS[reason],
        runs=tuple(ids[:_SHOWN]),
    )
