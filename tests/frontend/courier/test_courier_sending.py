import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.ports import CannotTell, OpeningRests, Refusal, Sent, ToChannel, ToMember, TryLater, Undeliverable
from bot.domain.consent import Consent
from bot.domain.ids import ChannelId, GuildId, MemberId, MessageId, ReplyId, RoundId
from bot.domain.notices import ConfirmReply, PromptPost, ReplyEcho, Waiting
from bot.domain.prompt import Prompt, PromptImage
from bot.sandbox.permissions import Permission
from bot.sandbox.world.access import visible_messages

SENDS = r"^/channels/\d+/messages$"
WAITING = Waiting(round_id=RoundId(7), title="Libraries")
HARMFUL = "@everyone <@{user}> <@&{role}> [x](javascript:alert(1))\n# Big"


def to_general(post: Any, *mentions: int) -> ToChannel:
    members = tuple(MemberId(member) for member in mentions)
    return ToChannel(channel_id=ChannelId(post.sandbox.general.id), locale="en-GB", mentions=members)


def to_member(post: Any, person: Any, channel_id: int | None = None) -> ToMember:
    known = None if channel_id is None else ChannelId(channel_id)
    guild_id = GuildId(post.sandbox.guild.id)
    return ToMember(guild_id=guild_id, member_id=MemberId(person.id), locale="en-GB", channel_id=known)


def messages_in(post: Any, channel_id: int) -> list[Any]:
    return list(visible_messages(post.sandbox.world.channels[channel_id]))


def a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


async def refused(awaitable: Any) -> Undeliverable:
    with pytest.raises(Undeliverable) as caught:
        await awaitable
    return caught.value


async def test_message_stands_in_the_channel_with_nonce_and_token(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="token-1")
    (message,) = messages_in(post, post.sandbox.general.id)
    assert (sent.channel_id, sent.message_id) == (post.sandbox.general.id, message.id)
    assert message.nonce == "token-1"
    assert message.components[0]["components"][0]["custom_id"] == "help_round:7~token-1"


async def test_message_to_a_member_tells_the_channel_to_remember(post: Any) -> None:
    ana = await post.sandbox.join(None, "Ana")
    first = await post.courier.send(to_member(post, ana), WAITING, token="a")
    second = await post.courier.send(to_member(post, ana, first.channel_id), WAITING, token="b")
    assert first.channel_id == second.channel_id == post.sandbox.world.dm_ids[ana.id]
    assert [entry.path for entry in post.sandbox.requests].count("/users/@me/channels") == 1


async def test_only_recipients_are_pinged_whatever_a_member_wrote(post: Any) -> None:
    ana, bo = await post.sandbox.join(None, "Ana"), await post.sandbox.join(None, "@everyone Bo")
    role = post.sandbox.add_role("Everybody", mentionable=True)
    text = HARMFUL.format(user=bo.id, role=role.id)
    notice = ConfirmReply(
        round_id=RoundId(7),
        reply_id=ReplyId(9), writer=f"<@{bo.id}> @everyone", readers=(MemberId(ana.id), MemberId(bo.id)), text=text,
        title="<@&{role.id}>", consent=Consent.QUOTE, waits_for=("@everyone",),
    )  # fmt: skip
    await post.courier.send(to_general(post, ana.id), notice, token="a")
    echo = ReplyEcho(reply_id=ReplyId(9), names=("@everyone", f"<@{ana.id}>"), text=text)
    await post.courier.send(to_general(post), echo, token="b")
    confirm, echoed = messages_in(post, post.sandbox.general.id)
    assert confirm.pinged_ids == (ana.id,)
    assert echoed.pinged_ids == ()
    assert not confirm.mentions.everyone
    assert echoed.embeds[0]["description"] == text


async def test_message_that_was_stored_is_found_and_not_sent_again(post: Any) -> None:
    post.sandbox.trouble.reset("POST", SENDS, stored=True)
    with pytest.raises(TryLater):
        await post.courier.send(to_general(post), WAITING, token="lost")
    (message,) = messages_in(post, post.sandbox.general.id)
    found = await post.courier.find(to_general(post), token="lost", since=a_minute_ago())
    assert found is not None
    assert found.message_id == message.id


async def test_message_that_was_not_stored_is_surely_not_there(post: Any) -> None:
    post.sandbox.trouble.fail("POST", SENDS, status=503)
    with pytest.raises(TryLater):
        await post.courier.send(to_general(post), WAITING, token="lost")
    await post.courier.send(to_general(post), WAITING, token="other")
    assert await post.courier.find(to_general(post), token="lost", since=a_minute_ago()) is None


async def test_same_nonce_sent_again_gives_the_first_message(post: Any) -> None:
    first = await post.courier.send(to_general(post), WAITING, token="same")
    assert await post.courier.send(to_general(post), WAITING, token="same") == first
    assert len(messages_in(post, post.sandbox.general.id)) == 1


