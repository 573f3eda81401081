# pyright: basic, reportAttributeAccessIssue=false, reportOperatorIssue=false, reportGeneralTypeIssues=false, reportArgumentType=false
# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202, ANN204, BLE001, FBT003, S102, S302, SIM105, UP031
# Runs inside the sandbox: standard library only, nothing newer than Python 3.8, and as few imports as can be,
# because every guest pays for them (`import json` alone costs more than starting the interpreter).
"""The guest's program: loads a solution and answers calls, or runs a check that calls through a proxy.

It takes marshalled messages (the host is trusted) and answers with framed JSON (the host trusts nothing that comes
back): four bytes of length, the nonce, the text. It is never told what a call should return.
"""

import sys
from marshal import loads
from os import _exit, getpid, read, set_inheritable, write

from benchwright.records.plain import NotPlain, encode

try:
    from _json import encode_basestring_ascii as quote
except ImportError:
    from json import dumps as quote

MAX_FRAME = 2 * 1024 * 1024
MAX_TEXT = 500
HOST_GONE = 70
SOLUTION = "<solution>"
CHECK = "<check>"

REHEARSALS = 10
"""After some eight, the interpreter has adapted itself to the code, in memory that is shared then."""
REHEARSAL = """\
from typing import List
def solve(number: int) -> List[str]:
    \"\"\"Return texts.\"\"\"
    return [f"{each / number:.2f}" for each in range(3) if number % 2 or each not in {}]
"""


class CallRefused(BaseException):
    """The check passed something to the solution that can't be passed as a plain value."""


class Channel:
    """The private way to the host."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._pid = getpid()
        self._nonce = b""
        set_inheritable(descriptor, False)

    def open(self, nonce):
        """From now on, frame with this nonce."""
        self._nonce = nonce

    def receive(self):
        """Wait for the host's next message."""
        return loads(self._read(int.from_bytes(self._read(4), "big")))

    def send(self, message):
        """Write one frame; a forked child that gets here has no business answering."""
        if getpid() != self._pid:
            _exit(0)
        text = to_json(message).encode("ascii")
        if len(text) > MAX_FRAME:
            text = b'{"not_plain":"a value of more than %d bytes"}' % MAX_FRAME
        frame = len(text).to_bytes(4, "big") + self._nonce + text
        while frame:
            frame = frame[write(self._descriptor, frame) :]

    def _read(self, size):
        parts = []
        while size:
            chunk = read(self._descriptor, min(size, 1 << 20))
            if not chunk:
                _exit(HOST_GONE)
            parts.append(chunk)
            size -= len(chunk)
        return b"".join(parts)


def main(descriptor):
    """Serve the host until it ends this process."""
    channel = Channel(descriptor)
    nonce, limits = channel.receive()
    channel.open(nonce)
    restrict(limits)
    sys.argv = [""]
    channel.send({"ready": True})
    function = None
    while True:
        message = channel.receive()
        if message[0] == "load":
            function, reply = load(*message[1:])
        elif message[0] == "call":
            reply = answer(function, *message[1:])
        elif message[0] == "idle":
            reply = {"idle": True}
        else:
            reply = check(channel, *message[1:])
        flush()
        channel.send(reply)


def rehearse():
    """Go through what every guest does, for nothing: what Python sets up at the first time is then there for all."""
    for _ in range(REHEARSALS):
        function, _ = load(REHEARSAL, "solve")
        to_json([answer(function, [number], {}) for number in (0, 1)])
    del sys.modules["solution"]


def restrict(limits):
    """Lower this process's own limits for good: the names are those of the resource module."""
    import resource  # noqa: PLC0415

    for name, value in limits:
        kind = getattr(resource, name, None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)  # noqa: PLW2901
            resource.setrlimit(kind, (value, value))


