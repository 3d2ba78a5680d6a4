import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock.real import RealClock, ScheduledAlarm

SOON = timedelta(milliseconds=80)


class Bell:
    """Remembers when it rang, and lets a test wait for it."""

    def __init__(self) -> None:
        self.rung_at: list[datetime] = []
        self._rang = asyncio.Event()

    def ring(self) -> None:
        self.rung_at.append(datetime.now(UTC))
        self._rang.set()

    async def next(self) -> datetime:
        await asyncio.wait_for(self._rang.wait(), 10)
        self._rang.clear()
        return self.rung_at[-1]


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
async def alarm(bell: Bell) -> AsyncIterator[ScheduledAlarm]:
    alarm = ScheduledAlarm(bell.ring)
    alarm.start()
    yield alarm
    await alarm.stop()


def test_real_clock_is_aware_and_in_utc() -> None:
    assert RealClock().now().utcoffset() == timedelta(0)


async def test_alarm_rings_once_and_not_before_its_instant(alarm: ScheduledAlarm, bell: Bell) -> None:
    at = datetime.now(UTC) + SOON
    alarm.set(at)
    assert await bell.next() >= at
    await asyncio.sleep(0.1)
    assert len(bell.rung_at) == 1


async def test_alarm_rings_at_once_for_an_instant_long_past(alarm: ScheduledAlarm, bell: Bell) -> None:
    alarm.set(datetime(2016, 2, 1, tzinfo=UTC))
    await bell.next()
    assert len(bell.rung_at) == 1


async def test_alarm_forgets_an_earlier_setting(alarm: ScheduledAlarm, bell: Bell) -> None:
    first = datetime.now(UTC) + SOON
    alarm.set(first)
    alarm.set(first + SOON)
    assert await bell.next() >= first + SOON
    assert len(bell.rung_at) == 1


async def test_alarm_set_to_none_never_rings(alarm: ScheduledAlarm, bell: Bell) -> None:
    alarm.set(datetime.now(UTC) + SOON)
    alarm.set(None)
    alarm.set(None)
    await asyncio.sleep(2 * SOON.total_seconds())
    assert bell.rung_at == []


async def test_alarm_can_be_set_again_while_it_rings() -> None:
    bell = Bell()

    def ring_three_times() -> None:
        bell.ring()
        if len(bell.rung_at) < 3:
            alarm.set(datetime.now(UTC))

    alarm = ScheduledAlarm(ring_three_times)
    alarm.start()
    alarm.set(datetime.now(UTC))
    while len(bell.rung_at) < 3:
        await bell.next()
    await alarm.stop()
    assert len(bell.rung_at) == 3


async def test_alarm_set_before_start_is_kept(bell: Bell) -> None:
    alarm = ScheduledAlarm(bell.ring)
    alarm.set(datetime.now(UTC) + timedelta(hours=1))
    alarm.set(datetime.now(UTC))
    alarm.start()
    await bell.next()
    await alarm.stop()
    assert len(bell.rung_at) == 1


async def test_safety_tick_rings_without_being_set(bell: Bell) -> None:
    alarm = ScheduledAlarm(bell.ring, tick=timedelta(milliseconds=50))
    alarm.start()
    await bell.next()
    await bell.next()
    await alarm.stop()
    assert len(bell.rung_at) >= 2


async def test_stopped_alarm_rings_no_more_and_may_be_stopped_twice(bell: Bell) -> None:
    alarm = ScheduledAlarm(bell.ring, tick=timedelta(milliseconds=20))
    await alarm.stop()
    alarm.start()
    alarm.set(datetime.now(UTC) + SOON)
    await alarm.stop()
    await alarm.stop()
    rung = len(bell.rung_at)
    await asyncio.sleep(2 * SOON.total_seconds())
    assert len(bell.rung_at) == rung
