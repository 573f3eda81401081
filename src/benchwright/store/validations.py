"""The newest proof of each task, by the digest of its content."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from benchwright.records.validation import KeptValidation, TaskValidation
from benchwright.store.packing import moment, pack, seconds, storable, unpack
from benchwright.store.tables import validations

_CHUNK = 500
_VALIDATION = TypeAdapter(TaskValidation)


def stored(connection: Connection, digests: Sequence[str]) -> tuple[KeptValidation, ...]:
    """Return the proofs there are of these tasks, in no order."""
    chunks = (digests[start : start + _CHUNK] for start in range(0, len(digests), _CHUNK))
    return tuple(
        KeptValidation(
            task_digest=row.task_digest,
            validation=_VALIDATION.validate_json(unpack(row.validation)),
            sandbox=row.sandbox,
            validated_at=moment(row.validated_at),
        )
        for chunk in chunks
        for row in connection.execute(select(validations).where(validations.c.task_digest.in_(chunk)))
    )


def keep(connection: Connection, made: KeptValidation) -> None:
    """Keep a proof in place of the one before."""
    connection.execute(delete(validations).where(validations.c.task_digest == made.task_digest))
    row = {
        "task_digest": made.task_digest,
        "sandbox": storable(made.sandbox),
        "validated_at": seconds(made.validated_at),
        "validation": pack(_VALIDATION, made.validation),
    }
    connection.execute(insert(validations), [row])
