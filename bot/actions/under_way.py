"""Summaries that are being drafted, and how far each is: for moderators who wait."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.ids import RoundId
from bot.summarise.progress import Far, Note

_Of = tuple[RoundId, int | None]
"""The round, and the prompt or None for the whole round."""


class UnderWay:
    """The drafts that this process is having made now."""

    def __init__(self) -> None:
        self._notes: dict[_Of, Note] = {}

    @contextmanager
    def drafting(self, round_id: RoundId, prompt_number: int | None) -> Generator[Note]:
        """The draft is under way; whoever makes it, in whatever process, tells the note how far it is."""
        with TemporaryDirectory(prefix="roundtable-") as folder:
            note = self._notes[round_id, prompt_number] = Note(Path(folder) / "far")
            try:
                yield note
            finally:
                self._notes.pop((round_id, prompt_number), None)

    def how_far(self, round_id: RoundId, prompt_number: int | None) -> Far | None:
        """Return how far this draft is; None where it is not being made."""
        note = self._notes.get((round_id, prompt_number))
        return note.read() if note else None
