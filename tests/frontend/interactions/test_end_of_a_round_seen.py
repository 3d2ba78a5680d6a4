"""The end of a round, as members and organisers see it: survey, staying in touch, certificate, the next round."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.store import surveys
from tests.frontend.interactions.beginnings import gone_once
from tests.frontend.interactions.conftest import CHECK_IN, labels_of, shown, words_of

ENDED = datetime(2026, 5, 4, 18, tzinfo=UTC)
ANSWERED = datetime(2026, 5, 11, 19, tzinfo=UTC)


@pytest.fixture
async def pair(town):
    """Ana and Ben said in every check-in that they talk, and their round has ended."""
    ana, ben = town.member("ana"), town.member("ben")
    await end(town, ana, ben)
    return ana, ben


@gone_once
async def end(town, ana, ben):
    await town.start_round(ana, ben)
    form = await ana.click(town.prompt, label="Write my reply")
    await ana.submit_modal(form, {"text": "We are three.", "consent": "quote"})
    for weeks in (0, 4, 8, 12):
        await town.run(CHECK_IN + timedelta(weeks=weeks))
        for each in (ana, ben):
            await each.user.click(town.find(each.user.dm_channel, "I need help"), label="Yes, we talked")
    await town.run(ENDED)


def goodbye(town, member):
    return town.find(member.user.dm_channel, "My certificate")


async def choose(member, message, *values):
    return await member.user.select(message, values=list(values))


async def said_by(town, member):
    async with town.store.read() as tx:
        return await surveys.find(tx, 1, member.id)


async def test_goodbye_thanks_and_asks_in_one_message(town, pair):
    ana, _ = pair
    message = goodbye(town, ana)
    assert "This round of Library leadership has ended. Thank you!" in words_of(message)
    assert "You and Ben were partners." in words_of(message)
    assert "You answered one of 8 prompts." in words_of(message)
    assert labels_of(message) == [
        "Yes, stay in touch",
        "No, thank you",
        "My certificate",
        "Tell me about the next round",
        "Help",
    ]


async def test_survey_is_kept_changed_and_completed_by_a_sentence(town, pair):
    ana, _ = pair
    await choose(ana, goodbye(town, ana), "skill")
    answer = await choose(ana, goodbye(town, ana), "network", "ideas", "nothing")
    assert "This round gave you: New ideas and People whom I can ask" in words_of(answer)
    form = await ana.user.click(shown(answer), label="Add a sentence")
    kept = await ana.user.submit_modal(form, {"text": "I ask\nfirst   now."})
    assert "Your sentence: I ask first now." in words_of(kept)
    said = await said_by(town, ana)
    assert (said.gains, said.words) == (("ideas", "network"), "I ask first now.")


async def test_partners_who_both_say_yes_are_told_a_week_later_and_nobody_before(town, pair):
    ana, ben = pair
    for each in (ana, ben):
        kept = await each.user.click(goodbye(town, each), label="Yes, stay in touch")
        assert "I keep your answer to myself." in words_of(kept)
    await town.run(ENDED)
    assert not [each for each in town.pair_thread.history() if "stay in touch" in each.content]
    await town.run(ANSWERED)
    told = [each for each in town.pair_thread.history() if "stay in touch" in each.content]
    assert len(told) == 1
    assert "Ana and Ben: each of you wants to stay in touch." in told[0].content
    assert (await said_by(town, ana)).stays_in_touch is None


async def test_no_is_told_to_nobody(town, pair):
    ana, ben = pair
    await ana.user.click(goodbye(town, ana), label="Yes, stay in touch")
    await ben.user.click(goodbye(town, ben), label="Yes, stay in touch")
    answer = await ben.user.click(goodbye(town, ben), label="No, thank you")
    assert "I keep your answer to myself." in words_of(answer)
    before = len(town.pair_thread.history()), len(ana.user.dm_channel.history())
    await town.run(ANSWERED)
    assert (len(town.pair_thread.history()), len(ana.user.dm_channel.history())) == before


async def test_survey_that_is_over_says_so(town, pair):
    ana, _ = pair
    await town.run(ANSWERED)
    assert "are closed" in words_of(await choose(ana, goodbye(town, ana), "skill"))
    assert "are closed" in words_of(await ana.user.click(goodbye(town, ana), label="Yes, stay in touch"))


async def test_certificate_is_a_picture_in_the_name_that_was_asked_for(town, pair):
    ana, _ = pair
    form = await ana.user.click(goodbye(town, ana), label="My certificate")
    answer = await ana.user.submit_modal(form, {"text": "Анна Kimani"})
    assert "Here is your certificate." in words_of(answer)
    (picture,) = shown(answer).attachments
    assert picture.filename == "certificate.png"
    assert "Анна Kimani" in picture.description


async def test_name_that_cannot_be_drawn_is_asked_for_again(town, pair):
    ana, _ = pair
    form = await ana.user.click(goodbye(town, ana), label="My certificate")
    refused = await ana.user.submit_modal(form, {"text": "ნინო"})
    assert "I cannot write these letters in a picture: ნ ი ო." in words_of(refused)


async def test_who_asked_hears_of_the_next_round_and_joins_it(town, pair):
    ana, ben = pair
    told = await ana.user.click(goodbye(town, ana), label="Tell me about the next round")
    assert "I write to you when the next round opens." in words_of(told)
    await town.run(datetime(2026, 6, 1, tzinfo=UTC))
    await town.plan("2026-07-06")
    await town.run(datetime(2026, 6, 9, tzinfo=UTC))
    invitation = town.find(ana.user.dm_channel, "Join")
    assert "You asked me to tell you." in words_of(invitation)
    assert "Join" not in [label for each in ben.user.dm_channel.history() for label in labels_of(each)]
    assert "is this still right?" in words_of(await ana.user.click(invitation, label="Join"))


async def test_organisers_read_counts_and_sentences_without_names(town, pair):
    ana, ben = pair
    await choose(ana, goodbye(town, ana), "ideas")
    answer = await choose(ben, goodbye(town, ben), "ideas")
    form = await ben.user.click(shown(answer), label="Add a sentence")
    await ben.user.submit_modal(form, {"text": "I ask first."})
    await town.run(ANSWERED)
    note = town.find(town.desk, "Show the answers")
    assert "2 people answered." in words_of(note)
    view = await town.organiser.click(note, label="Show the answers")
    assert "2 of 2 people said what it gave them." in words_of(view)
    assert "New ideas: fewer than 3" in words_of(view)
    assert [each.filename for each in shown(view).attachments] == ["sentences.txt"]
    refused = await ana.click(note, label="Show the answers")
    assert "New ideas" not in words_of(refused)
