"""What may be told after joining: one topic after the other, each kept at once and each to be left out."""

import pytest

from bot.domain.consent import Consent
from bot.domain.particulars import Particulars, Reach, Topic, Wish
from bot.store import particulars, profiles
from tests.frontend.interactions.conftest import labels_of, shown, words_of

MOST_ITEMS = 25


async def said_by(town, member):
    async with town.store.read() as tx:
        return await particulars.find(tx, town.guild.id, member.id)


async def profile_of(town, member):
    async with town.store.read() as tx:
        return await profiles.find(tx, town.guild.id, member.id)


def selects_in(message):
    """Each select of a message by its custom id, as Discord keeps it."""
    items = [item for row in message.components for item in row.children]
    return {item.custom_id: item for item in items if getattr(item, "options", None)}


def chosen_in(select):
    return [option.value for option in select.options if option.default]


async def begin(town, member, **answers):
    joined = await town.join(member, **answers)
    return await member.click(shown(joined).message, label="Help us find your partner")


async def see_profile(town, member):
    return await member.click(town.menu, label="My profile")


async def test_tour_asks_one_thing_after_the_other_and_keeps_each_at_once(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    assert asked.ephemeral
    assert "1 of 7 · Sector" in words_of(asked)
    steps = [
        (["academic"], "2 of 7 · Career stage", {"sector": "academic"}),
        (["leading"], "3 of 7 · What you can offer", {"career_stage": "leading"}),
        (["technology", "strategy"], "4 of 7 · What you look for", {"offers": ("strategy", "technology")}),
        (["heritage"], "5 of 7 · Wishes", {"seeks": ("heritage",)}),
    ]
    for chosen, following, kept in steps:
        answer = await ana.select(shown(asked).message, chosen)
        assert shown(answer).id == shown(asked).id, "one message that changes, not seven"
        assert following in words_of(answer)
        said = await said_by(open_town, ana)
        assert {name: getattr(said, name) for name in kept} == kept
    wished = await ana.select(shown(asked).message, ["same_sector"], custom_id="wish:1:sector:tour")
    assert "5 of 7" in words_of(wished)
    hours = await ana.click(shown(asked).message, label="Next")
    assert "6 of 7 · Hours that suit you" in words_of(hours)
    assert "Nairobi" in words_of(hours)
    reach = await ana.select(shown(asked).message, ["8", "22", "10"])
    assert "7 of 7 · How I reach you" in words_of(reach)
    end = await ana.select(shown(asked).message, ["both"])
    assert await said_by(open_town, ana) == Particulars(
        guild_id=open_town.guild.id,
        member_id=ana.id,
        sector="academic",
        career_stage="leading",
        offers=("strategy", "technology"),
        seeks=("heritage",),
        wishes=(Wish.SAME_SECTOR,),
        hours=(8, 9, 10, 11, 22, 23),
        reach=Reach.BOTH,
    )
    for expected in (
        "Thank you! This helps me find your partner.",
        "Country: Kenya",
        "Sector: University or college library",
        "Career stage: I lead a team or a place",
        "Can help with: Planning and strategy · Technology and data",
        "Wants to learn about: Heritage and local history",
        "Your wishes: Sector: the same",
        "Hours that suit you: 08:00–12:00 · 22:00–24:00",
        "By direct message and in our thread",
    ):
        assert expected in words_of(end)


async def test_every_topic_of_the_tour_may_be_skipped_and_nothing_is_kept(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    for number in range(2, 8):
        answer = await ana.click(shown(asked).message, label="Skip")
        assert f"{number} of 7" in words_of(answer)
    await ana.click(shown(asked).message, label="Finish")
    assert await said_by(open_town, ana) == Particulars(guild_id=open_town.guild.id, member_id=ana.id)


async def test_tour_says_who_sees_an_answer_and_goes_back(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    first = words_of(asked)
    assert labels_of(shown(asked)) == ["Skip", "Finish"]
    skipped = [words_of(await ana.click(shown(asked).message, label="Skip")) for _ in range(6)]
    seen = [first, *skipped]
    assert ["Your partner will see this." in each for each in seen] == [True] * 4 + [False] * 3
    assert "Your partner will see only your own words." in seen[4]
    assert "6 of 7" in words_of(await ana.click(shown(asked).message, label="Back"))


async def test_tour_may_end_at_any_topic(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    await ana.select(shown(asked).message, ["academic"])
    end = await ana.click(shown(asked).message, label="Finish")
    assert "Sector: University or college library" in words_of(end)


async def test_tour_from_the_welcome_in_a_dm(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    welcome = open_town.find(ana.user.dm_channel, "Help us find your partner")
    asked = await ana.user.click(welcome, label="Help us find your partner")
    assert "1 of 7" in words_of(asked)
    await ana.user.select(shown(asked).message, ["academic"])
    assert (await said_by(open_town, ana)).sector == "academic"


async def test_choice_taken_back_is_no_longer_kept(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    await ana.select(shown(asked).message, ["academic"])
    profile = await see_profile(open_town, ana)
    topic = await ana.select(shown(profile).message, ["sector"])
    assert chosen_in(selects_in(shown(topic).message)["say:1:sector:edit"]) == ["academic"]
    after = await ana.select(shown(topic).message, [])
    assert "Sector:" not in words_of(after)
    assert (await said_by(open_town, ana)).sector is None


@pytest.mark.parametrize("topic", list(Topic))
async def test_every_topic_can_be_changed_from_the_profile_and_leads_back(open_town, topic):
    ana = open_town.member("ana")
    await open_town.join(ana)
    profile = await see_profile(open_town, ana)
    asked = await ana.select(shown(profile).message, [topic.value])
    message = shown(asked).message
    assert len(message.components) <= 5
    for select in selects_in(message).values():
        assert 1 <= len(select.options) <= MOST_ITEMS
        assert all(len(option.label) <= 100 for option in select.options)
    back = await ana.click(message, label="Back to my profile")
    assert "Your profile" in words_of(back)


async def test_wishes_offer_what_the_rules_leave_open(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    asked = await ana.select(shown(await see_profile(open_town, ana)).message, ["wishes"])
    # Partners of this program always come from two countries.
    assert list(selects_in(shown(asked).message)) == [
        f"wish:1:{aspect}:edit" for aspect in ("region", "sector", "career_stage")
    ]
    await ana.select(shown(asked).message, ["different_region"], custom_id="wish:1:region:edit")
    assert (await said_by(open_town, ana)).wishes == (Wish.DIFFERENT_REGION,)
    again = await ana.select(shown(asked).message, ["any"], custom_id="wish:1:region:edit")
    assert (await said_by(open_town, ana)).wishes == ()
    assert chosen_in(selects_in(shown(again).message)["wish:1:region:edit"]) == ["any"]


@pytest.mark.parametrize("words", ["شريك صبور من *أي* بلد", "Somebody patient\n# @everyone"])
async def test_wish_in_own_words_is_kept_and_shown_harmlessly(open_town, words):
    ana = open_town.member("ana")
    await open_town.join(ana)
    asked = await ana.select(shown(await see_profile(open_town, ana)).message, ["wishes"])
    form = await ana.click(shown(asked).message, label="In my own words")
    field = form.modal["components"][0]["component"]
    assert (field["max_length"], field["required"]) == (200, False)
    answer = await ana.submit_modal(form, {"text": words})
    assert (await said_by(open_town, ana)).wish_words == words
    said = words_of(answer)
    assert "Hopes for: " in said
    assert "@everyone" not in said.replace("\\@everyone", "")
    assert "*أي*" not in said.replace("\\*", "")
    again = await ana.click(shown(answer).message, label="In my own words")
    assert again.modal["components"][0]["component"]["value"] == words
    await ana.submit_modal(again, {"text": ""})
    assert (await said_by(open_town, ana)).wish_words == ""


async def test_answers_are_changed_from_the_profile_without_joining_again(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    profile = await see_profile(open_town, ana)
    form = await ana.click(shown(profile).message, label="Country, languages, interests")
    parts = [part["component"] for part in form.modal["components"]]
    assert [part["value"] for part in parts[:2]] == ["Kenya", "English, French"]
    values = {"country": "Brasil", "languages": "Português", "interests": ["school"], "consent": "quote"}
    answer = await ana.submit_modal(form, values)
    assert "Country: Brazil" in words_of(answer)
    kept = await profile_of(open_town, ana)
    assert (kept.country, kept.languages, kept.interests, kept.consent) == ("BR", ("pt",), ("school",), Consent.QUOTE)
    moved = await ana.select(shown(answer).message, ["America/Manaus"], custom_id="profile_zone:1")
    assert "Manaus" in words_of(moved)
    assert (await profile_of(open_town, ana)).zone == "America/Manaus"


async def test_unclear_country_and_language_of_the_profile_are_settled_by_taps(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    form = await ana.click(shown(await see_profile(open_town, ana)).message, label="Country, languages, interests")
    values = {"country": "Nigera", "languages": "Engish, Swahili", "interests": [], "consent": "quote"}
    answer = await ana.submit_modal(form, values)
    answer = await ana.click(shown(answer).message, label="Did you mean Nigeria?")
    assert "Did you mean English?" in labels_of(shown(answer))
    answer = await ana.click(shown(answer).message, label="Did you mean English?")
    assert "Your profile" in words_of(answer)
    kept = await profile_of(open_town, ana)
    assert (kept.country, set(kept.languages)) == ("NG", {"en", "sw"})


async def test_profile_of_who_never_joined_says_how_to(open_town):
    assert "Press Join" in words_of(await see_profile(open_town, open_town.member("ana")))


async def test_profile_of_a_guest_with_nothing_but_a_consent_says_how_to_join(open_town):
    ana = open_town.member("ana")
    async with open_town.store.write() as tx:
        await profiles.set_consent(tx, open_town.guild.id, ana.id, "Ana", "en", Consent.QUOTE)
    assert "Press Join" in words_of(await see_profile(open_town, ana))


@pytest.mark.parametrize("label", ["Join", "My partner"])
async def test_code_of_conduct_is_one_tap_away(open_town, label):
    ana = open_town.member("ana")
    answer = await ana.click(open_town.find(open_town.channel, label), label="Code of conduct")
    assert answer.ephemeral
    assert "how we treat each other" in words_of(answer)
    assert "Be kind. Be patient with each other's English." in words_of(answer)


async def test_code_of_conduct_is_in_the_help_of_a_dm(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    offered = await ana.user.click(open_town.find(ana.user.dm_channel, "Help"), label="Help")
    assert "Be kind." in words_of(await ana.user.click(shown(offered).message, label="Code of conduct"))


async def test_my_data_has_the_particulars_and_erasing_takes_them(open_town):
    ana = open_town.member("ana")
    asked = await begin(open_town, ana)
    await ana.select(shown(asked).message, ["academic"])
    data = await ana.click(open_town.menu, label="My data")
    assert b'"sector": "academic"' in await shown(data).attachments[0].read()
    sure = await ana.click(shown(data).message, label="Erase my data")
    await ana.click(shown(sure).message, label="Yes, erase everything")
    assert await said_by(open_town, ana) == Particulars(guild_id=open_town.guild.id, member_id=ana.id)
