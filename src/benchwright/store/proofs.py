"""What is known of tasks on this machine: whether the reference passed and the starter failed."""

import time
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select

from benchwright.records.run import Proof
from benchwright.store.packing import storable
from benchwright.store.tables import proofs

_CHUNK = 500


def stored(connection: Connection, keys: Sequence[str]) -> dict[str, Proof]:
    """Return the proofs there are, by key."""
    found: dict[str, Proof] = {}
    for start in range(0, len(keys), _CHUNK):
        query = select(proofs.c.key, proofs.c.task_id, proofs.c.flaw)
        rows = connection.execute(query.where(proofs.c.key.in_(keys[start : start + _CHUNK])))
        found.update({key: Proof(task_id=task_id, flaw=flaw) for key, task_id, flaw in rows})
    return found


def keep(connection: Connection, made: Mapping[str, Proof]) -> None:
    """Keep new proofs; those that another process kept meanwhile stay."""
    known = stored(connection, list(made))
    rows = [
        {"key": key, "task_id": proof.task_id, "flaw": storable(proof.flaw), "created_at": time.time()}
        for key, proof in made.items()
        if key not in known
    ]
    if rows:
        connection.execute(insert(proofs), rows)
