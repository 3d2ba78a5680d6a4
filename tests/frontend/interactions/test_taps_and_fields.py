"""What each thing costs a member, tapped and counted: the table "Taps and fields" of `docs/participant.md`."""

import pytest

from tests.frontend.interactions.conftest import shown, words_of
from tests.frontend.interactions.phone import ANA, ENDED, Phone, Tally, pass_days, say_that_they_talk, table_below
from tests.frontend.interactions.test_rosters_and_codes import codes_of


@pytest.fixture
def phone(open_town):
    return Phone(open_town, open_town.member("ana"))


async def join_without_interests(phone):
    await phone.join(**ANA)


async def join_with_an_interest(phone):
    await phone.join(**{**ANA, "interests": ["public"]})


async def join_with_another_language(phone):
    await phone.join(**{**ANA, "languages": "English, French"})


async def join_from_an_unclear_country(phone):
    answer = await phone.join(**{**ANA, "country": "Nigera"})
    before = phone.spent
    assert "You joined" in words_of(await phone.press(answer, "Did you mean Nigeria?"))
    return before


async def join_from_several_zones(phone):
    answer = await phone.join(**{**ANA, "country": "Brasil"})
    before = phone.spent
    assert "Manaus" in words_of(await phone.choose(answer, ["America/Manaus"]))
    return before


async def join_with_a_code(phone):
    code, *_ = await codes_of(
        phone.town, "Name,E-mail,Country,Languages,Interests\nAna,a@b.org,Peru,Spanish,Public libraries\n"
    )
    place = phone.town.find(phone.town.channel, "I have a code")
    await phone.fill_in(await phone.press(place, "I have a code"), place, code=code)
    await phone.join(consent="quote")


async def join_again(phone):
    await phone.join(**ANA)
    await leave_by_menu(phone)
    before = phone.spent
    asked = shown(await phone.press(phone.town.invitation, "Join")).message
    assert "You joined" in words_of(await phone.press(asked, "Yes, join"))
    return before


async def skip_the_tour(phone):
    joined = await phone.join(**ANA)
    before = phone.spent
    asked = shown(await phone.press(joined, "Help us find your partner")).message
    for _ in range(6):
        await phone.press(asked, "Skip")
    await phone.press(asked, "Finish")
    return before


async def take_the_tour(phone):
    joined = await phone.join(**ANA)
    before = phone.spent
    asked = shown(await phone.press(joined, "Help us find your partner")).message
    for values in (["academic"], ["leading"], ["technology"], ["heritage"]):
        asked = shown(await phone.choose(asked, values)).message
    wishes = [each.custom_id for row in asked.components for each in row.children if getattr(each, "options", None)]
    for wish, value in zip(wishes, ("same_region", "same_sector", "same_career_stage"), strict=True):
        asked = shown(await phone.choose(asked, [value], custom_id=wish.partition("~")[0])).message
    asked = shown(await phone.press(asked, "Next")).message
    asked = shown(await phone.choose(asked, ["8"])).message
    assert "Thank you!" in words_of(await phone.choose(asked, ["both"]))
    return before


async def change_a_line(phone):
    await phone.join(**ANA)
    before = phone.spent
    profile = shown(await phone.press(phone.town.menu, "My profile")).message
    topic = shown(await phone.choose(profile, ["sector"])).message
    assert "University or college library" in words_of(await phone.choose(topic, ["academic"]))
    return before


async def be_away_for_two_weeks(phone):
    await phone.join(**ANA)
    before = phone.spent
    asked = shown(await phone.press(phone.town.menu, "Away")).message
    assert "I ask you nothing until" in words_of(await phone.press(asked, "2 weeks"))
    return before


async def be_away_until_a_day(phone):
    await phone.join(**ANA)
    before = phone.spent
    asked = shown(await phone.press(phone.town.menu, "Away")).message
    opened = await phone.press(asked, "Until a day")
    assert "I ask you nothing until" in words_of(await phone.fill_in(opened, asked, month=["2026-02"], day="9"))
    return before


async def leave_by_menu(phone):
    sure = shown(await phone.press(phone.town.menu, "Leave")).message
    assert "left" in words_of(await phone.press(sure, "Yes, leave"))


async def leave(phone):
    await phone.join(**ANA)
    before = phone.spent
    await leave_by_menu(phone)
    return before


COSTS = {
    "join, no interests chosen": join_without_interests,
    "join, one interest chosen": join_with_an_interest,
    "join, with another language than that of your Discord": join_with_another_language,
    "a country or language that was not clear": join_from_an_unclear_country,
    "a country with several time zones": join_from_several_zones,
    "join with a code, everything filled in": join_with_a_code,
    "join the next round, all still right": join_again,
    "Help us find your partner, everything skipped": skip_the_tour,
    "Help us find your partner, one choice everywhere": take_the_tour,
    "change one line of the profile": change_a_line,
    "away for two weeks": be_away_for_two_weeks,
    "away until a day": be_away_until_a_day,
    "leave": leave,
}


