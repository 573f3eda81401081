"""The yardstick of the engine: the official SDK in a loop, concurrency 100, nothing stored. Arguments: URL, count."""

import asyncio
import sys

from openai import AsyncOpenAI, DefaultAioHttpClient

CONCURRENCY = 100


async def main(url: str, count: int) -> None:
    """Ask one question so many times."""
    client = AsyncOpenAI(base_url=url, api_key="none", http_client=DefaultAioHttpClient())
    numbers = iter(range(count))
    right = 0

    async def work() -> None:
        nonlocal right
        for number in numbers:
            reply = await client.chat.completions.create(
                model="bench", messages=[{"role": "user", "content": f"Question {number}: what is 6 x 7?"}]
            )
            right += "42" in (reply.choices[0].message.content or "")

    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    await client.close()
    if right != count:
        raise SystemExit(f"{right} of {count} answers were right")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
