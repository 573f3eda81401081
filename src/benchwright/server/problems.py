"""The one place that turns errors into HTTP statuses and problem details (RFC 9457)."""

import logging
import re
import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from benchwright.errors import (
    BadField,
    BenchwrightError,
    BudgetExhausted,
    Cancelled,
    EditConflict,
    NameTaken,
    NoBudget,
    ProviderError,
    RunBusy,
    RunIdle,
    SandboxError,
    UnknownName,
    UserMistake,
)
from benchwright.server.shapes.problem import FieldProblem, Problem

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("benchwright.server")
_STATUSES: tuple[tuple[type[BenchwrightError], HTTPStatus], ...] = (
    (EditConflict, HTTPStatus.PRECONDITION_FAILED),
    (RunBusy, HTTPStatus.CONFLICT),
    (RunIdle, HTTPStatus.CONFLICT),
    (NoBudget, HTTPStatus.CONFLICT),
    (NameTaken, HTTPStatus.CONFLICT),
    (BudgetExhausted, HTTPStatus.CONFLICT),
    (Cancelled, HTTPStatus.CONFLICT),
    (UserMistake, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ProviderError, HTTPStatus.BAD_GATEWAY),
    (SandboxError, HTTPStatus.SERVICE_UNAVAILABLE),
    (BenchwrightError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The first that fits counts."""
_LONGEST_VALUE = 200


class Refused(Exception):
    """A request that the door itself turns down."""

    def __init__(self, status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


def answer_problems(app: FastAPI) -> None:
    """Let the app answer every error with a problem."""
    app.add_exception_handler(BenchwrightError, _ours)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def problem_response(
    status: int,
    detail: str,
    *,
    kind: str = "",
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem as a response; `kind` is what it is called in its URN, else the status' phrase."""
    phrase = HTTPStatus(status).phrase
    problem = Problem(
        type=f"urn:benchwright:problem:{_dashed(kind or phrase)}",
        title=phrase,
        status=status,
        detail=detail,
        errors=tuple(errors),
        request_id=secrets.token_hex(8),
    )
    sent = {"x-request-id": problem.request_id, **(headers or {})}
    return JSONResponse(problem.model_dump(), status_code=status, media_type=MEDIA_TYPE, headers=sent)


def _ours(request: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    if isinstance(error, UnknownName) and error.name in request.path_params.values():
        status = HTTPStatus.NOT_FOUND
    fields: tuple[FieldProblem, ...] = ()
    if isinstance(error, BadField):
        value = error.value[:_LONGEST_VALUE]
        fields = (FieldProblem(field=f"body.{error.field}", value=value, message=str(error)),)
    return problem_response(status, str(error), kind=type(error).__name__, errors=fields)


def _refused(_request: Request, error: Exception) -> JSONResponse:
    refused = error if isinstance(error, Refused) else Refused(HTTPStatus.BAD_REQUEST, str(error))
    return problem_response(refused.status, refused.detail, headers=refused.headers)


def _malformed(_request: Request, error: Exception) -> JSONResponse:
    found: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    errors = [_field(one) for one in found]
    detail = "; ".join(f"{one.field}: {one.message}" for one in errors[:3]) or "the request is malformed"
    return problem_response(HTTPStatus.UNPROCESSABLE_ENTITY, detail, kind="malformed request", errors=errors)


def _field(one: Mapping[str, Any]) -> FieldProblem:
    missing = one["type"] == "missing"
    value = "" if missing else str(one.get("input", ""))[:_LONGEST_VALUE]
    message = "is missing; add it" if missing else str(one["msg"])
    if one["type"] == "extra_forbidden":
        message = "is not known here; remove it"
    return FieldProblem(field=".".join(str(part) for part in one["loc"]), value=value, message=message)


def _http(_request: Request, error: Exception) -> JSONResponse:
    found = error if isinstance(error, HTTPException) else HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR)
    return problem_response(found.status_code, str(found.detail), headers=found.headers)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    response = problem_response(
        HTTPStatus.INTERNAL_SERVER_ERROR, "something broke in the server; its log says what, under the request's id"
    )
    extra = {"path": request.url.path, "request_id": response.headers["x-request-id"]}
    _LOG.error("unexpected error", exc_info=error, extra=extra)
    return response


def _dashed(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", "-", name).lower()
