import asyncio
import multiprocessing
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path

from benchwright.store.claims import Claims


async def test_a_key_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = Claims(tmp_path), Claims(tmp_path)
    order: list[str] = []

    async def buy(claims: Claims, name: str) -> None:
        async with claims.hold("k"):
            order.append(f"{name} in")
            await asyncio.sleep(0.05)
            order.append(f"{name} out")

    await asyncio.gather(buy(first, "first"), buy(second, "second"))
    assert order == ["first in", "first out", "second in", "second out"]


async def test_other_keys_are_free(tmp_path: Path) -> None:
    first, second = Claims(tmp_path), Claims(tmp_path)
    async with asyncio.timeout(5), first.hold("k"), second.hold("other"):
        pass


async def test_a_claim_goes_with_its_process(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    held = spawning.Event()
    holder = spawning.Process(target=_hold_for_ever, args=(tmp_path, held))
    holder.start()
    assert await asyncio.to_thread(held.wait, 30)
    claims = Claims(tmp_path)
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2), claims.hold("k"):
            raise AssertionError("two hold one key")
    holder.kill()
    async with asyncio.timeout(5), claims.hold("k"):
        pass
    holder.join()


def _hold_for_ever(folder: Path, held: Event) -> None:
    async def hold() -> None:
        async with Claims(folder).hold("k"):
            held.set()
            await asyncio.sleep(60)

    asyncio.run(hold())