@pytest.mark.parametrize("row", COSTS)
async def test_table_says_what_it_costs_before_the_end(phone, row):
    before = await COSTS[row](phone) or Tally()
    spent = phone.spent - before
    assert table_below("Taps and fields")[row] == [spent.forms, spent.fields, spent.taps]


@pytest.fixture
async def goodbye(phone):
    """Ana and Ben were partners who talk, in a round that has ended; what Ana reads then."""
    town, ben = phone.town, Phone(phone.town, phone.town.member("ben"))
    await phone.join(**ANA)
    await ben.join(**{**ANA, "country": "Uganda"})

    async def say_yes():
        for each in (phone, ben):
            await say_that_they_talk(each)

    await pass_days(town, ENDED, say_yes)
    return town.find(phone.member.user.dm_channel, "My certificate")


async def say_one_thing(phone, goodbye):
    return shown(await phone.choose(goodbye, ["skill"])).message


async def say_three_things(phone, goodbye):
    await phone.choose(goodbye, ["skill", "ideas", "network"])


async def write_a_sentence(phone, goodbye):
    said = await say_one_thing(phone, goodbye)
    before = phone.spent
    answer = await phone.fill_in(await phone.press(said, "Add a sentence"), said, text="I ask first.")
    assert "I ask first." in words_of(answer)
    return before


async def stay_in_touch(phone, goodbye):
    await phone.press(goodbye, "Yes, stay in touch")


async def take_a_certificate(phone, goodbye):
    answer = await phone.fill_in(await phone.press(goodbye, "My certificate"), goodbye)
    assert "Here is your certificate." in words_of(answer)


async def take_a_certificate_in_another_name(phone, goodbye):
    answer = await phone.fill_in(await phone.press(goodbye, "My certificate"), goodbye, text="Ana Kimani")
    assert "Here is your certificate." in words_of(answer)


async def hear_of_the_next(phone, goodbye):
    assert "I write to you" in words_of(await phone.press(goodbye, "Tell me about the next round"))


COSTS_AT_THE_END = {
    "what the round gave you, one thing": say_one_thing,
    "the same, three things": say_three_things,
    "a sentence with it": write_a_sentence,
    "stay in touch, or not": stay_in_touch,
    "my certificate": take_a_certificate,
    "my certificate, with another name": take_a_certificate_in_another_name,
    "hear of the next round": hear_of_the_next,
}


@pytest.fixture
async def running(town):
    """Ana, in a round whose first prompt is open."""
    ana = town.member("ana")
    await town.start_round(ana, town.member("ben"))
    return Phone(town, ana)


async def reply(phone, **values):
    prompt = phone.town.prompt
    return shown(await phone.fill_in(await phone.press(prompt, "Write my reply"), prompt, **values)).message


async def reply_by_form(phone):
    assert "is kept" in words_of(await reply(phone, text="We meet weekly."))


async def reply_with_its_kind(phone):
    await reply(phone, text="We need a room.", kind=["need"])


async def edit_the_reply(phone):
    answer = await reply(phone, text="We meet weekly.")
    before = phone.spent
    changed = await phone.fill_in(await phone.press(answer, "Edit my reply"), answer, text="We meet on Mondays.")
    assert "is changed" in words_of(changed)
    return before


async def withdraw_the_reply(phone):
    answer = await reply(phone, text="We meet weekly.")
    before = phone.spent
    assert "is withdrawn" in words_of(await phone.press(answer, "Withdraw this reply"))
    return before


async def bring_the_reply_back(phone):
    answer = await reply(phone, text="We meet weekly.")
    withdrawn = shown(await phone.press(answer, "Withdraw this reply")).message
    before = phone.spent
    assert "is back" in words_of(await phone.press(withdrawn, "Bring it back"))
    return before


COSTS_OF_REPLIES = {
    "a reply by form": reply_by_form,
    "the same, and of what kind it is": reply_with_its_kind,
    "edit a reply": edit_the_reply,
    "withdraw a reply": withdraw_the_reply,
    "bring it back": bring_the_reply_back,
}


@pytest.mark.parametrize("row", COSTS_OF_REPLIES)
async def test_table_says_what_it_costs_to_reply(running, row):
    before = await COSTS_OF_REPLIES[row](running) or Tally()
    spent = running.spent - before
    assert table_below("Taps and fields")[row] == [spent.forms, spent.fields, spent.taps]


async def test_table_says_what_it_costs_at_the_end(phone, goodbye):
    told = table_below("Taps and fields")
    for row, act in COSTS_AT_THE_END.items():
        start = phone.spent
        before = await act(phone, goodbye)
        spent = phone.spent - (before if isinstance(before, Tally) else start)
        assert told[row] == [spent.forms, spent.fields, spent.taps], row


def test_every_row_is_walked_and_the_promises_hold():
    told = table_below("Taps and fields")
    assert told.keys() == COSTS.keys() | COSTS_OF_REPLIES.keys() | COSTS_AT_THE_END.keys()
    assert max(told["join, no interests chosen"][2], told["join, one interest chosen"][2]) <= 8
    assert told["the same, three things"][2] <= 5
