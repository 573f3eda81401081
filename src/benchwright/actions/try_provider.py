"""Make one small call to a provider, to see whether key, address and model are right."""

from benchwright.actions import registry
from benchwright.actions.candidates import connect, find_candidates
from benchwright.contracts import PriceBook
from benchwright.errors import ProviderError, UserMistake
from benchwright.records.call import Message, ModelRequest, ModelResponse
from benchwright.records.candidate import ModelCandidate
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace

MAX_TOKENS = 16
TIMEOUT_S = 30.0


class Trial(Record):
    """What came of the call."""

    works: bool
    detail: str
    latency_s: float | None = None
    cost_usd: float | None = None
    """None: unknown."""
    model_version: str = ""


async def try_provider(workspace: Workspace, name: str) -> Trial:
    """Ask a candidate, by its name, for one word; what the provider refuses is a result and no error."""
    (candidate,) = find_candidates(workspace, [name], overrides={"max_tokens": MAX_TOKENS})
    try:
        response = await _ask(workspace, candidate)
    except (ProviderError, UserMistake) as error:
        return Trial(works=False, detail=str(error))
    book: PriceBook = registry.load("prices", "genai")({})
    price = book.price(candidate)
    return Trial(
        works=True,
        detail=f"answered in {response.latency_s:.2f} s",
        latency_s=response.latency_s,
        cost_usd=None if price is None else price.cost_usd(response.usage),
        model_version=response.model_version,
    )


async def _ask(workspace: Workspace, candidate: ModelCandidate) -> ModelResponse:
    model = connect(candidate, workspace, {})
    question = (Message(role="user", content="Answer with the word: ready"),)
    request = ModelRequest(model=candidate.model, messages=question, settings=candidate.settings, task_id="trial")
    try:
        return await model.generate(request, timeout_s=TIMEOUT_S)
    finally:
        await model.close()
