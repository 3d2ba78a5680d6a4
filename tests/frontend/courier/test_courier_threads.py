import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.ports import Refusal, ToChannel, TryLater, Undeliverable
from bot.domain.ids import ChannelId, MemberId, RoundId
from bot.domain.notices import Waiting
from bot.sandbox.permissions import Overwrite, Permission
from bot.sandbox.world.records import Channel, ChannelKind
from bot.sandbox.world.threads import open_thread

WAITING = Waiting(round_id=RoundId(7), title="Libraries")
MAKES = r"^/channels/\d+/threads$"
NAME = "2026A · Ana & Bo · 17"


def threads_of(post: Any) -> list[Channel]:
    return post.sandbox.world.threads_of(post.sandbox.guild.id)


async def open_for(post: Any, *members: int, name: str = NAME, tried_before: bool = True) -> ChannelId:
    ids, channel_id = tuple(MemberId(member) for member in members), ChannelId(post.sandbox.general.id)
    return await post.courier.open_pair_thread(channel_id, name=name, members=ids, tried_before=tried_before)


async def send(post: Any, channel_id: int, token: str) -> Any:
    return await post.courier.send(ToChannel(channel_id=ChannelId(channel_id), locale="en"), WAITING, token=token)


@pytest.fixture
async def couple(post: Any) -> tuple[int, int]:
    return (await post.sandbox.join(None, "Ana")).id, (await post.sandbox.join(None, "Bo")).id


def make_thread(post: Any, name: str = NAME) -> Channel:
    return open_thread(
        post.sandbox.world, post.sandbox.general, name=name, owner_id=post.sandbox.world.bot.id,
        kind=ChannelKind.PRIVATE_THREAD, auto_archive_after=timedelta(days=7),
    )  # fmt: skip


async def test_message_has_one_thread_with_its_id(post: Any) -> None:
    sent = await send(post, post.sandbox.general.id, "a")
    for _ in range(2):
        assert await post.courier.open_thread(sent, name="A day " * 30) == sent.message_id
    (thread,) = threads_of(post)
    assert (thread.id, len(thread.name)) == (sent.message_id, 100)
    assert thread.thread is not None
    assert thread.thread.auto_archive_after == timedelta(days=7)


async def test_thread_that_may_not_be_made_names_the_permission(post: Any) -> None:
    sent = await send(post, post.sandbox.general.id, "a")
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.CREATE_PUBLIC_THREADS)
    with pytest.raises(Undeliverable) as caught:
        await post.courier.open_thread(sent, name="A day")
    assert caught.value.missing == "Create Public Threads"


async def test_too_many_threads_is_told_with_what_is_needed(post: Any) -> None:
    sent = await send(post, post.sandbox.general.id, "a")
    post.sandbox.world.active_thread_limit = 0
    with pytest.raises(Undeliverable) as caught:
        await post.courier.open_thread(sent, name="A day")
    assert (caught.value.refusal, caught.value.missing) == (Refusal.FULL, "threads")


async def test_pair_thread_is_private_and_holds_its_members(post: Any, couple: tuple[int, int]) -> None:
    found = [await open_for(post, *couple) for _ in range(3)]
    (thread,) = threads_of(post)
    assert found == [thread.id] * 3
    assert thread.kind is ChannelKind.PRIVATE_THREAD
    assert thread.thread is not None
    assert thread.thread.members.keys() == {post.sandbox.world.bot.id, *couple}
    assert not thread.thread.is_invitable


async def test_pair_threads_of_other_names_are_others(post: Any, couple: tuple[int, int]) -> None:
    assert await open_for(post, *couple) != await open_for(post, *couple, name=f"{NAME}8")


async def test_pair_thread_that_was_made_and_then_failed_is_found(post: Any, couple: tuple[int, int]) -> None:
    post.sandbox.trouble.reset("POST", MAKES, stored=True)
    with pytest.raises(TryLater):
        await open_for(post, *couple)
    (thread,) = threads_of(post)
    assert await open_for(post, *couple) == thread.id
    assert len(threads_of(post)) == 1


async def test_double_that_the_client_made_by_itself_is_deleted(post: Any, couple: tuple[int, int]) -> None:
    post.sandbox.trouble.store_then_fail("POST", MAKES, status=500)
    kept = await open_for(post, *couple)
    assert [thread.id for thread in threads_of(post)] == [kept]
    assert [entry.method for entry in post.sandbox.requests].count("DELETE") == 1


async def test_first_try_lists_the_active_threads_of_the_server_once(post: Any, couple: tuple[int, int]) -> None:
    kept = await open_for(post, *couple, tried_before=False)
    assert [thread.id for thread in threads_of(post)] == [kept]
    assert [entry.path.endswith("/threads/active") for entry in post.sandbox.requests].count(True) == 1


def lists_of_archived(post: Any) -> int:
    return [entry.path.endswith("/threads/archived/private") for entry in post.sandbox.requests].count(True)


async def test_first_tries_share_one_list_of_archived_threads(post: Any, couple: tuple[int, int]) -> None:
    names = [f"{NAME}{number}" for number in range(6)]
    await asyncio.gather(*(open_for(post, *couple, name=name, tried_before=False) for name in names))
    assert sorted(thread.name for thread in threads_of(post)) == names
    assert lists_of_archived(post) == 1


