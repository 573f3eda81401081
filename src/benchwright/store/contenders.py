"""A candidate's results task by task, for comparisons."""

from collections.abc import Iterable

from sqlalchemy import Connection

from benchwright.errors import BadInput, UnknownName
from benchwright.records.comparison import Contender, TaskCount
from benchwright.store import runs, seen, summaries
from benchwright.store.figures import Figures
from benchwright.store.measure import Slice
from benchwright.store.standings import Counted, Who


def task_counts(connection: Connection, contender: Contender) -> tuple[TaskCount, ...]:
    """Return a contender's results by task; raise UnknownName where there is none of it."""
    return tuple(_summed(_lines(connection, contender)))


def _lines(connection: Connection, contender: Contender) -> Iterable[Counted]:
    if contender.run_id is not None:
        run = runs.find(connection, contender.run_id)
        known = {Who(candidate.digest, candidate.name) for candidate in run.spec.candidates}
        who = _named(f"candidate of run {run.id}", contender.candidate, known)
        return summaries.lines_of(connection, Slice(run.id, who.digest, who.name))
    if contender.suite is None:
        raise BadInput(f"contender '{contender.candidate}' needs a run or a suite: name the run to take it from")
    known = seen.on_leaderboard(connection, contender.suite)
    who = _named(f"candidate with results in suite {contender.suite}", contender.candidate, known)
    return summaries.counting(connection, contender.suite, who)


def _named(kind: str, name: str, known: Iterable[Who]) -> Who:
    known = sorted(known, key=lambda who: (who.name, who.digest))
    found = [who for who in known if name in (who.name, who.digest)]
    if not found:
        raise UnknownName(kind, name, sorted({who.name for who in known}))
    if len(found) > 1:
        raise UnknownName(kind, name, [who.digest for who in found], "Several have the name; give the digest of one.")
    return found[0]


def _summed(counted: Iterable[Counted]) -> Iterable[TaskCount]:
    by_task: dict[tuple[str, str, str, str], Figures] = {}
    for line, figures in counted:
        form = (line.task_id, line.task_digest, line.difficulty, line.language)
        by_task.setdefault(form, Figures()).merge(figures)
    for (task_id, task_digest, difficulty, language), figures in sorted(by_task.items(), key=lambda one: one[0]):
        yield TaskCount(
            task_id=task_id,
            task_digest=task_digest,
            difficulty=difficulty,
            language=language,
            finished=figures.finished,
            scored=figures.scored,
            passed=figures.passed,
            overall=figures.overall.value,
        )
