"""Errors as RFC 9457 problem details."""

from benchwright.server.shapes.shape import Shape, Text


class FieldProblem(Shape):
    """What is wrong with one field of a request."""

    field: Text
    """Where it stands, as `body.candidates.0.name` or `query.limit`."""
    value: Text
    """What was given, cut at 200 characters; empty where it is missing."""
    message: Text


class Problem(Shape):
    """What went wrong, with which value, and what to do."""

    type: str
    """Kind of problem, as a URN: the same for the same mistake."""
    title: str
    status: int
    detail: Text
    errors: tuple[FieldProblem, ...]
    """One for each field that is wrong; empty where no field is."""
    request_id: str
    """Stands in the server's log too, where the server itself is at fault."""