async def test_later_try_asks_anew_for_what_was_archived_meanwhile(post: Any, couple: tuple[int, int]) -> None:
    kept = await open_for(post, *couple, tried_before=False)
    post.sandbox.trouble.archive_thread(post.sandbox.world.channels[kept])
    assert await open_for(post, *couple) == kept
    assert [thread.id for thread in threads_of(post)] == [kept]
    assert lists_of_archived(post) == 2


async def test_list_of_archived_threads_that_fails_is_asked_for_by_the_next(post: Any, couple: tuple[int, int]) -> None:
    post.sandbox.trouble.fail("GET", r".*/threads/archived/private$", status=503)
    with pytest.raises(TryLater):
        await open_for(post, *couple, tried_before=False)
    assert threads_of(post) == []
    await open_for(post, *couple, name=f"{NAME}8", tried_before=False)
    assert len(threads_of(post)) == 1


async def test_double_of_the_client_in_a_first_try_is_deleted(post: Any, couple: tuple[int, int]) -> None:
    post.sandbox.trouble.store_then_fail("POST", MAKES, status=500)
    kept = await open_for(post, *couple, tried_before=False)
    assert [thread.id for thread in threads_of(post)] == [kept]


@pytest.mark.parametrize("is_archived", [True, False])
async def test_thread_made_after_the_copy_that_was_restored_is_kept_and_no_second_one_stays(
    post: Any, couple: tuple[int, int], is_archived: bool
) -> None:
    thread = make_thread(post)
    await send(post, thread.id, "a")
    if is_archived:
        post.sandbox.trouble.archive_thread(thread)
    assert await open_for(post, *couple, tried_before=False) == thread.id
    assert [each.id for each in threads_of(post)] == [thread.id]
    assert thread.thread is not None
    assert thread.thread.members.keys() == {post.sandbox.world.bot.id, *couple}


async def test_double_in_which_somebody_wrote_is_kept(post: Any, couple: tuple[int, int]) -> None:
    empty, used, spoken = (make_thread(post) for _ in range(3))
    await send(post, used.id, "a")
    await send(post, spoken.id, "b")
    await send(post, spoken.id, "c")
    assert await open_for(post, *couple) == spoken.id
    assert {thread.id for thread in threads_of(post)} == {used.id, spoken.id}
    assert empty.deleted_at is not None


async def test_archived_pair_thread_is_found_and_opened_again(post: Any, couple: tuple[int, int]) -> None:
    thread = make_thread(post)
    for number in range(120):
        post.sandbox.trouble.archive_thread(make_thread(post, name=f"other {number}"))
    post.sandbox.trouble.archive_thread(thread)
    assert await open_for(post, *couple) == thread.id
    assert thread.thread is not None
    assert not thread.thread.is_archived
    assert couple[0] in thread.thread.members


async def test_thread_of_somebody_else_with_the_same_name_is_not_ours(post: Any, couple: tuple[int, int]) -> None:
    theirs = open_thread(
        post.sandbox.world, post.sandbox.general, name=NAME, owner_id=couple[0], kind=ChannelKind.PUBLIC_THREAD,
        auto_archive_after=timedelta(days=7),
    )  # fmt: skip
    assert await open_for(post, *couple) != theirs.id


async def test_member_who_left_does_not_keep_the_others_out(post: Any, couple: tuple[int, int]) -> None:
    ana, bo = couple
    del post.sandbox.guild.members[ana]
    thread = post.sandbox.world.channels[await open_for(post, ana, 404, bo)]
    assert thread.thread.members.keys() == {post.sandbox.world.bot.id, bo}


async def test_member_who_may_not_see_the_channel_does_not_keep_the_others_out(
    post: Any, couple: tuple[int, int]
) -> None:
    ana, bo = couple
    hidden = Overwrite(target_id=ana, is_member=True, deny=Permission.VIEW_CHANNEL)
    post.sandbox.general.overwrites[ana] = hidden
    thread = post.sandbox.world.channels[await open_for(post, ana, bo)]
    assert thread.thread.members.keys() == {post.sandbox.world.bot.id, bo}
    with pytest.raises(Undeliverable):
        await open_for(post, ana)


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        (Permission.CREATE_PRIVATE_THREADS, "Create Private Threads"),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History"),
        (Permission.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    ],
)
async def test_pair_thread_that_may_not_be_made_names_the_permission(
    post: Any, couple: tuple[int, int], denied: Permission, named: str
) -> None:
    post.sandbox.trouble.deny_bot(post.sandbox.general, denied)
    with pytest.raises(Undeliverable) as caught:
        await open_for(post, *couple)
    assert (caught.value.refusal, caught.value.missing) == (Refusal.FORBIDDEN, named)


async def test_missing_permission_in_a_thread_is_that_of_threads(post: Any, couple: tuple[int, int]) -> None:
    thread = await open_for(post, *couple)
    post.sandbox.trouble.deny_bot(post.sandbox.general, Permission.SEND_MESSAGES_IN_THREADS)
    with pytest.raises(Undeliverable) as caught:
        await send(post, thread, "a")
    assert (caught.value.missing, caught.value.place) == ("Send Messages in Threads", thread)


async def test_message_in_an_archived_thread_is_edited_and_deleted(post: Any, couple: tuple[int, int]) -> None:
    thread = make_thread(post)
    sent = await send(post, thread.id, "a")
    post.sandbox.trouble.archive_thread(thread)
    to = ToChannel(channel_id=ChannelId(thread.id), locale="en")
    await post.courier.edit(sent, to, WAITING, token="a")
    post.sandbox.trouble.archive_thread(thread)
    await post.courier.delete(sent)
    assert thread.messages[sent.message_id].deleted_at is not None
