"""`/api/candidates`, `/api/providers` and `/api/prices`: who can be measured, and what that costs."""

from fastapi import APIRouter

from benchwright.actions.list_prices import list_prices
from benchwright.actions.list_providers import list_providers
from benchwright.actions.offer_candidates import offer_candidates
from benchwright.actions.try_provider import try_provider
from benchwright.errors import UnknownName
from benchwright.server.context import Lab
from benchwright.server.paging import Cursor, Limit, page_of
from benchwright.server.shapes.settings import (
    CandidateOffer,
    PriceLine,
    ProviderLine,
    ProviderTest,
    ProviderTestRequest,
    price_line,
)
from benchwright.server.shapes.shape import Paged

router = APIRouter(prefix="/api", tags=["candidates"])


@router.get("/candidates", operation_id="listCandidates")
def list_offers(lab: Lab, cursor: Cursor = None, limit: Limit = 100) -> Paged[CandidateOffer]:
    """List saved configs and offline baselines; any `provider/model` can be named in a run besides."""
    found, following = page_of(offer_candidates(lab), cursor, limit)
    return Paged[CandidateOffer](items=tuple(map(CandidateOffer.of, found)), next_cursor=following)


@router.get("/providers", operation_id="listProviders")
def list_all_providers(lab: Lab, cursor: Cursor = None, limit: Limit = 100) -> Paged[ProviderLine]:
    """List the providers, and whether each can be used; keys are never shown."""
    found, following = page_of(list_providers(lab), cursor, limit)
    return Paged[ProviderLine](items=tuple(map(ProviderLine.of, found)), next_cursor=following)


@router.post("/providers/{provider}/test", operation_id="testProvider")
async def test_provider(lab: Lab, provider: str, asked: ProviderTestRequest) -> ProviderTest:
    """Make one small call, to see whether key, address and model are right; it may cost a fraction of a cent."""
    known = [one.name for one in list_providers(lab)]
    if provider not in known:
        raise UnknownName("provider", provider, known)
    return ProviderTest.of(await try_provider(lab, f"{provider}/{asked.model}"))


@router.get("/prices", operation_id="listPrices")
def list_all_prices(lab: Lab, cursor: Cursor = None, limit: Limit = 100) -> Paged[PriceLine]:
    """List what the calls of saved configs cost, with the price's source and date; unknown is null."""
    found, following = page_of(list_prices(lab), cursor, limit)
    return Paged[PriceLine](items=tuple(price_line(one) for one in found), next_cursor=following)
