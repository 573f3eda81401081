"""Paid answers and the ledger of what was spent. A repeated purchase replaces the answer; the ledger keeps both."""

import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from threading import Lock
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, bindparam, func, select

from benchwright.records.call import ModelResponse, StoredCall
from benchwright.records.plan import CallHistory
from benchwright.store import spending
from benchwright.store.claims import Claims
from benchwright.store.database import Prepared, insertion, upsert
from benchwright.store.packing import pack, storable, unpack
from benchwright.store.tables import calls, purchases
from benchwright.store.writer import Job, Rows, Writer

_ADAPTER = TypeAdapter(ModelResponse)
_CHUNK = 500
"""Keys in one query; SQLite took 999 at most in its older versions."""
_ONE = select(calls.c.provider, calls.c.model, calls.c.response, calls.c.cost_usd, calls.c.tries).where(
    calls.c.key == bindparam("wanted")
)


class CallBook:
    """All stored calls and the ledger, as fast as a run needs them."""

    def __init__(self, reader: Engine, writer: Writer) -> None:
        self._reader = reader
        self._writer = writer
        self._look_up = Prepared(_ONE, reader)
        self._keep = Prepared(upsert(reader, calls, unique=("key",)), reader)
        self._buy = Prepared(insertion(purchases), reader)
        self._add_up = Prepared(spending.entry(reader), reader)
        self._lock = Lock()
        self._connection: Connection | None = None

    def find(self, key: str) -> StoredCall | None:
        """Return the stored call of a key, or None."""
        with self._lock:  # one connection, kept: fetching one from the pool takes longer than the look-up
            if self._connection is None:
                self._connection = self._reader.connect()
            found = self._look_up.first(self._connection, {"wanted": key})
        return None if found is None else _call(key, found)

    async def keep(self, run_id: str, call: StoredCall) -> None:
        """Keep an answer and enter its price; durable once this returns."""
        now = time.time()
        bought = _purchase(run_id, call.cost_usd, key=call.key, at=now)
        kept = (self._keep, (_row(call, run_id, now),))
        await self._writer.put(Job(call.key, (kept, *self._entries(bought))))

    async def spend(self, run_id: str, cost_usd: float | None, reason: str) -> None:
        """Enter money that was, or may have been, spent without an answer; None: nobody knows how much."""
        lost = _purchase(run_id, cost_usd, reason=reason, at=time.time())
        await self._writer.put(Job("", self._entries(lost)))

    def _entries(self, purchase: dict[str, Any]) -> tuple[tuple[Prepared, Rows], ...]:
        return (self._buy, (purchase,)), (self._add_up, (spending.row(purchase),))

    def close(self) -> None:
        """Give back the connection."""
        if self._connection is not None:
            self._connection.close()


class RunCalls:
    """The response cache as one run uses it: `contracts.CallStore`, with purchases on the run's account."""

    def __init__(self, book: CallBook, run_id: str, claims: Claims) -> None:
        self._book = book
        self._run_id = run_id
        self._claims = claims

    async def get(self, key: str) -> StoredCall | None:
        """Return the stored call, or None."""
        return self._book.find(key)  # on this thread: handing it to another one takes longer

    async def put(self, call: StoredCall) -> None:
        """Keep a paid answer; durable once this returns."""
        await self._book.keep(self._run_id, call)

    def claim(self, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the sole right to buy the answer of a key, once no other run does."""
        return self._claims.hold(key)

    async def spend(self, cost_usd: float | None, reason: str) -> None:
        """Enter money that was, or may have been, spent without an answer; None: nobody knows how much."""
        await self._book.spend(self._run_id, cost_usd, reason)

    def close(self) -> None:
        """Give back all claims."""
        self._claims.close()


def known(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return those of the keys whose calls are stored."""
    stored: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        query = select(calls.c.key).where(calls.c.key.in_(keys[start : start + _CHUNK]))
        stored.update(connection.execute(query).scalars())
    return stored


def spent_usd(connection: Connection, run_id: str) -> float:
    """Return the sum of a run's purchases, those of unknown cost left out."""
    return (
        connection.execute(select(func.sum(purchases.c.cost_usd)).where(purchases.c.run_id == run_id)).scalar() or 0.0
    )


def history(connection: Connection, provider: str, model: str) -> CallHistory:
    """Return what a model's stored calls say about its next one."""
    means = select(func.count(), func.avg(calls.c.output_tokens), func.avg(calls.c.latency_s))
    count, tokens, latency = connection.execute(means.where(calls.c.provider == provider, calls.c.model == model)).one()
    return CallHistory(calls=count, mean_output_tokens=tokens, mean_latency_s=latency)


def _call(key: str, found: Row[Any]) -> StoredCall:
    return StoredCall(
        key=key,
        provider=found.provider,
        model=found.model,
        response=ModelResponse.model_validate_json(unpack(found.response)),
        cost_usd=found.cost_usd,
        tries=found.tries,
    )


def _row(call: StoredCall, run_id: str, at: float) -> dict[str, Any]:
    return {
        "key": call.key,
        "run_id": run_id,
        "provider": call.provider,
        "model": call.model,
        "cost_usd": call.cost_usd,
        "output_tokens": call.response.usage.output_tokens,
        "latency_s": call.response.latency_s,
        "tries": call.tries,
        "created_at": at,
        "response": pack(_ADAPTER, call.response),
    }


def _purchase(run_id: str, cost_usd: float | None, *, key: str = "", reason: str = "", at: float) -> dict[str, Any]:
    return {"run_id": run_id, "key": key, "cost_usd": cost_usd, "reason": storable(reason), "created_at": at}
