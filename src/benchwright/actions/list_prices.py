"""What calls cost, for the candidates that are saved or were run."""

from collections.abc import Sequence

from benchwright.actions import registry
from benchwright.contracts import PriceBook
from benchwright.records.candidate import ModelCandidate
from benchwright.records.record import Record
from benchwright.records.usage import Price
from benchwright.records.workspace import Workspace


class Priced(Record):
    """One candidate's price."""

    candidate: str
    price: Price | None
    """None: unknown."""


def list_prices(workspace: Workspace, candidates: Sequence[ModelCandidate] = ()) -> tuple[Priced, ...]:
    """Return the prices of saved configs, and of other candidates after them."""
    overrides = {
        f"{saved.candidate.provider}/{saved.candidate.model}": saved.price
        for saved in workspace.models
        if saved.price is not None
    }
    book: PriceBook = registry.load("prices", "genai")(overrides)
    known = {saved.candidate.name: saved.candidate for saved in workspace.models}
    known |= {candidate.name: candidate for candidate in candidates if candidate.name not in known}
    return tuple(Priced(candidate=name, price=book.price(candidate)) for name, candidate in known.items())
