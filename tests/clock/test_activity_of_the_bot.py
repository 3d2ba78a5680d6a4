import asyncio

from bot.actions.activity import Activity


def test_activity_is_busy_until_every_overlapping_block_has_ended() -> None:
    activity = Activity()
    first, second = activity.busy(), activity.busy()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    still = activity.is_busy
    second.__exit__(None, None, None)
    assert (still, activity.is_busy) == (True, False)


def test_activity_is_idle_again_after_an_exception() -> None:
    activity = Activity()
    try:
        with activity.busy():
            raise LookupError
    except LookupError:
        pass
    assert not activity.is_busy


def test_activity_tells_each_listener_of_each_sign_of_life() -> None:
    activity = Activity()
    heard: list[bool] = []
    activity.listen(lambda: heard.append(activity.is_busy))
    activity.touch()
    with activity.busy():
        activity.touch()
    assert heard == [False, True, True, False]
    assert activity.touches == 4


async def test_end_of_all_that_is_in_hand_is_waited_for_but_not_for_ever() -> None:
    activity = Activity()
    await activity.ended(within=60)
    with activity.busy():
        waiting = asyncio.create_task(activity.ended(within=60))
        await activity.ended(within=0.01)
        still_in_hand = activity.is_busy and not waiting.done()
    await waiting
    assert still_in_hand
    assert not activity.is_busy
