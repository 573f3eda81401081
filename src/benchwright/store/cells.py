"""Figures of a candidate by difficulty and language, with the sums over either and both: the cells of a cube."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from benchwright.store.figures import Figures
from benchwright.store.measure import TaskLine


class Place(NamedTuple):
    """A cell's place; None: over all."""

    difficulty: str | None
    language: str | None

    def around(self) -> "tuple[Place, Place, Place, Place]":
        """Return a smallest cell's place and those of the three sums it is part of."""
        return self, Place(self.difficulty, None), Place(None, self.language), WHOLE


WHOLE = Place(None, None)


def cube(lines: Iterable[tuple[TaskLine, Figures]]) -> Mapping[Place, Figures]:
    """Add up one candidate's tasks into cells; each attempt is counted once in each of four."""
    smallest: defaultdict[Place, Figures] = defaultdict(Figures)
    for line, figures in lines:
        smallest[Place(line.difficulty, line.language)].merge(figures)
    cells: defaultdict[Place, Figures] = defaultdict(Figures)
    for place, figures in smallest.items():
        for around in place.around():
            cells[around].merge(figures)
    return cells