async def test_message_is_found_behind_more_than_a_page_of_others(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="first")
    ana = await post.sandbox.join(None, "Ana")
    for number in range(120):
        await ana.say(post.sandbox.general, f"{number} ~first")
    last = await post.courier.send(to_general(post), WAITING, token="last")
    assert await post.courier.find(to_general(post), token="first", since=a_minute_ago()) == sent
    assert await post.courier.find(to_general(post), token="last", since=a_minute_ago()) == last


async def test_message_is_found_though_our_clock_was_an_hour_ahead_of_discords(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="there")
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    assert await post.courier.find(to_general(post), token="there", since=in_an_hour) == sent


async def test_absence_without_the_right_to_read_history_is_unknown(post: Any) -> None:
    await post.courier.send(to_general(post), WAITING, token="there")
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.READ_MESSAGE_HISTORY)
    with pytest.raises(CannotTell) as caught:
        await post.courier.find(to_general(post), token="there", since=a_minute_ago())
    assert caught.value.channel_id == post.sandbox.general.id


async def test_channel_that_may_not_be_seen_is_unknown(post: Any) -> None:
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.VIEW_CHANNEL)
    with pytest.raises(CannotTell) as caught:
        await post.courier.find(to_general(post), token="there", since=a_minute_ago())
    assert caught.value.missing == "View Channel"


async def test_dm_can_always_be_read_back(post: Any) -> None:
    ana = await post.sandbox.join(None, "Ana")
    assert await post.courier.find(to_member(post, ana), token="a", since=a_minute_ago()) is None
    sent = await post.courier.send(to_member(post, ana), WAITING, token="a")
    assert await post.courier.find(to_member(post, ana), token="a", since=a_minute_ago()) == sent


async def test_closed_dms_are_refused_for_good(post: Any) -> None:
    ana = await post.sandbox.join(None, "Ana")
    post.sandbox.world.closed_dms.add(ana.id)
    error = await refused(post.courier.send(to_member(post, ana), WAITING, token="a"))
    assert (error.refusal, error.why) == (Refusal.DMS_CLOSED, "403 50007")


async def test_person_who_left_the_server_unheard_is_gone_and_has_not_closed_their_dms(post: Any) -> None:
    bo = await post.sandbox.join(None, "Bo")
    del post.sandbox.guild.members[bo.id]
    error = await refused(post.courier.send(to_member(post, bo), WAITING, token="b"))
    assert (error.refusal, error.place, error.why) == (Refusal.GONE, bo.id, "403 50278")


async def test_dms_count_as_closed_where_it_is_unknown_whether_the_person_left(post: Any) -> None:
    ana = await post.sandbox.join(None, "Ana")
    post.sandbox.world.closed_dms.add(ana.id)
    post.sandbox.trouble.fail("GET", r"^/guilds/\d+/members/", status=503)
    assert (await refused(post.courier.send(to_member(post, ana), WAITING, token="a"))).refusal is Refusal.DMS_CLOSED


async def test_account_that_is_no_more_is_gone_and_named(post: Any) -> None:
    to = ToMember(guild_id=GuildId(post.sandbox.guild.id), member_id=MemberId(404), locale="en", channel_id=None)
    error = await refused(post.courier.send(to, WAITING, token="a"))
    assert (error.refusal, error.place) == (Refusal.GONE, 404)


async def test_word_for_one_person_in_a_channel_says_to_whom_and_pings_them(post: Any) -> None:
    ana = await post.sandbox.join(None, "Ana")
    await post.courier.send(to_general(post, ana.id), WAITING, token="a")
    (message,) = messages_in(post, post.sandbox.general.id)
    assert message.content.startswith(f"<@{ana.id}> Libraries")
    assert message.pinged_ids == (ana.id,)


async def test_deleted_channel_is_gone(post: Any) -> None:
    post.sandbox.trouble.delete_channel(post.sandbox.general)
    error = await refused(post.courier.send(to_general(post), WAITING, token="a"))
    assert (error.refusal, error.place) == (Refusal.GONE, post.sandbox.general.id)


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        (Permission.VIEW_CHANNEL, "View Channel"),
        (Permission.SEND_MESSAGES, "Send Messages"),
        (Permission.EMBED_LINKS, "Embed Links"),
    ],
)
async def test_missing_permission_is_named(post: Any, denied: Permission, named: str) -> None:
    post.sandbox.trouble.deny_bot(post.sandbox.general, denied)
    error = await refused(post.courier.send(to_general(post), WAITING, token="a"))
    assert (error.refusal, error.place, error.missing) == (Refusal.FORBIDDEN, post.sandbox.general.id, named)


async def test_opening_dms_too_fast_stops_all_opening_for_an_hour(post: Any) -> None:
    ana, bo = await post.sandbox.join(None, "Ana"), await post.sandbox.join(None, "Bo")
    known = await post.courier.send(to_member(post, ana), WAITING, token="a")
    post.sandbox.trouble.limit_dm_opening(0)
    for _ in range(2):
        with pytest.raises(OpeningRests) as caught:
            await post.courier.send(to_member(post, bo), WAITING, token="b")
        assert 3_500 < caught.value.pause_seconds <= 3_600
    assert [entry.path for entry in post.sandbox.requests].count("/users/@me/channels") == 2
    await post.courier.send(to_member(post, ana, known.channel_id), WAITING, token="c")
    post.sandbox.trouble.limit_dm_opening(None)
    post.clock.moved += timedelta(hours=1)
    await post.courier.send(to_member(post, bo), WAITING, token="b")


