"""What people see of caps: their number, a place that becomes free, and who is asked first the next time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.places import PlaceRules
from tests.frontend.interactions.conftest import STARTED, labels_of, shown, words_of

NEXT_ROUND = "2026-02-09"
NEXT_OPENS = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def programs(programs):
    rules = PlaceRules(total=2, country_percent=50, held=timedelta(days=3))
    return {slug: replace(program, places=rules) for slug, program in programs.items()}


@pytest.fixture
async def people(town):
    """Ana and Ben have the two places."""
    await town.host()
    await town.plan()
    found = [town.member("ana"), town.member("ben")]
    for person, country in zip(found, ("Kenya", "Uganda"), strict=True):
        await town.join(person, country=country)
    return found


async def leave(town, member):
    asked = await member.click(town.menu, label="Leave")
    answer = await member.click(shown(asked).message, label="Yes, leave")
    await town.run()
    return words_of(answer)


def last_dm(member):
    return member.user.dm_channel.last_message


async def test_invitation_says_how_many_places_there_are(town, people):
    assert "There are 2 places. Who joins first gets one." in words_of(town.invitation)


async def test_who_comes_too_late_reads_their_number_everywhere(town, people):
    cy, dina = town.member("cy"), town.member("dina")
    first, second = await town.join(cy), await town.join(dina, country="Egypt")
    assert "You are on the wait-list of Library leadership." in words_of(first)
    assert "You are number 2 of the wait-list.\nI write to you when a place is free." in words_of(second)
    welcome = words_of(last_dm(dina))
    assert "You are on the wait-list of Library leadership." in welcome
    assert "You are number 2 of the wait-list." in welcome
    mine = words_of(await dina.click(town.menu, label="My partner"))
    assert "You are on the wait-list of Library leadership." in mine
    assert "You are number 2 of the wait-list." in mine
    view = words_of(await town.organiser.slash(town.channel, "round show"))
    assert "Places: 2. Wait-list: 2." in view


async def test_place_that_becomes_free_is_told_with_a_kind_word(town, people):
    cy = town.member("cy")
    await town.join(cy, country="Egypt")
    assert "You left Library leadership." in await leave(town, people[0])
    told = last_dm(cy)
    assert "a place is free, and it is yours now." in words_of(told)
    assert "press Leave. Then somebody else gets the place." in words_of(told)
    assert labels_of(told) == ["Leave", "Help"]
    assert "You take part in Library leadership." in words_of(await cy.click(town.menu, label="My partner"))


async def test_leave_in_the_menu_takes_somebody_off_the_list(town, people):
    cy = town.member("cy")
    await town.join(cy, country="Egypt")
    assert "You left Library leadership." in await leave(town, cy)
    assert "You do not take part now." in words_of(await cy.click(town.menu, label="My partner"))


async def test_moving_to_a_full_country_is_refused_in_words(town, people):
    said = words_of(await town.join(people[1], country="Kenya"))
    assert "All places for Kenya are taken. Your earlier answers stay." in said


async def test_who_was_left_on_the_list_is_asked_first_and_joins_with_one_tap(town, people):
    cy, dina = town.member("cy"), town.member("dina")
    await town.join(cy, country="Egypt")
    await town.run(STARTED)
    await town.plan(start=NEXT_ROUND)
    await town.run(NEXT_OPENS + timedelta(hours=1))
    told = last_dm(cy)
    assert "a new round is open, and you may join first." in words_of(told)
    until = int((NEXT_OPENS + timedelta(days=3)).timestamp())
    assert f"I keep a place for you until <t:{until}:F>." in words_of(told)
    for each in people:
        await join_next(town, each)
    assert "number 2 of the wait-list" in words_of(await town.join(dina, country="Ghana"))
    asked = await cy.user.click(told, label="Join")
    joined = words_of(await cy.user.click(shown(asked).message, label="Yes, join"))
    assert "You joined Library leadership" in joined


async def join_next(town, member):
    asked = await member.click(town.invitation, label="Join")
    return await member.click(shown(asked).message, label="Yes, join")
