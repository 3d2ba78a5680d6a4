from collections.abc import Sequence

import pytest

from bot.rehearsal.cast import Manner
from bot.rehearsal.company.pairing import find_drafter


@pytest.mark.parametrize(
    ("manners", "drafts"),
    [
        ((Manner.PAIRED, Manner.QUIET), 0),
        ((Manner.QUIET, Manner.PAIRED), 0),
        ((Manner.SILENT, Manner.PAIRED), 1),
        ((Manner.SILENT, Manner.QUIET, Manner.PAIRED), 1),
        ((Manner.QUIET, Manner.EAGER), None),
    ],
)
def test_reply_of_partners_is_drafted_by_the_first_who_is_not_silent(manners: Sequence[Manner], drafts: int | None):
    assert find_drafter(manners) == drafts
