"""The one pydantic base of all records: frozen, closed, cheap to build."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen noun; a change is a new record (`model_copy(update=…)`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed; figures that were computed from the old fields are not carried over.

        pydantic would copy a cached digest along, and an edited task would pass for the old one.
        """
        copied = super().model_copy(update=update, deep=deep)
        state = vars(copied)
        for name in state.keys() - type(self).model_fields.keys():
            del state[name]
        return copied
