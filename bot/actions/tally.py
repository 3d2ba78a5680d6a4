"""How many replies people have written, as far as this process remembers, so that not every message is counted anew."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.ids import ChannelId, MemberId
from bot.domain.reply import MOST_OF_ONE

NEAR = MOST_OF_ONE - 20
"""From so many on the database is asked each time: what was written by form meanwhile is not remembered here."""
MOST_REMEMBERED = 50_000
"""People in threads; all are forgotten when there are more, and asked for again."""


class Tally:
    """Replies of each person in each thread: what the database said once, and what came since.

    It never decides that something is not kept, only whose replies need not be counted. Belongs to one process.
    """

    def __init__(self) -> None:
        self._written: Counter[tuple[ChannelId, MemberId]] = Counter()

    def unsure(self, thread_id: ChannelId, coming: Mapping[MemberId, int]) -> set[MemberId]:
        """Those who may have reached the limit with what is coming now, for all that is remembered."""
        return {
            member_id
            for member_id, more in coming.items()
            if (thread_id, member_id) not in self._written or self._written[thread_id, member_id] + more >= NEAR
        }

    def note(self, thread_id: ChannelId, counted: Mapping[MemberId, int], kept: Iterable[MemberId]) -> None:
        """These were counted in the database just now, and then one more was kept for each of `kept`."""
        if len(self._written) > MOST_REMEMBERED:
            self._written.clear()
        for member_id, count in counted.items():
            self._written[thread_id, member_id] = count
        for member_id in kept:
            # Who was forgotten since stays forgotten: counting on from nothing would be too few.
            if (thread_id, member_id) in self._written:
                self._written[thread_id, member_id] += 1
