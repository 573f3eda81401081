"""Folders for temporary files with a limited number of files, which bubblewrap can't make itself.

bwrap's `--tmpfs` takes a size only, and a file without content is no size: a million of them are a gigabyte of the
kernel's memory. So the folders are mounted before bwrap is started, in user and mount spaces of their own, and it binds
them. That needs `unshare` and `mount`, and a system that lets others than bwrap make user spaces.
"""

import shutil
import subprocess

from benchwright.sandboxes.identities import becoming, claim_identity, is_needed

FILES = 20_000
"""In each folder."""
_PLACE = "/dev/shm"  # noqa: S108 - covered by an own mount, in an own mount space
_SCRIPT = f"""\
options=size=$1,nr_inodes={FILES},mode=755,nosuid,nodev
shift
mount -t tmpfs -o size=4k,nr_inodes=8,mode=755,nosuid,nodev tmpfs {_PLACE} &&
mkdir {_PLACE}/own {_PLACE}/shared &&
mount -t tmpfs -o "$options" tmpfs {_PLACE}/own &&
mount -t tmpfs -o "$options" tmpfs {_PLACE}/shared &&
exec "$@"
"""
PLACES = {"/tmp": f"{_PLACE}/own", _PLACE: f"{_PLACE}/shared"}  # noqa: S108 - the sandbox's own
"""What bwrap has to bind: the place inside, and where the folder is for bwrap."""


def counting(size: str, *, own_user_space: bool = True) -> list[str]:
    """Return the start of a command line whose rest finds the folders mounted, each of so many bytes.

    `own_user_space` makes one for it: whoever may mount already needs none.
    """
    unshare = shutil.which("unshare") or "unshare"
    user = ["--user", "--map-root-user"] if own_user_space else []
    return [unshare, *user, "--mount", "--", "/bin/sh", "-c", _SCRIPT, "sh", size]


def can_count() -> bool:
    """Say whether guests' users can do so here."""
    identity = claim_identity() if is_needed() else None
    try:
        user = becoming(identity.uid) if identity is not None else []
        done = subprocess.run(
            [*user, *counting("4k"), "true"], capture_output=True, check=False, timeout=30, stdin=subprocess.DEVNULL
        )
    except OSError:
        return False
    finally:
        if identity is not None:
            identity.release()
    return done.returncode == 0
