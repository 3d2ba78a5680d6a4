"""`/round report`, as organisers and moderators get it."""

import json

import discord
import pytest

from bot.actions.summarising import approve_summary
from bot.domain.ids import GuildId, MemberId
from bot.store import summaries
from tests.frontend.interactions.conftest import SECOND_PROMPT, shown, words_of


@pytest.fixture
async def told(town):
    """Two partners answered the first prompt; its summary is approved."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    for member, consent in ((ana, "quote_with_name"), (ben, "quote")):
        form = await member.click(town.prompt, label="Write my reply")
        await member.submit_modal(form, {"text": f"We are {member.name} and like to read.", "consent": consent})
    await town.run(SECOND_PROMPT)
    return town


async def approve(town):
    async with town.store.read() as tx:
        kept = await summaries.of_round(tx, 1)
    for each in kept:
        await approve_summary(
            town.house,
            guild_id=GuildId(town.guild.id),
            summary_id=each.id,
            by=MemberId(town.organiser.id),
            now=town.clock.now(),
        )


async def test_report_is_attached_as_page_tables_and_json(told):
    refused = await told.organiser.slash(told.channel, "round report")
    assert "Nothing is approved yet." in words_of(refused)
    await approve(told)
    answer = await told.organiser.slash(told.channel, "round report")
    assert "Report of round 2026A" in words_of(answer)
    files = {each.filename: each for each in shown(answer).attachments}
    assert set(files) == {"report.html", "replies.csv", "themes.csv", "figures.csv", "report.json"}
    told_json = json.loads(await files["report.json"].read())
    assert told_json["summaries"][0]["figures"]["replies"] == 2


async def test_report_of_a_round_that_does_not_exist_is_refused(told):
    await approve(told)
    answer = await told.organiser.slash(told.channel, "round report", round="1999X")
    assert "There is no round 1999X." in words_of(answer)


async def test_member_gets_no_report_and_a_moderator_does(told):
    await approve(told)
    role = told.guild.create_role("Mods", permissions=discord.Permissions(manage_threads=True, view_channel=True))
    moderator = told.guild.add_member(told.env.create_user("mo"), roles=[role])
    member = told.member("cy")
    for each in await told.env.bot.tree.fetch_commands():
        told.guild.set_command_permissions(each, {moderator: True, member: True})
    assert "Report of round" in words_of(await moderator.slash(told.channel, "round report"))
    assert "Report of round" not in words_of(await member.slash(told.channel, "round report"))
