"""Proofs of tasks: what trying one on this machine with right and wrong programs showed."""

from datetime import datetime

from benchwright.records.record import Record


class TaskValidation(Record):
    """What is known of a task after it was tried."""

    task_id: str
    reference_passed: bool
    empty_failed: bool
    """Whether an empty program passes no case, and the starter alone is no solution."""
    mutants: int = 0
    """Wrong programs that were tried, the task's equivalent ones left out."""
    killed: int = 0
    survivors: tuple[str, ...] = ()
    """Ids of the wrong programs that passed."""
    errors: tuple[str, ...] = ()
    """What kept the task from being proved, in words."""

    @property
    def proved(self) -> bool:
        """Whether the task can be trusted to tell right from wrong."""
        return self.reference_passed and self.empty_failed and not self.survivors and not self.errors


class KeptValidation(Record):
    """The newest proof of a task that is stored."""

    task_digest: str
    """Content of the task that was tried: edit it, and this says nothing of it."""
    validation: TaskValidation
    sandbox: str
    """Backend that the programs ran in; empty: none was needed."""
    validated_at: datetime
