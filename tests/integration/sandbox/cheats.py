"""The cheats of the abuse suite, with the technique that has to be named, and some that only fit one backend."""

from pathlib import Path

import benchwright
from benchwright.suites.abuse import read_abuse

ABUSE = read_abuse(Path(benchwright.__file__).parent / "catalog" / "abuse")
CHEATS = {one.name: (one.technique, one.program) for one in ABUSE.programs if one.kind == "cheat"}

KILLING_EVERYTHING = """
import os
def solve(x):
    os.kill(os.getppid(), 9)
    os.kill(-1, 9)
    return 1
"""
"""Only for a backend with process ids of its own: without, it would reach whatever the guest's user runs."""

ANSWERING_TWICE = """
import os, sys
def channel():
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["channel"]
def solve(x):
    here = channel()
    text = b'{"value":1}'
    os.write(here._descriptor, (len(text).to_bytes(4, "big") + here._nonce + text) * 2)
    os.read(0, 1)
    while True:
        pass
"""
"""Gives the right answer, and one for a call that was not made yet."""

READING_AHEAD = """
import os, socket, sys
MARK = "late" + "comer"
def solve(x):
    seen, frame = [], sys._getframe(1)
    while frame:
        seen.append(repr(frame.f_locals))
        if "channel" in frame.f_locals:
            way = socket.socket(fileno=os.dup(frame.f_locals["channel"]._descriptor))
        frame = frame.f_back
    try:
        seen.append(repr(way.recv(1 << 16, socket.MSG_PEEK | socket.MSG_DONTWAIT)))
    except OSError:
        pass
    return any(MARK in each for each in seen)
"""
"""Says whether it finds the word that is an input of some call, in its process or on the way there."""
