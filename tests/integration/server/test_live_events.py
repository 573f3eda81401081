import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from benchwright.actions.board import Board
from benchwright.actions.open_store import open_store
from benchwright.actions.start_run import start_run
from benchwright.records.candidate import ModelCandidate
from benchwright.records.run import RunSpec
from benchwright.records.workspace import Workspace
from benchwright.server.context import Context
from benchwright.server.live_events import stream
from benchwright.server.live_workspace import LiveWorkspace
from benchwright.server.runner import Runner


@pytest.fixture
async def here(lab: Workspace) -> AsyncIterator[Context]:
    store = open_store(lab)
    yield Context(live=LiveWorkspace(lab), store=store, runner=Runner(), name="server")
    store.close()


async def read(here: Context, known: int | None, *, until: str) -> list[tuple[str, str | None, dict[str, Any]]]:
    """Return the events until one is of a kind that is waited for."""
    events: list[tuple[str, str | None, dict[str, Any]]] = []
    async for event in stream(here, known):
        content = json.loads(event.data.model_dump_json())
        events.append((event.event or "", event.id, content))
        if until in (event.event, content.get("kind")):
            break
    return events


async def test_what_another_process_does_is_told_and_told_again_from_a_number(here: Context, lab: Workspace) -> None:
    reading = asyncio.create_task(read(here, None, until="never"))
    await asyncio.sleep(0.4)
    spec = RunSpec(suite="questions", candidates=(ModelCandidate(provider="baseline", model="reference"),))
    summary = await start_run(lab, spec, Board())
    await asyncio.sleep(1.0)
    reading.cancel()
    told = await read(here, 0, until="run_created")
    assert [kind for kind, _, _ in told] == ["hello", "change"]
    assert told[0][2]["server"] == "server"
    rest = await asyncio.wait_for(read(here, int(told[1][1] or 0), until="attempt_finished"), 5)
    assert rest[-1][2]["run_id"] == summary.run_id
    assert rest[-1][2]["attempt"]["outcome"] == "passed"


async def test_a_new_reader_is_not_told_the_past(here: Context, lab: Workspace) -> None:
    spec = RunSpec(suite="questions", candidates=(ModelCandidate(provider="baseline", model="reference"),))
    await start_run(lab, spec, Board())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(read(here, None, until="change"), 0.8)