def load(source, name):
    """Execute a solution's source and return its function with the reply."""
    module = type(sys)("solution")
    sys.modules["solution"] = module
    try:
        exec(compile(source, SOLUTION, "exec"), module.__dict__)
        function = module.__dict__.get(name)
        if not callable(function):
            return None, {"load_error": "it defines no function '%s'" % name}
    except SystemExit:
        return None, {"exit": True}
    except BaseException as error:
        return None, {"load_error": describe(error)["text"]}
    return function, {"loaded": True}


def answer(function, arguments, keywords):
    """Call the solution once and say what came of it."""
    try:
        value = function(*arguments, **keywords)
    except SystemExit:
        return {"exit": True}
    except BaseException as error:
        return describe(error)
    try:
        return {"value": encode(value)}
    except NotPlain as error:
        return {"not_plain": str(error), "forged_eq": equals_anything(getattr(error, "value", None))}
    except BaseException as error:
        return {"not_plain": describe(error)["text"]}


def check(channel, setup, solution, source, entry_point):
    """Run a check program and return its verdict; the solution is called through the host, unless it is given."""
    space: dict = {"__name__": "check"}
    failed = "broken"
    try:
        exec(compile(setup, "<setup>", "exec"), space)
        if solution is None:
            space[entry_point] = proxy(channel)
        else:
            failed = "load_error"
            exec(compile(solution, SOLUTION, "exec"), space)
        failed = "broken"
        exec(compile(source, CHECK, "exec"), space)
        run = space["check"]
        failed = "failed"
        run(space[entry_point])
    except SystemExit:
        return {"exit": True}
    except CallRefused as error:
        return {"broken": str(error)}
    except BaseException as error:
        return {failed: describe(error, source)["text"]}
    return {"passed": True}


def proxy(channel):
    """Make the function that stands for the solution in the check's process."""

    def call(*arguments, **keywords):
        try:
            content = [encode(list(arguments)), [[name, encode(value)] for name, value in keywords.items()]]
        except NotPlain as error:
            raise CallRefused(str(error)) from None
        channel.send({"call": content})
        kind, first, second = channel.receive()
        if kind == "value":
            return first
        raise rebuilt(first, second)

    return call


def rebuilt(name: str, message: object) -> BaseException:
    """Make the built-in exception that the solution raised."""
    import builtins  # noqa: PLC0415

    kind = getattr(builtins, name, Exception)
    try:
        return kind(message)
    except TypeError:
        return ValueError(message) if issubclass(kind, ValueError) else Exception(message)


def describe(error: BaseException, source: str = "") -> "dict[str, object]":
    """Describe an exception: its built-in ancestor, its text with the line, its error number."""
    kind = type(error)
    name = next((each.__name__ for each in kind.__mro__ if each.__module__ == "builtins"), "Exception")
    try:
        message = str(error)[:MAX_TEXT]
    except BaseException:
        message = ""
    line = last_line(error, CHECK if source else SOLUTION)
    text = kind.__name__ + (": " + message if message else "") + (" (line %d)" % line if line else "")
    lines = source.splitlines()
    if line and line <= len(lines):
        text += ": " + lines[line - 1].strip()
    number = getattr(error, "errno", None)
    return {
        "raised": name,
        "text": text[: 2 * MAX_TEXT],
        "message": message,
        "errno": number if type(number) is int else 0,
    }


def last_line(error, file):
    """Return the deepest line of a file that an exception went through; 0 where there is none."""
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    return line


def equals_anything(value):
    """Say whether a value claims to equal an object it can't know of."""
    try:
        return (value == object()) is True
    except BaseException:
        return False


def flush():
    """Hand over what was printed, so that it survives the end of this process."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: S110
            pass


def to_json(content: object) -> str:
    """Write JSON-ready content as ASCII text."""
    if content is None:
        return "null"
    kind = type(content)
    if kind is bool:
        return "true" if content else "false"
    if kind is str:
        return quote(content)
    if kind is list:
        return "[" + ",".join([to_json(item) for item in content]) + "]"
    if kind is dict:
        return "{" + ",".join([quote(key) + ":" + to_json(item) for key, item in content.items()]) + "}"
    return repr(content)
