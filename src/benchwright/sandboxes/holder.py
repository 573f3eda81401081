# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, ANN204, PTH102, PTH211, S302
# Runs as the guests' user, on the sandbox's interpreter: standard library only, nothing newer than Python 3.8.
"""The holder's program: keeps the folder of one program, in a file system of its own that goes when it goes.

It is our own code, apart from what programs run in, and starts nothing. As root it first shows the tool chains, which
may lie where the guests' user can't go; then it becomes that user. The folder is a tmpfs of limited size in a mount
space that the steps' sandboxes are started in, so that no trace of it is left on the host even where everything is
killed. In a container it is given a folder by the engine and does none of this.
"""

import ctypes
import os
import sys
from _socket import socket
from binascii import b2a_base64
from json import dumps
from marshal import loads

from benchwright.sandboxes.folder import clear, put, take

NEW_USER, NEW_MOUNTS = 0x10000000, 0x20000
READ_ONLY, NO_SETUID, NO_DEVICES, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
SET_DUMPABLE = 4
MOST_FILES = 65_536
"""In the folder, with the views of caches and what was moved aside."""


class Way:
    """The way to the host: a request in, an answer out."""

    def __init__(self, descriptor):
        self._host = socket(fileno=descriptor)

    def receive(self):
        """Return the next request; end where there is none any more."""
        return loads(self._take(int.from_bytes(self._take(4), "big")))  # the host is trusted

    def answer(self, content):
        """Send an answer."""
        text = dumps(content).encode()
        self._host.sendall(len(text).to_bytes(4, "big") + text)

    def _take(self, size):
        parts = []
        while size:
            chunk = self._host.recv(min(size, 1 << 20))
            if not chunk:
                sys.exit(0)
            parts.append(chunk)
            size -= len(chunk)
        return b"".join(parts)


def main(descriptor):
    """Set everything up, then do as the host asks until it hangs up."""
    way = Way(descriptor)
    own, requests = None, {}
    try:
        place, files, views = way.receive()
        own = place if isinstance(place, str) else set_up(*place)
        for part in ("work", "protected"):
            os.mkdir(f"{own}/{part}")
            put(f"{own}/{part}", files[part])
        for part in ("aside", "views"):
            os.mkdir(f"{own}/{part}")
        for name, (source, target) in views.items():
            view(source, f"{own}/views/{name}", target)
        requests = {"clear": clear_all, "take": take_all}
        way.answer({"own": own})
    except OSError as error:
        way.answer({"error": str(error)})
    while True:
        name, *arguments = way.receive()
        try:
            way.answer(requests[name](own, *arguments))
        except OSError as error:
            way.answer({"error": str(error)})


def set_up(folder, uid, size, shown):
    """Make the private file system; return the path of its folder."""
    libc = ctypes.CDLL(None, use_errno=True)
    own = f"{folder}/own"
    if uid is not None:
        show(libc, folder, shown)
    os.mkdir(own)
    if uid is not None:
        become(libc, own, uid)
    user, group = os.getuid(), os.getgid()
    done(libc.unshare(NEW_USER | NEW_MOUNTS), "unshare")
    write("/proc/self/setgroups", b"deny")
    write("/proc/self/uid_map", b"0 %d 1" % user)
    write("/proc/self/gid_map", b"0 %d 1" % group)
    done(libc.mount(b"none", b"/", None, RECURSIVE | PRIVATE, None), "mount")
    options = b"mode=755,size=%d,nr_inodes=%d" % (size, MOST_FILES)
    done(libc.mount(b"tmpfs", own.encode(), b"tmpfs", NO_SETUID | NO_DEVICES, options), "mount")
    return own


def show(libc, folder, shown):
    """As root: put tool chains where everybody in this mount space can go."""
    done(libc.unshare(NEW_MOUNTS), "unshare")
    done(libc.mount(b"none", b"/", None, RECURSIVE | PRIVATE, None), "mount")
    done(libc.mount(b"tmpfs", folder.encode(), b"tmpfs", NO_SETUID | NO_DEVICES, b"mode=755,size=1m"), "mount")
    for name, path in shown.items():
        place = f"{folder}/{name}"
        os.mkdir(place)
        done(libc.mount(path.encode(), place.encode(), None, BIND, None), "mount " + path)
        flags = BIND | REMOUNT | READ_ONLY | NO_SETUID | NO_DEVICES
        done(libc.mount(None, place.encode(), None, flags, None), "mount " + path)


def become(libc, own, uid):
    """Be the guests' user, for good."""
    os.chown(own, uid, uid)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    # Else its own files under /proc would be root's, and neither it nor the steps' sandboxes could use them.
    done(libc.prctl(SET_DUMPABLE, 1, 0, 0, 0), "prctl")


def view(source, folder, target):
    """Make folders of one's own with links to all files of a cache, which stands at `target` inside, read-only.

    New files go into the folders; none of the cache's can be changed through a link, only the link be replaced.
    """
    os.mkdir(folder)
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                view(entry.path, f"{folder}/{entry.name}", f"{target}/{entry.name}")
            else:
                os.symlink(f"{target}/{entry.name}", f"{folder}/{entry.name}")


def clear_all(own, places):
    """Make the places for protected files and folders."""
    for path, folder in places:
        clear(f"{own}/work", path, f"{own}/aside", folder=folder)
    return {}


def take_all(own, paths, cap):
    """Return the artifacts."""
    files, refused = take(f"{own}/work", paths, cap=cap)
    return {"files": {path: b2a_base64(content).decode() for path, content in files.items()}, "refused": refused}


def write(path, content):
    """Write to a control file."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


def done(result, what):
    """Raise where a system call failed."""
    if result:
        number = ctypes.get_errno()
        raise OSError(number, what + ": " + os.strerror(number))
