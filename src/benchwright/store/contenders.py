"""A candidate's results task by task, for comparisons."""

from collections.abc import Iterable

from sqlalchemy import Connection

from benchwright.errors import BadInput, UnknownName
from benchwright.records.comparison import Contender, TaskCount
from benchwright.store import lines, runs
from benchwright.store.figures import Figures
from benchwright.store.standings import Counted, Who, chosen


def task_counts(connection: Connection, contender: Contender) -> tuple[TaskCount, ...]:
    """Return a contender's results by task; raise UnknownName where there is none of it."""
    return tuple(_summed(_lines(connection, contender)))


def _lines(connection: Connection, contender: Contender) -> list[Counted]:
    if contender.run_id is not None:
        run = runs.find(connection, contender.run_id)
        names = [candidate.name for candidate in run.spec.candidates]
        if contender.candidate not in {*names, *(candidate.digest for candidate in run.spec.candidates)}:
            raise UnknownName(f"candidate of run {run.id}", contender.candidate, names)
        return list(lines.of_run(connection, run.id, contender.candidate))
    if contender.suite is None:
        raise BadInput(f"contender '{contender.candidate}' needs a run or a suite: name the run to take it from")
    counted = chosen(lines.of_suite(connection, contender.suite), lines.ages(connection, contender.suite))
    who = _named(contender, counted)
    return counted[who]


def _named(contender: Contender, counted: Iterable[Who]) -> Who:
    known = sorted(counted, key=lambda who: (who.name, who.digest))
    found = [who for who in known if contender.candidate in (who.name, who.digest)]
    if not found:
        names = sorted({who.name for who in known})
        raise UnknownName(f"candidate with results in suite {contender.suite}", contender.candidate, names)
    if len(found) > 1:
        digests = [who.digest for who in found]
        raise UnknownName("candidate", contender.candidate, digests, "Several have the name; give the digest of one.")
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
