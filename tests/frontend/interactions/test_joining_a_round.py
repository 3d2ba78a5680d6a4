from sqlalchemy import text

from bot.domain.consent import Consent
from bot.store import participants, profiles
from tests.frontend.interactions.conftest import STARTED, labels_of, make_client, shown, words_of


async def profile_of(town, member):
    async with town.store.read() as tx:
        return await profiles.find(tx, town.guild.id, member.id)


async def test_join_tells_what_was_understood_and_when_the_round_starts(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, country="kenia", languages="inglés, kiswahili")
    assert answer.ephemeral
    said = words_of(answer)
    for expected in (
        "Library leadership",
        "Country: Kenya",
        "English · Swahili",
        "Public libraries",
        "quoted with your name",
    ):
        assert expected in said
    assert f"<t:{int(STARTED.timestamp())}:F>" in said
    kept = await profile_of(open_town, ana)
    assert (kept.country, kept.languages, kept.interests) == ("KE", ("en", "sw"), ("public",))
    assert (kept.zone, kept.consent, kept.name) == ("Africa/Nairobi", Consent.QUOTE_WITH_NAME, "Ana")


async def test_join_opens_the_dm_with_a_welcome(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    assert "Welcome" in ana.user.dm_channel.last_message.content


async def test_join_form_has_four_parts_and_an_id_of_its_own_at_each_opening(open_town):
    ana = open_town.member("ana")
    first = (await ana.click(open_town.invitation, label="Join")).modal
    second = (await ana.click(open_town.invitation, label="Join")).modal
    assert len(first["components"]) == 4
    assert first["custom_id"] != second["custom_id"]
    assert first["title"] == "Join Library leadership"


async def test_join_again_shows_what_was_said_before(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana)
    form = (await ana.click(shown(answer).message, label="Change my answers")).modal
    country, languages, interests, consent = (part["component"] for part in form["components"])
    assert (country["value"], languages["value"]) == ("Kenya", "English, French")
    assert [option["value"] for option in interests["options"] if option.get("default")] == ["public"]
    assert [option["value"] for option in consent["options"] if option.get("default")] == ["quote_with_name"]


async def test_join_from_the_dm_changes_the_answers(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    welcome = open_town.find(ana.user.dm_channel, "Change my answers")
    form = await ana.user.click(welcome, label="Change my answers")
    values = {"country": "Uganda", "languages": "English", "interests": [], "consent": "count_only"}
    answer = await ana.user.submit_modal(form, values)
    assert "changed" in words_of(answer)
    assert (await profile_of(open_town, ana)).country == "UG"


async def test_country_with_several_zones_asks_for_one(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, country="Brasil", languages="português")
    assert "Your country has several time zones." in words_of(answer)
    chosen = await ana.select(shown(answer).message, ["America/Manaus"])
    assert "Manaus" in words_of(chosen)
    assert (await profile_of(open_town, ana)).zone == "America/Manaus"


async def test_unclear_country_is_joined_by_one_tap(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, country="Nigera")
    assert "Did you mean" in words_of(answer)
    assert "Did you mean Nigeria?" in labels_of(shown(answer))
    joined = await ana.click(shown(answer).message, label="Did you mean Nigeria?")
    assert "Country: Nigeria" in words_of(joined)
    kept = await profile_of(open_town, ana)
    assert (kept.country, kept.languages, kept.interests) == ("NG", ("en", "fr"), ("public",))


async def test_suggested_country_without_a_draft_says_to_fill_in_again(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, country="Nigera")
    await ana.click(shown(answer).message, label="Did you mean Nigeria?")
    again = await ana.click(shown(answer).message, label="Did you mean Nigeria?")
    assert "press Join" in words_of(again)


async def test_unclear_language_is_joined_by_one_tap(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, languages="Engish and Kiswahili")
    assert "I do not know this language: Engish" in words_of(answer)
    joined = await ana.click(shown(answer).message, label="Did you mean English?")
    assert "You joined Library leadership" in words_of(joined)
    assert set((await profile_of(open_town, ana)).languages) == {"en", "sw"}


async def test_two_unclear_languages_are_settled_one_after_the_other(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, languages="Engish, Frensh")
    labels = labels_of(shown(answer))
    assert {"Did you mean English?", "Did you mean French?"} <= set(labels)
    answer = await ana.click(shown(answer).message, label="Did you mean French?")
    assert "I do not know this language: Engish" in words_of(answer)
    await ana.click(shown(answer).message, label="Did you mean English?")
    assert set((await profile_of(open_town, ana)).languages) == {"en", "fr"}


async def test_suggested_language_of_a_form_that_changed_since_says_to_fill_in_again(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, languages="Engish")
    await open_town.join(ana, languages="Frensh")
    assert "fill it in again" in words_of(await ana.click(shown(answer).message, label="Did you mean English?"))


async def test_join_again_after_leaving_asks_only_whether_all_is_still_right(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana)
    sure = await ana.click(open_town.menu, label="Leave")
    left = await ana.click(shown(sure).message, label="Yes, leave")
    asked = await ana.click(shown(left).message, label="Join again")
    assert asked.modal is None
    for expected in (
        "Library leadership: is this still right?",
        "Country: Kenya",
        "English · French",
        "Public libraries",
    ):
        assert expected in words_of(asked)
    assert labels_of(shown(asked)) == ["Yes, join", "Change my answers"]
    answer = await ana.click(shown(asked).message, label="Yes, join")
    assert "You joined Library leadership" in words_of(answer)
    async with open_town.store.read() as tx:
        assert (await participants.find(tx, 1, ana.id)).takes_part()


async def test_still_right_can_be_changed_in_the_form(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    sure = await ana.click(open_town.menu, label="Leave")
    await ana.click(shown(sure).message, label="Yes, leave")
    asked = await ana.click(open_town.invitation, label="Join")
    form = await ana.click(shown(asked).message, label="Change my answers")
    assert form.modal["components"][0]["component"]["value"] == "Kenya"
    values = {"country": "Uganda", "languages": "English", "interests": [], "consent": "count_only"}
    assert "You joined Library leadership" in words_of(await ana.submit_modal(form, values))
    assert (await profile_of(open_town, ana)).country == "UG"


async def test_refused_form_is_offered_again_filled_in(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, languages="English, Klingonish")
    assert "Klingonish" in words_of(answer)
    form = await ana.click(shown(answer).message, label="Try again")
    country, languages, interests, consent = (part["component"] for part in form.modal["components"])
    assert (country["value"], languages["value"]) == ("Kenya", "English, Klingonish")
    assert [option["value"] for option in interests["options"] if option.get("default")] == ["public"]
    assert [option["value"] for option in consent["options"] if option.get("default")] == ["quote_with_name"]
    values = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
    assert "You joined Library leadership" in words_of(await ana.submit_modal(form, values))
    # The draft is gone: the form now shows what was accepted.
    form = (await ana.click(open_town.invitation, label="Join")).modal
    assert form["components"][1]["component"]["value"] == "English"


async def test_refused_form_quotes_what_was_typed_harmlessly(open_town):
    ana = open_town.member("ana")
    answer = await open_town.join(ana, country="@everyone [x](javascript:alert)")
    assert "\\@everyone \\[x" in words_of(answer)


async def test_two_members_hand_in_the_same_form(open_town):
    ana, ben = open_town.member("ana"), open_town.member("ben")
    of_ana = await ana.click(open_town.invitation, label="Join")
    of_ben = await ben.click(open_town.invitation, label="Join")
    values = {"languages": "English", "interests": [], "consent": "quote"}
    await ana.submit_modal(of_ana, {**values, "country": "Kenya"})
    await ben.submit_modal(of_ben, {**values, "country": "Uganda"})
    assert (await profile_of(open_town, ana)).country == "KE"
    assert (await profile_of(open_town, ben)).country == "UG"


async def test_form_handed_in_after_a_restart(open_town):
    ana = open_town.member("ana")
    form = await ana.click(open_town.invitation, label="Join")
    await open_town.env.restart_bot(make_client(open_town.house, open_town.clock))
    values = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
    answer = await ana.submit_modal(form, values)
    assert "You joined Library leadership" in words_of(answer)


async def test_join_while_the_round_runs_is_the_reserve(open_town):
    ana = open_town.member("ana")
    await open_town.run(STARTED)
    form = await ana.click(open_town.find(open_town.channel, "Join as a stand-in"), label="Join as a stand-in")
    values = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
    assert "You are a stand-in" in words_of(await ana.submit_modal(form, values))


async def test_join_after_the_round_says_what_to_do(open_town):
    ana, invitation = open_town.member("ana"), open_town.invitation
    await open_town.organiser.slash(open_town.channel, "round cancel")
    async with open_town.store.write() as tx:
        await tx.execute(text("UPDATE round SET phase = 'published'"))
    answer = await ana.click(invitation, label="Join")
    assert "This round is over. Please wait for the next round." in words_of(answer)
    assert answer.modal is None


async def test_fault_shows_only_a_code_and_keeps_nothing_half(open_town, capsys):
    ana = open_town.member("ana")
    form = await ana.click(open_town.invitation, label="Join")
    async with open_town.store.write() as tx:
        await tx.execute(text("ALTER TABLE participant RENAME TO gone"))
    values = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
    answer = await ana.submit_modal(form, values)
    said = words_of(answer)
    assert "not your fault" in said
    assert "participant" not in said
    code = said.split("this code: ")[1][:6]
    logged = capsys.readouterr().out
    assert code in logged
    assert "Kenya" not in logged
    assert await profile_of(open_town, ana) is None
    async with open_town.store.write() as tx:
        await tx.execute(text("ALTER TABLE gone RENAME TO participant"))
    again = await ana.click(shown(answer).message, label="Try again")
    assert again.modal["components"][0]["component"]["value"] == "Kenya"


async def test_who_leaves_the_server_leaves_the_round(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    open_town.guild.remove_member(ana)
    await open_town.env.settle()
    async with open_town.store.read() as tx:
        parts = await participants.of_round(tx, 1)
    assert [part.takes_part() for part in parts] == [False]


async def test_join_from_the_dm_of_a_server_one_has_left_is_refused(open_town):
    ana = open_town.member("ana")
    await open_town.join(ana)
    form = await ana.user.click(open_town.find(ana.user.dm_channel, "Change my answers"), label="Change my answers")
    open_town.guild.remove_member(ana)
    values = {"country": "Uganda", "languages": "English", "interests": [], "consent": "count_only"}
    assert "You are no longer in that server." in words_of(await ana.user.submit_modal(form, values))
