import asyncio
import multiprocessing
import time
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import create_engine

from benchwright.store.claims import Claims, ServerClaims
from benchwright.store.database import connect
from tests.postgres import new_database

NOT_ON_SERVER = ServerClaims(create_engine("sqlite://"))


def claims_in(folder: Path) -> Claims:
    return Claims(folder, NOT_ON_SERVER)


async def test_a_key_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = claims_in(tmp_path), claims_in(tmp_path)
    order: list[str] = []

    async def buy(claims: Claims, name: str) -> None:
        async with claims.hold("k"):
            order.append(f"{name} in")
            await asyncio.sleep(0.05)
            order.append(f"{name} out")

    await asyncio.gather(buy(first, "first"), buy(second, "second"))
    assert order == ["first in", "first out", "second in", "second out"]


async def test_other_keys_are_free(tmp_path: Path) -> None:
    first, second = claims_in(tmp_path), claims_in(tmp_path)
    async with asyncio.timeout(5), first.hold("k"), second.hold("other"):
        pass


async def test_machines_that_share_a_server_keep_each_other_out(postgres_address: str, tmp_path: Path) -> None:
    address = new_database(postgres_address)
    engines = connect(address), connect(address)
    first, second = (ServerClaims(each.reader) for each in engines)
    here, there = Claims(tmp_path / "here", first), Claims(tmp_path / "there", second)
    async with here.hold("k"):
        async with asyncio.timeout(5), there.hold("other"):
            pass
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2), there.hold("k"):
                raise AssertionError("two hold one key")
    async with asyncio.timeout(5), there.hold("k"):
        pass
    for each in (first, second, *engines):
        each.close()


def test_a_claim_on_a_server_goes_with_its_connection(postgres_address: str) -> None:
    address = new_database(postgres_address)
    engines = connect(address), connect(address)
    first, second = (ServerClaims(each.reader) for each in engines)
    assert first.take("k")
    assert not second.take("k")
    first.close()
    give_up = time.monotonic() + 5
    while not second.take("k"):
        assert time.monotonic() < give_up
        time.sleep(0.01)
    for each in (second, *engines):
        each.close()


def test_databases_of_one_server_do_not_wait_for_each_other(postgres_address: str) -> None:
    engines = connect(new_database(postgres_address)), connect(new_database(postgres_address))
    first, second = (ServerClaims(each.reader) for each in engines)
    assert first.take("k")
    assert second.take("k")
    for each in (first, second, *engines):
        each.close()


async def test_a_claim_goes_with_its_process(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    held = spawning.Event()
    holder = spawning.Process(target=_hold_for_ever, args=(tmp_path, held))
    holder.start()
    assert await asyncio.to_thread(held.wait, 30)
    claims = claims_in(tmp_path)
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2), claims.hold("k"):
            raise AssertionError("two hold one key")
    holder.kill()
    async with asyncio.timeout(5), claims.hold("k"):
        pass
    holder.join()


def _hold_for_ever(folder: Path, held: Event) -> None:
    async def hold() -> None:
        async with claims_in(folder).hold("k"):
            held.set()
            await asyncio.sleep(60)

    asyncio.run(hold())
