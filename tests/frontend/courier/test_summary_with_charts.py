"""A summary with charts over real sockets: posted once, found again after a restart, its charts replaced by an edit."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.actions.ports import Refusal, Sent, ToChannel, TryLater, Undeliverable
from bot.domain.cells import Crossing, Row
from bot.domain.ids import ChannelId, ReplyId, RoundId, SummaryId
from bot.domain.notices import SummaryPost
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.words import figures_of
from bot.frontend.courier import DiscordCourier
from bot.frontend.easel import draw_apart
from bot.sandbox.permissions import Permission
from bot.sandbox.world.access import visible_messages
from bot.sandbox.world.records import MessageFlag
from bot.texts.catalogue import Texts

PNG = b"\x89PNG"


def theme(number: int, label: str, words: str) -> Theme:
    said = Quote(reply_id=ReplyId(number), text=words, start=0, end=len(words), number=number)
    return Theme(number=number, words=(label,), reply_ids=(ReplyId(number),), people=2 + number, quotes=(said,))


def notice(*, pictured: bool = True) -> SummaryPost:
    themes = (theme(1, "mentoring", "It helps."), theme(2, "budget", "No money, no courses."))
    regions = Crossing(
        field="region",
        columns=("asia", "europe"),
        few=(),
        rows=(Row(theme=1, cells=(3, 4)), Row(theme=2, cells=(3, 3))),
    )
    summary = Summary(
        round_name="2026A", prompt_number=3, title="A day", made_at=datetime(2026, 3, 2, tzinfo=UTC),
        reply_ids=(ReplyId(1), ReplyId(2)), figures=figures_of(()), themes=themes, crossings=(regions,),
    )  # fmt: skip
    return SummaryPost(
        summary_id=SummaryId(5), round_id=RoundId(7), title="A day", summary=summary, pictured=pictured,
        names={"region": {"asia": "Asia-Oceania"}},
    )  # fmt: skip


def after_a_withdrawal() -> SummaryPost:
    was = notice()
    return replace(was, summary=replace(was.summary, themes=was.summary.themes[:1]))


def to_general(post: Any) -> ToChannel:
    return ToChannel(channel_id=ChannelId(post.sandbox.general.id), locale="en-GB")


def the_message(post: Any) -> Any:
    (message,) = visible_messages(post.sandbox.general)
    return message


def media_of(message: Any) -> list[dict[str, Any]]:
    container = message.components[0]["components"]
    return [item for part in container if part["type"] == 12 for item in part["items"]]


@contextlib.asynccontextmanager
async def logged_in(post: Any) -> AsyncIterator[discord.Client]:
    """Another process of the same bot."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(post.sandbox.token)
        yield client


async def test_summary_is_posted_once_and_rewritten_after_a_restart(post: Any) -> None:
    post.sandbox.trouble.reset("POST", r"^/channels/\d+/messages$", stored=True)
    with pytest.raises(TryLater):
        await post.courier.send(to_general(post), notice(), token="lost")
    posted = the_message(post)
    assert posted.flags & MessageFlag.COMPONENTS_V2
    assert [each.filename for each in posted.attachments] == ["themes.png", "regions.png"]
    assert all(each.content.startswith(PNG) for each in posted.attachments)
    assert [each["media"]["url"] for each in media_of(posted)] == [each.url for each in posted.attachments]
    assert "Asia-Oceania" in media_of(posted)[1]["description"]
    assert all("budget" in each["description"] for each in media_of(posted))
    first_files = {each.id for each in posted.attachments}

    async with logged_in(post) as client:
        courier = DiscordCourier(client, Texts.load(), post.clock, post.pictures.get)
        since = datetime.now(UTC) - timedelta(minutes=1)
        found = await courier.find(to_general(post), token="lost", since=since)
        assert found == Sent(channel_id=ChannelId(post.sandbox.general.id), message_id=posted.id)
        for _ in range(2):
            await courier.edit(found, to_general(post), after_a_withdrawal(), token="lost")
        rewritten = the_message(post)
        assert len(rewritten.attachments) == 2
        assert first_files.isdisjoint(each.id for each in rewritten.attachments)
        assert not any("budget" in each["description"] for each in media_of(rewritten))
        assert "No money" not in str(rewritten.components)
        assert await courier.find(to_general(post), token="lost", since=since) == found


async def test_message_that_had_a_card_becomes_a_layout(post: Any) -> None:
    card = discord.Embed(description="> No money, no courses.")
    async with logged_in(post) as client:
        old = await client.get_partial_messageable(post.sandbox.general.id).send("What people said: A day", embed=card)
    place = Sent(channel_id=ChannelId(post.sandbox.general.id), message_id=old.id)
    await post.courier.edit(place, to_general(post), after_a_withdrawal(), token="t")
    message = the_message(post)
    assert (message.content, message.embeds) == ("", [])
    assert "mentoring" in str(message.components)


async def test_charts_that_may_not_be_attached_are_refused_by_name_and_go_without(post: Any) -> None:
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.ATTACH_FILES)
    with pytest.raises(Undeliverable) as caught:
        await post.courier.send(to_general(post), notice(), token="a")
    assert (caught.value.refusal, caught.value.missing) == (Refusal.FORBIDDEN, "Attach Files")
    sent = await post.courier.send(to_general(post), notice(pictured=False), token="a")
    assert (the_message(post).id, the_message(post).attachments) == (sent.message_id, [])
    with pytest.raises(Undeliverable) as caught:
        await post.courier.edit(sent, to_general(post), notice(), token="a")
    assert caught.value.missing == "Attach Files"
    await post.courier.edit(sent, to_general(post), notice(pictured=False), token="a")


async def test_what_is_no_drawing_is_not_drawn_and_ends_nothing() -> None:
    assert await draw_apart(["<svg"]) is None
