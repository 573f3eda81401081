"""Why a candidate is not on a leaderboard."""

from typing import Literal

from benchwright.records.record import Record

AbsenceReason = Literal["deleted", "not_started", "no_verdict", "edited"]


class Absence(Record):
    """A candidate that took part in runs of a suite and yet is not on its leaderboard."""

    suite: str
    candidate: str
    candidate_digest: str
    reason: AbsenceReason
    explanation: str
    """What happened and what to do."""
    runs: tuple[str, ...]
    """Ids of the runs it took part in, the newest first; 10 at most."""
