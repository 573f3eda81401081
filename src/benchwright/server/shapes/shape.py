"""The base of all shapes, and how text, money and pages are written in JSON."""

from decimal import Decimal
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ItemT = TypeVar("ItemT")

USD_PATTERN = r"^-?[0-9]{1,12}(\.[0-9]{1,12})?$"

LONGEST_TEXT = 200_000
"""Characters of a text that a detail holds; the artifact has all of it."""


class Shape(BaseModel):
    """Something the API sends: every field is there, unknown is null."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", protected_namespaces=(), from_attributes=True, use_attribute_docstrings=True
    )

    @classmethod
    def of(cls, source: object) -> Self:
        """Return the shape of anything that has its fields as attributes; what it has besides is left out."""
        return cls.model_validate(source)


class Question(BaseModel):
    """Something the API is sent: unknown fields are refused, what is left out has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=(), use_attribute_docstrings=True)


def clean(value: object) -> object:
    """Replace what no UTF-8 text can hold, such as half a surrogate pair in a model's answer."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _write_usd(value: object) -> object:
    return usd(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(clean)]
"""Text from outside: shown, never executed."""

Usd = Annotated[str, BeforeValidator(_write_usd, json_schema_input_type=str), Field(pattern=USD_PATTERN)]
"""Money in US dollars: a decimal number in a string, so that nobody's floating point touches it."""


def usd(amount: float) -> str:
    """Write an amount exact to a billionth of a dollar, without an exponent."""
    return format(Decimal(str(round(amount, 9))).normalize() + Decimal(0), "f")


class LongText(Shape):
    """A text that may be too long for a detail."""

    text: Text
    characters: int
    """Of the whole text."""
    cut: bool
    """Whether `text` is only the beginning; the artifact holds the rest."""


def long_text(text: str) -> LongText:
    """Return the beginning of a text with its whole length."""
    return LongText(text=text[:LONGEST_TEXT], characters=len(text), cut=len(text) > LONGEST_TEXT)


class Paged(Shape, Generic[ItemT]):
    """One page of a list."""

    items: tuple[ItemT, ...]
    next_cursor: str | None
    """Give it as `cursor` for the next page; null: this was the last one."""
