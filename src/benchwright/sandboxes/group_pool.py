"""Control groups that serve one guest after the other: making and removing one costs more than a small program.

A group is given out again only where the kernel counts no process and next to no memory in it, and no limit was hit;
its accounts begin anew. At most one guest is in a group at any time.
"""

from collections import deque
from functools import partial

from benchwright.records.execution import Limits
from benchwright.sandboxes.cgroups import ControlGroups, Group

MOST = 16
"""Groups that are kept at most."""
_TRIES = 2

_Sizes = tuple[int, int]
"""The limits that are written into a group: memory and processes."""


class GroupPool:
    """Gives out groups and takes them back."""

    def __init__(self, groups: ControlGroups) -> None:
        self._groups = groups
        self._kept: deque[tuple[_Sizes, Group]] = deque()

    def create(self, limits: Limits) -> Group:
        """Return a group with these limits, as good as new."""
        sizes = (limits.memory_mb, limits.processes)
        group = self._find(sizes)
        if group is None:
            group = self._groups.create(limits)
            group.retire = partial(self._keep, sizes)
        return group

    async def close(self) -> None:
        """Remove those that are kept."""
        while self._kept:
            _, group = self._kept.popleft()
            group.retire = None
            await group.remove()

    def _find(self, sizes: _Sizes) -> Group | None:
        """Look at those that have waited longest; who is not empty yet waits on."""
        for _ in range(min(_TRIES, len(self._kept))):
            kept = self._kept.popleft()
            if kept[0] == sizes and kept[1].renew():
                return kept[1]
            self._kept.append(kept)
        return None

    def _keep(self, sizes: _Sizes, group: Group) -> bool:
        if len(self._kept) >= MOST:
            return False
        self._kept.append((sizes, group))
        return True