async def test_after_a_rest_one_dm_is_opened_before_the_others(post: Any) -> None:
    people = [await post.sandbox.join(None, name) for name in ("Ana", "Bo", "Cy", "Dina")]

    async def open_all() -> tuple[int, int]:
        """How many requests all of them at once took, and how many people were reached."""
        before = len(post.sandbox.requests)
        sending = (post.courier.send(to_member(post, each), WAITING, token=str(each.id)) for each in people)
        came = await asyncio.gather(*sending, return_exceptions=True)
        tried = [entry.path for entry in post.sandbox.requests[before:]].count("/users/@me/channels")
        return tried, sum(isinstance(each, Sent) for each in came)

    post.sandbox.trouble.limit_dm_opening(0)
    assert await open_all() == (4, 0)
    assert await open_all() == (0, 0)
    post.clock.moved += timedelta(hours=1)
    assert await open_all() == (1, 0)
    post.sandbox.trouble.limit_dm_opening(None)
    post.clock.moved += timedelta(hours=1)
    assert await open_all() == (4, 4)


async def test_refused_request_is_invalid(post: Any) -> None:
    post.sandbox.trouble.fail("POST", SENDS, status=400, code=50035)
    assert (await refused(post.courier.send(to_general(post), WAITING, token="a"))).refusal is Refusal.INVALID


async def test_nonce_of_a_deleted_message_tells_that_it_was_deleted(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="a")
    await post.courier.delete(sent)
    assert (await refused(post.courier.send(to_general(post), WAITING, token="a"))).refusal is Refusal.DELETED


async def test_edit_says_something_else_and_keeps_the_token(post: Any) -> None:
    echo = ReplyEcho(reply_id=ReplyId(9), names=("Ana",), text="Tea.")
    withdrawn = ReplyEcho(reply_id=ReplyId(9), names=("Ana",), text="Tea.", withdrawn=True)
    sent = await post.courier.send(to_general(post), echo, token="a")
    for _ in range(2):
        await post.courier.edit(sent, to_general(post), withdrawn, token="a")
    (message,) = messages_in(post, post.sandbox.general.id)
    assert (message.content, message.embeds) == ("-# This reply was withdrawn.", [])
    assert await post.courier.find(to_general(post), token="a", since=a_minute_ago()) == sent


async def test_edit_and_pin_of_a_deleted_message_tell_so_and_delete_is_done(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="a")
    for _ in range(2):
        await post.courier.delete(sent)
    assert messages_in(post, post.sandbox.general.id) == []
    assert (await refused(post.courier.edit(sent, to_general(post), WAITING, token="a"))).refusal is Refusal.DELETED
    assert (await refused(post.courier.pin(sent))).refusal is Refusal.DELETED
    nowhere = Sent(channel_id=ChannelId(1), message_id=MessageId(2))
    await post.courier.delete(nowhere)


async def test_pin_twice_is_one_pin(post: Any) -> None:
    sent = await post.courier.send(to_general(post), WAITING, token="a")
    for _ in range(2):
        await post.courier.pin(sent)
    assert post.sandbox.general.messages[sent.message_id].pinned_at is not None
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.PIN_MESSAGES)
    other = await post.courier.send(to_general(post), WAITING, token="b")
    assert (await refused(post.courier.pin(other))).missing == "Pin Messages"


def prompt_with_picture() -> Prompt:
    image = PromptImage(url=None, file="Ein Bild.PNG", source="Us", alt="A tree.")
    return Prompt(number=1, slug="tree", title="A tree", opening="Look.", questions=("Why?",), image=image)


def posted(prompt: Prompt) -> PromptPost:
    closes_at = datetime(2026, 6, 30, tzinfo=UTC)
    return PromptPost(round_id=RoundId(7), prompt=prompt, position=1, of=1, closes_at=closes_at, reads_threads=False)


async def test_picture_is_uploaded_with_its_description_and_survives_an_edit(post: Any, tmp_path: Path) -> None:
    prompt = prompt_with_picture()
    post.pictures[prompt] = tmp_path / "Ein Bild.PNG"
    post.pictures[prompt].write_bytes(b"\x89PNG")
    sent = await post.courier.send(to_general(post), posted(prompt), token="a")
    await post.courier.edit(sent, to_general(post), posted(prompt), token="a")
    (message,) = messages_in(post, post.sandbox.general.id)
    (attachment,) = message.attachments
    assert (attachment.filename, attachment.description, attachment.content) == ("picture.png", "A tree.", b"\x89PNG")
    assert message.embeds[0]["image"]["url"].endswith("picture.png")


async def test_picture_that_is_not_there_is_left_out(post: Any) -> None:
    await post.courier.send(to_general(post), posted(prompt_with_picture()), token="a")
    (message,) = messages_in(post, post.sandbox.general.id)
    assert "image" not in message.embeds[0]
    assert message.attachments == []
