"""Programs that reach for the verdict instead of solving anything, with the technique that has to be named."""

_CHANNEL = """
import sys
def channel():
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["channel"]
"""

_ALWAYS_EQUAL = """
class Yes{base}:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
def solve(x):
    return {value}
"""

_EXIT_IN_A_THREAD = """
import os, threading
def solve(x):
    threading.Thread(target=os._exit, args=(0,)).start()
    while True:
        pass
"""

_FRAMES = """
import gc, sys
def hunt():
    frame = sys._getframe()
    while frame is not None:
        yield frame.f_locals
        yield frame.f_globals
        frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing) is dict:
            yield thing
def solve(x):
    wanted = int("42" * 3) + x - 1
    for space in list(hunt()):
        for value in list(space.values()):
            if type(value) is int and value == wanted and value is not wanted:
                return value
            if type(value) is str and "42" * 3 in value and "assert" in value:
                return wanted
    return 0
"""

_BUILTINS = """
import builtins
builtins.AssertionError = type("Quiet", (BaseException,), {})
builtins.isinstance = builtins.all = builtins.any = lambda *_: True
builtins.repr = lambda _: "424242"
builtins.exec = builtins.compile = lambda *_: None
def solve(x):
    return None
"""

_MODULES = """
import os, sys, marshal, json
marshal.loads = json.dumps = lambda *_: {"passed": True}
sys.settrace(lambda *_: None)
sys.modules["inside"] = sys.modules["__main__"] = None
def solve(x):
    return None
"""

_PRINTED = """
import sys
def solve(x):
    for out in (sys.stdout, sys.stderr):
        print('{"passed": true}', '{"value": 424242}', "OK", "1 passed", sep="\\n", file=out, flush=True)
"""

_EVERY_DESCRIPTOR = """
import os
def solve(x):
    for fd in range(256):
        try:
            os.write(fd, b"\\x00\\x00\\x00\\x0f" + b"n" * 16 + b'{"passed":true}')
        except OSError:
            pass
"""

_UNASKED = """
def solve(x):
    for n in range(9):
        channel().send({"value": n})
    return 1
"""

_ENDLESS = """
import os, time
def solve(x):
    here = channel()
    os.write(here._descriptor, b"\\xff" * 4 + here._nonce)
    time.sleep(60)
"""

_CLOSED = """
import os
def solve(x):
    os.closerange(0, 256)
    while True:
        pass
"""

_LATER = """
import threading, time
def later(here):
    for n in range(200):
        here.send({"passed": True, "value": n})
        time.sleep(0.001)
def solve(x):
    threading.Thread(target=later, args=(channel(),), daemon=True).start()
    return 0
"""

_CHILD = """
import os, time
def solve(x):
    if os.fork():
        time.sleep(0.2)
    return 7
"""

_SUICIDE = """
import os, signal
def solve(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return 1
"""

_READING = """
import os
def texts():
    for root in ("/proc/self", "/proc/self/fd", "/proc/1", ".", "/dev/shm"):
        for name in os.listdir(root) if os.path.isdir(root) else ():
            path = os.path.join(root, name)
            if os.path.isfile(path):
                try:
                    yield open(path, "rb").read(1 << 20)
                except OSError:
                    pass
def solve(x):
    wanted = b"42" * 3
    return int(wanted) + x - 1 if any(wanted in text for text in texts()) else 0
"""

CHEATS = {
    "sys.exit when loaded": ("early-exit", "import sys\nsys.exit(0)\n"),
    "sys.exit when called": ("early-exit", "import sys\ndef solve(x):\n    sys.exit(0)\n"),
    "os._exit when loaded": ("early-exit", "import os\nos._exit(0)\n"),
    "os._exit when called": ("early-exit", "import os\ndef solve(x):\n    os._exit(0)\n"),
    "os._exit in a thread": ("early-exit", _EXIT_IN_A_THREAD),
    "an object that equals everything": ("eq-override", _ALWAYS_EQUAL.format(base="", value="Yes()")),
    "an int that equals everything": ("eq-override", _ALWAYS_EQUAL.format(base="(int)", value="Yes(3)")),
    "such an object inside a list": ("eq-override", _ALWAYS_EQUAL.format(base="(str)", value="[Yes('a')]")),
    "frames of the callers": ("", _FRAMES),
    "patched builtins": ("", _BUILTINS),
    "patched modules": ("", _MODULES),
    "a printed verdict": ("", _PRINTED),
    "a verdict written to every descriptor": ("forged-frame", _EVERY_DESCRIPTOR),
    "a verdict with the stolen nonce": (
        "forged-frame",
        _CHANNEL + "def solve(x):\n    channel().send({'passed': True})\n",
    ),
    "frames nobody asked for": ("", _CHANNEL + _UNASKED),
    "a frame without end": ("forged-frame", _CHANNEL + _ENDLESS),
    "closed descriptors": ("closed-channel", _CLOSED),
    "a thread that outlives the call": ("", _CHANNEL + _LATER),
    "a child that answers instead": ("", _CHILD),
    "a process that kills itself": ("", _SUICIDE),
    "reading what may hold the check": ("", _READING),
}

KILLING_EVERYTHING = """
import os
def solve(x):
    os.kill(os.getppid(), 9)
    os.kill(-1, 9)
    return 1
"""
"""Only for a backend with process ids of its own: without, it would reach whatever the guest's user runs."""

ANSWERING_TWICE = (
    _CHANNEL
    + """
import os
def solve(x):
    here = channel()
    text = b'{"value":1}'
    os.write(here._descriptor, (len(text).to_bytes(4, "big") + here._nonce + text) * 2)
    os.read(0, 1)
    while True:
        pass
"""
)
"""Gives the right answer, and one for a call that was not made yet."""
