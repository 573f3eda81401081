"""A PostgreSQL server for as long as a benchmark needs it."""

from contextlib import ExitStack

from tests import postgres


def postgresql(stack: ExitStack) -> str | None:
    """Start a server until the stack ends; return the address of an empty database, None where none can be started."""
    if postgres.programs() is None:
        return None
    return postgres.new_database(stack.enter_context(postgres.server(durable=True)))
