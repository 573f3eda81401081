"""A solution in its sandbox, as the judges see it: loaded once, called many times, believed in nothing."""

import asyncio
import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchwright.records.execution import LimitName
from benchwright.records.plain import NotPlain, decode
from benchwright.sandboxes.channel import ChannelClosed
from benchwright.sandboxes.frames import BadFrame, Message
from benchwright.sandboxes.guest import Guest

MAX_TEXT = 2000
"""Characters of a solution's words that are kept."""
_EXIT_PATIENCE_S = 0.5
_LAST_WORD_S = 0.2
_FILE_ERRORS = (27, 28, 122)
"""EFBIG, ENOSPC, EDQUOT."""
_TRY_AGAIN = 11
"""EAGAIN: what fork says at the limit of processes."""


@dataclass(frozen=True)
class Returned:
    """The call came back with a plain value."""

    value: object


@dataclass(frozen=True)
class Raised:
    """The call raised an exception."""

    name: str
    """The built-in exception it is or descends from."""
    message: str
    text: str
    limit: LimitName | None = None
    """The limit that it tells of, if it does."""


@dataclass(frozen=True)
class Unusable:
    """The call came back with something that is no plain value."""

    text: str
    tampered: str = ""


@dataclass(frozen=True)
class Lost:
    """There is no answer and there will be none: the guest is gone, or nothing it says counts any more."""

    text: str
    tampered: str = ""


Reply = Returned | Raised | Unusable | Lost


class Solution:
    """One loaded program and its entry point."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest

    async def load(self, code: str, entry_point: str) -> Lost | None:
        """Load the program; return why it can't be used, if it can't."""
        message = await self.ask("load", code, entry_point)
        if isinstance(message, Lost):
            return message
        if message.get("loaded") is True:
            return None
        if "exit" in message:
            return Lost("it exits while it is loaded", "early-exit")
        return Lost(str(message.get("load_error", "it answered out of turn"))[:MAX_TEXT])

    async def call(self, arguments: Sequence[object], keywords: Mapping[str, object]) -> Reply:
        """Call the entry point once."""
        message = await self.ask("call", list(arguments), dict(keywords))
        return message if isinstance(message, Lost) else _read(message)

    async def spoke_unasked(self, *, wrong: bool) -> bool:
        """Say whether it wrote more than it was asked for; a `wrong` one is asked once more, for what is on its way."""
        if self.guest.spoke_unasked():
            return True
        if not wrong:
            return False
        try:
            return await asyncio.wait_for(self.guest.ask("idle"), _LAST_WORD_S) != {"idle": True}
        except BadFrame:
            return True
        except (ChannelClosed, TimeoutError):
            return False

    async def ask(self, *message: object) -> Message | Lost:
        """Send a message; where no answer comes, find out why."""
        try:
            return await self.guest.ask(*message)
        except BadFrame as error:
            return Lost(f"it wrote to the sandbox's own channel: {error}", "forged-frame")
        except ChannelClosed:
            return await self._explain()

    async def _explain(self) -> Lost:
        ended = await self.guest.end(patience_s=_EXIT_PATIENCE_S)
        if ended.limit is not None:
            return Lost(f"it was ended: limit of {ended.limit.replace('_', ' ')}")
        if ended.exit_code == 0:
            return Lost("the process exits instead of returning", "early-exit")
        if ended.exit_code is None:
            return Lost("it closed the sandbox's own channel", "closed-channel")
        return Lost(f"the process ended with code {ended.exit_code}")


def _read(message: Message) -> Reply:
    if "value" in message:
        try:
            return Returned(decode(message["value"]))
        except (NotPlain, RecursionError) as error:
            return Lost(f"it wrote to the sandbox's own channel: {error}", "forged-frame")
    if "raised" in message:
        return _raised(message)
    if "not_plain" in message:
        forged = "eq-override" if message.get("forged_eq") is True else ""
        return Unusable(f"it returned {str(message['not_plain'])[:200]}; only plain values can be judged", forged)
    if "exit" in message:
        return Lost("the program exits instead of returning", "early-exit")
    return Lost("it answered out of turn", "forged-frame")


def _raised(message: Message) -> Raised:
    name, text, number = str(message["raised"]), str(message.get("text", ""))[:MAX_TEXT], message.get("errno")
    limit: LimitName | None = None
    if number in _FILE_ERRORS:
        limit = "file_size"
    elif number == _TRY_AGAIN or "can't start new thread" in text:
        limit = "processes"
    elif name == "MemoryError":
        limit = "memory"
    return Raised(name=_known(name), message=str(message.get("message", ""))[:MAX_TEXT], text=text, limit=limit)


def built_in(name: str) -> type[BaseException] | None:
    """Return the built-in exception of that name, if there is one."""
    kind: Any = getattr(builtins, name, None)
    return kind if isinstance(kind, type) and issubclass(kind, BaseException) else None


def _known(name: str) -> str:
    return name if built_in(name) else "Exception"
