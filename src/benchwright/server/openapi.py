"""What the API says of itself in OpenAPI, errors and live events included."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from benchwright.server.problems import MEDIA_TYPE
from benchwright.server.shapes.event import ChangeEvent, HelloEvent, ProgressEvent
from benchwright.server.shapes.problem import Problem

Json = dict[str, Any]
_UNUSED = ("HTTPValidationError", "ValidationError")
_EXTRA = (Problem, ChangeEvent, HelloEvent, ProgressEvent)
"""Shapes that no route names as its response: errors, and what stands in the data of live events."""


def describe(app: FastAPI) -> None:
    """Let the app's schema say how errors really look."""

    def schema() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    app.openapi = schema


def _schema(app: FastAPI) -> Json:
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    components: Json = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _UNUSED:
        components.pop(name, None)
    for shape in _EXTRA:
        found = shape.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
        components |= found.pop("$defs", {}) | {shape.__name__: found}
    problem = {
        "description": "What went wrong, with which value, and what to do (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operation in _operations(document):
        operation["responses"].pop("422", None)
        operation["responses"]["4XX"] = problem
        operation["responses"]["5XX"] = problem
    return _renamed(document, {name: _public(name) for name in components})


def _public(name: str) -> str:
    """Return what clients know a schema as: `RunLinePage` for `Paged_RunLine_`, `Candidate` for `CandidateShape`."""
    paged = re.fullmatch(r"Paged_(\w+)_", name)
    return f"{paged[1]}Page" if paged else name.removesuffix("Shape")


def _renamed(document: Json, names: dict[str, str]) -> Json:
    text = json.dumps(document)
    for name, public in names.items():
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{public}"')
    renamed: Json = json.loads(text)
    schemas: Json = renamed["components"]["schemas"]
    renamed["components"]["schemas"] = {names[name]: schemas[name] | {"title": names[name]} for name in sorted(schemas)}
    return renamed


def _operations(document: Json) -> Iterator[Json]:
    for path in cast("dict[str, Json]", document["paths"]).values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))
