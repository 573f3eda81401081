"""`/api/events`: one stream a tab, of what happens in whichever process."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from benchwright.server.context import Here
from benchwright.server.live_events import stream

router = APIRouter(prefix="/api", tags=["events"])


@router.get("/events", operation_id="streamEvents", response_class=EventSourceResponse)
async def events(
    here: Here,
    *,
    since: Annotated[int | None, Query(ge=0, le=2**62, description="Number of the last change that is known.")] = None,
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Stream `hello` (HelloEvent), `change` (ChangeEvent) and `progress` (ProgressEvent) events.

    A change's id is its number: a browser sends the last one back in `Last-Event-ID`, and the stream goes on there.
    Without one it begins now.
    """
    known = int(last_event_id) if last_event_id and last_event_id.isdecimal() else since
    async for event in stream(here, known):
        yield event
