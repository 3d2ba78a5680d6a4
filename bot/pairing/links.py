"""With whom each person may be paired, for searches that look up some people at a time."""

from collections.abc import Collection, Sequence

import numpy as np

from bot.pairing.crowd import Indices, Marks
from bot.pairing.scanning import Neighbours
from bot.pairing.table import Table


class Links:
    """The legal couples of a table, with or without some couples and some people."""

    def __init__(
        self, table: Table, inside: Marks, unwanted: Collection[tuple[int, int]] = (), kept: "Neighbours | None" = None
    ) -> None:
        self._table, self._inside = table, inside
        ones, others = np.array(sorted(unwanted), dtype=np.int64).reshape(-1, 2).T
        self._unwanted = kept or Neighbours(ones, others, table.size)

    def among(self, inside: Marks) -> "Links":
        """Return the links between those inside."""
        return Links(self._table, self._inside & inside, kept=self._unwanted)

    def with_each(self, places: Sequence[int]) -> Marks:
        """Return a row for each of these people: whom they may be paired with."""
        rows: Indices = np.array(places, dtype=np.int64)
        marks = self._table.legal_rows(rows) & self._inside
        for row, place in enumerate(places):
            marks[row, self._unwanted.beside(place)] = False
        return marks
