"""The one pydantic base of all records: frozen, closed, cheap to build."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen noun; a change is a new record (`model_copy(update=…)`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())
