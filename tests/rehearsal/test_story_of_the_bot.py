"""What the story says that the bot does, by the messages that it really writes."""

from datetime import UTC, datetime

import pytest

from bot.frontend.messages.message import make_view
from bot.rehearsal.cues import Cue, verbs_in
from bot.rehearsal.telling import BOT_DOES
from bot.sandbox import Channel, ChannelKind, Message
from tests.frontend.messages.test_golden_notices import NOTICES, rendered

DM, THREAD = ChannelKind.DM, ChannelKind.PRIVATE_THREAD


async def told_of(name: str, kind: ChannelKind, pinged: int) -> str:
    """What the story tells when this notice is written there and pings so many."""
    written = rendered(NOTICES[name])
    message = Message(
        id=1,
        channel_id=2,
        author_id=3,
        created_at=datetime(2026, 5, 3, tzinfo=UTC),
        content=written.content,
        embeds=[dict(embed.to_dict()) for embed in written.embeds],
        components=make_view(written).to_components(),
        pinged_ids=tuple(range(pinged)),
    )
    cue = Cue(message=message, channel=Channel(id=2, kind=kind), verbs=verbs_in(message))
    return next(doing.words for doing in BOT_DOES if doing.fits(cue))


@pytest.mark.parametrize(
    ("name", "kind", "pinged", "words"),
    [
        ("introduction", DM, 0, "introduces partners by DM"),
        ("pair_greeting", THREAD, 2, "greets pairs in their threads"),
        ("dms_closed", THREAD, 1, "says that somebody gets no DMs"),
        ("agreement_proposed", THREAD, 1, "asks partners to agree how to talk"),
        ("agreement_holds", THREAD, 0, "says that partners agree how to talk"),
        ("nudge", DM, 0, "asks a silent partner how they are"),
        ("partner_offer", DM, 0, "offers a new partner"),
        ("partner_left", DM, 0, "tells a partner that somebody left"),
        ("goodbye", DM, 0, "thanks people at the end of the round"),
        ("goodbye_alone", THREAD, 1, "thanks people at the end of the round"),
        ("stay_in_touch", THREAD, 2, "tells partners that all of them want to stay in touch"),
        ("case_answer_closed", DM, 0, "passes on what a moderator says"),
    ],
)
async def test_story_says_what_a_message_does(name: str, kind: ChannelKind, pinged: int, words: str) -> None:
    assert await told_of(name, kind, pinged) == words
