"""Where the bot may not attach files a summary goes out without its charts, and the organisers are told once."""

import pytest

from bot.actions.changing_replies import withdraw_reply
from bot.actions.ports import Refusal, Undeliverable
from bot.actions.reading_summaries import read_summary
from bot.domain.errors import RuleError
from bot.domain.ids import GuildId, SummaryId
from bot.domain.notices import SummaryPost
from bot.domain.steps import Outcome, StepKind
from bot.domain.summary import all_quotes
from tests.actions.world import CHANNEL, GUILD, PEOPLE, World

ANA, BO = PEOPLE[:2]


async def drafted(world: World) -> tuple:
    round_id = await world.run((ANA, BO))
    mine = (await world.write(ANA, round_id, 1, "Monday is quiet.")).reply_id
    await world.write(BO, round_id, 1, "Friday is loud.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    (kept,) = await world.summaries(round_id)
    return round_id, kept.id, mine


def forbid_files(world: World) -> None:
    world.courier.upset(
        lambda: Undeliverable(Refusal.FORBIDDEN, place=CHANNEL, missing="Attach Files"),
        on=lambda method, about: isinstance(about, SummaryPost) and about.pictured,
        times=99,
    )


async def test_summary_goes_out_without_charts_and_the_desk_is_told_once(world):
    forbid_files(world)
    round_id, _, mine = await drafted(world)
    await world.approve_summaries(round_id)
    await withdraw_reply(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=mine, now=world.now)
    await world.play()
    (post,) = world.courier.told(SummaryPost)
    assert not post.notice.pictured
    assert [quote.text for quote in all_quotes(post.notice.summary)] == ["Friday is loud."]
    assert [dict(note.fields) for note in world.notes("no_charts")] == [{"place": CHANNEL}]
    assert not world.notes("missing_permission")
    done = [*await world.steps(round_id, StepKind.POST_SUMMARY), *await world.steps(round_id, StepKind.UPDATE_SUMMARY)]
    assert [(step.outcome, step.runs) for step in done] == [(Outcome.DONE, 1)] * 2


async def test_summary_that_may_not_be_sent_at_all_waits(world):
    round_id, _, _ = await drafted(world)
    world.courier.forbid(CHANNEL)
    await world.approve_summaries(round_id)
    assert not world.courier.told(SummaryPost)
    assert not world.notes("no_charts")
    assert [dict(note.fields)["permission"] for note in world.notes("missing_permission")] == ["Send Messages"]


async def test_summary_names_regions_as_the_operator_does(world):
    round_id, _, _ = await drafted(world)
    await world.approve_summaries(round_id)
    (post,) = world.courier.told(SummaryPost)
    assert post.notice.names["region"]["sub-saharan-africa"] == "Sub-Saharan Africa"


async def test_draft_is_read_by_moderators_alone_and_a_public_summary_by_all(world):
    round_id, summary_id, mine = await drafted(world)
    with pytest.raises(RuleError, match="no_summary_yet"):
        await read_summary(world.house, guild_id=GUILD, summary_id=summary_id, moderates=False)
    draft = await read_summary(world.house, guild_id=GUILD, summary_id=summary_id, moderates=True)
    assert draft.kept.summary.figures.replies == 2
    await world.approve_summaries(round_id)
    await withdraw_reply(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=mine, now=world.now)
    public = await read_summary(world.house, guild_id=GUILD, summary_id=summary_id, moderates=False)
    assert [quote.text for quote in all_quotes(public.kept.summary)] == ["Friday is loud."]
    assert public.names["region"]["europe"] == "Europe"


async def test_summary_of_another_server_or_of_nobody_cannot_be_read(world):
    round_id, summary_id, _ = await drafted(world)
    await world.approve_summaries(round_id)
    for guild_id, of in ((GuildId(2), summary_id), (GUILD, SummaryId(99))):
        with pytest.raises(RuleError, match="no_summary_yet"):
            await read_summary(world.house, guild_id=guild_id, summary_id=of, moderates=True)
