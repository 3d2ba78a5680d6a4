"""Moderators change the draft of a summary by buttons and forms; readers agree with what was published."""

from dataclasses import replace

import discord
import pytest

from bot.actions.changing_replies import withdraw_reply
from bot.actions.gathering import gather_words
from bot.actions.lookups import setting_of
from bot.actions.replying import HandedIn, Writer, write_reply
from bot.actions.summarising import save_edits
from bot.domain.consent import Consent
from bot.domain.ids import MemberId, RoundId
from bot.domain.summary import Quote, Summary, Theme, all_quotes, mark_of_words
from bot.domain.summary_edits import mark_of
from bot.domain.wording import Sentence, Wording
from bot.domain.words import figures_of, people_of
from bot.store import summaries
from bot.summarise.progress import Stage
from tests.frontend.interactions.conftest import labels_of, shown, words_of

PEOPLE = 10


def theme_of(number, word, words):
    first = words[0]
    quote = Quote(reply_id=first.reply_id, text=first.text, start=0, end=len(first.text), number=number)
    reply_ids = tuple(each.reply_id for each in words)
    return Theme(number=number, words=(word,), reply_ids=reply_ids, people=len(people_of(words)), quotes=(quote,))


@pytest.fixture
async def drafted(town):
    """A draft of two themes: six people say something about time, four about money."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    town.ana = ana
    for number in range(PEOPLE):
        member_id = ana.id if number == 0 else 7_000 + number
        said = "Time is short" if number < 6 else "Money is short"
        form = HandedIn(
            writer=Writer(guild_id=town.guild.id, member_id=MemberId(member_id), name="Guest", locale="en-GB"),
            round_id=RoundId(1),
            prompt_number=1,
            text=f"{said}, number {number} says.",
            consent=Consent.QUOTE,
            interaction_id=100 + number,
            said_at=town.clock.at,
        )
        await write_reply(town.house, form, now=town.clock.at)
    async with town.store.write() as tx:
        found = await setting_of(town.house, tx, RoundId(1))
        words = sorted(await gather_words(tx, found, 1), key=lambda each: each.reply_id)
        made = Summary(
            round_name="2026A",
            prompt_number=1,
            title="Leaders",
            made_at=town.clock.at,
            reply_ids=tuple(each.reply_id for each in words),
            figures=figures_of(words),
            themes=(theme_of(1, "time", words[:6]), theme_of(2, "money", words[6:])),
        )
        kept = await summaries.save_draft(tx, round_id=RoundId(1), prompt_number=1, summary=made, made_at=town.clock.at)
        await save_edits(tx, found, kept, ())
    return town


async def kept_in(town):
    async with town.store.read() as tx:
        return await summaries.get(tx, 1)


async def panel(town, who=None):
    """The draft, opened by command and then by its button."""
    who = who or town.organiser
    listed = await who.slash(town.channel, "summary approve")
    opened = await who.select(shown(listed).message, ["1"])
    return await who.click(shown(opened).message, label="Change it")


async def theme_view(town, place=0):
    marks = [str(mark_of(theme.reply_ids)) for theme in (await kept_in(town)).summary.themes]
    return await town.organiser.select(shown(await panel(town)).message, [marks[place]])


async def fill(town, label, place=0, **values):
    view = await theme_view(town, place)
    form = await town.organiser.click(shown(view).message, label=label)
    return await town.organiser.submit_modal(form, values)


async def test_draft_shows_its_themes_and_what_can_be_done(drafted):
    answer = await panel(drafted)
    said = words_of(answer)
    assert "Change the draft “Leaders”" in said
    assert "1. **time** · 6 people · one quote" in said
    assert {"Publish the summary", "Add a sentence", "See all of it"} <= {*labels_of(shown(answer))}
    assert "Undo the last change" not in labels_of(shown(answer))
    view = await theme_view(drafted)
    assert "> Time is short, number 0 says." in words_of(view)
    assert {"Rename", "Split off", "Put together", "Hide a quote", "Correct a kind"} <= {*labels_of(shown(view))}
    back = await drafted.organiser.click(shown(view).message, label="Back to the draft")
    assert "Change the draft" in words_of(back)


async def test_theme_is_renamed_and_the_change_undone(drafted):
    answer = await fill(drafted, "Rename", title="Hours to learn")
    assert "1. **Hours to learn** · 6 people" in words_of(answer)
    assert "There is one change so far." in words_of(answer)
    undone = await drafted.organiser.click(shown(answer).message, label="Undo the last change")
    assert "1. **time**" in words_of(undone)
    assert "Undo the last change" not in labels_of(shown(await panel(drafted)))


async def test_part_is_split_off_by_a_word_that_people_share(drafted):
    refused = await fill(drafted, "Split off", title="Part", word="courage", replies=[])
    assert "At least two people must have written this word" in words_of(refused)
    refused = await fill(drafted, "Split off", title="Part", word="time", replies=[])
    assert "Each theme needs three people and a name." in words_of(refused)
    ids = [str(each) for each in (await kept_in(drafted)).summary.themes[0].reply_ids[:3]]
    answer = await fill(drafted, "Split off", title="Courage", word="", replies=ids)
    assert "**Courage** · 3 people" in words_of(answer)


async def test_two_themes_are_put_together(drafted):
    other = str(mark_of((await kept_in(drafted)).summary.themes[1].reply_ids))
    answer = await fill(drafted, "Put together", other=[other])
    assert "1. **time** · 10 people · 2 quotes" in words_of(answer)


async def test_quote_is_hidden_and_a_kind_corrected(drafted):
    reply_id = str((await kept_in(drafted)).summary.themes[0].reply_ids[0])
    answer = await fill(drafted, "Hide a quote", reply=[reply_id])
    assert "1. **time** · 6 people · 0 quotes" in words_of(answer)
    await fill(drafted, "Correct a kind", reply=[reply_id], kind=["need"])
    kinds = (await kept_in(drafted)).summary.kinds
    assert [(str(each.reply_id), each.kind, each.origin) for each in kinds] == [(reply_id, "need", "corrected")]


async def test_sentence_is_added_and_published_as_the_moderators(drafted):
    opened = await drafted.organiser.click(shown(await panel(drafted)).message, label="Add a sentence")
    answer = await drafted.organiser.submit_modal(opened, {"text": "We thank all of you."})
    assert "You add: We thank all of you." in words_of(answer)
    await drafted.organiser.click(shown(answer).message, label="Publish the summary")
    await drafted.run()
    (post,) = [each for each in drafted.channel.history() if "I agree with a theme" in str(each.components)]
    assert "We thank all of you." in words_of(post)


async def test_sentence_of_a_language_model_is_left_out(drafted):
    assert "Leave out a sentence" not in labels_of(shown(await panel(drafted)))
    said = ("6 people wrote of time.", "4 people wrote of money.")
    sentences = tuple(Sentence(text=text, themes=(place,)) for place, text in enumerate(said, 1))
    async with drafted.store.write() as tx:
        kept = await summaries.get(tx, 1)
        worded = replace(kept.draft, wording=Wording(model="some-model", language="en", sentences=sentences))
        await save_edits(tx, await setting_of(drafted.house, tx, RoundId(1)), replace(kept, draft=worded), ())
    answer = await panel(drafted)
    assert f"The language model says: {said[0]}" in words_of(answer)
    late = await drafted.organiser.click(shown(answer).message, label="Leave out a sentence")
    for text in said:
        opened = await drafted.organiser.click(shown(answer).message, label="Leave out a sentence")
        answer = await drafted.organiser.submit_modal(opened, {"sentence": [str(mark_of_words(text))]})
        assert text not in words_of(answer)
    assert "There are 2 changes so far." in words_of(answer)
    assert (await kept_in(drafted)).summary.wording is None
    stale = await drafted.organiser.submit_modal(late, {"sentence": [str(mark_of_words(said[0]))]})
    assert "The draft was changed meanwhile." in words_of(stale)


async def test_two_moderators_publish_nothing_that_one_of_them_did_not_see(drafted):
    role = drafted.guild.create_role("Moderators", permissions=discord.Permissions(manage_threads=True))
    mona = drafted.member("mona", roles=[role])
    seen = await panel(drafted, mona)
    await fill(drafted, "Rename", title="Hours to learn")
    stale = await mona.click(shown(seen).message, label="Publish the summary")
    assert "The draft was changed meanwhile." in words_of(stale)
    assert (await kept_in(drafted)).approved_at is None
    done = await mona.click(shown(await panel(drafted, mona)).message, label="Publish the summary")
    assert "is approved" in words_of(done)
    late = await mona.click(shown(seen).message, label="Add a sentence")
    assert "It can no longer be changed." in words_of(late)


async def test_draft_is_made_anew_when_replies_came(drafted):
    opened = await drafted.ana.click(drafted.prompt, label="Write my reply")
    await drafted.ana.submit_modal(opened, {"text": "One more thing.", "consent": "quote"})
    answer = await panel(drafted)
    assert "One reply came since and is not in it." in words_of(answer)
    anew = await drafted.organiser.click(shown(answer).message, label="Make it anew")
    assert "All your changes are kept." in words_of(anew)
    with drafted.house.under_way.drafting(RoundId(1), 1) as note:
        far = await drafted.organiser.click(shown(anew).message, label="How far is it?")
        assert "I read what replies mean. 0 percent of this is done." in words_of(far)
        note(Stage.THEMES, 3, 4)
        far = await drafted.organiser.click(shown(far).message, label="How far is it?")
        assert "I look for themes. 75 percent of this is done." in words_of(far)
    done = await drafted.organiser.click(shown(far).message, label="How far is it?")
    assert "Change the draft “Leaders”" in words_of(done)


async def test_readers_agree_with_a_theme_and_take_it_back(drafted):
    await drafted.organiser.click(shown(await panel(drafted)).message, label="Publish the summary")
    await drafted.run()
    (post,) = [each for each in drafted.channel.history() if "I agree with a theme" in str(each.components)]
    reader = drafted.member("rita")
    assert "You agree with “time”." in words_of(await reader.select(post, ["1"]))
    assert "one more agree" not in words_of(post)
    assert "You no longer agree with “time”." in words_of(await reader.select(post, ["1"]))
    assert "You agree with “time”." in words_of(await reader.select(post, ["1"]))
    assert "So you are counted there already." in words_of(await drafted.ana.select(post, ["1"]))
    assert all_quotes((await kept_in(drafted)).summary)


async def publish_with_reserve(town):
    """The draft is public, with two quotes in reserve for the first theme."""
    async with town.store.write() as tx:
        kept = await summaries.get(tx, 1)
        first, second = kept.draft.themes
        said = "Time is short, number {} says."
        three = [
            Quote(reply_id=reply_id, text=said.format(place), start=0, end=len(said.format(place)), number=10 + place)
            for place, reply_id in enumerate(first.reply_ids[:5])
        ]
        first = replace(first, quotes=tuple(three[:3]), reserve=tuple(three[3:]))
        found = await setting_of(town.house, tx, RoundId(1))
        await save_edits(tx, found, replace(kept, draft=replace(kept.draft, themes=(first, second))), ())
    view = await theme_view(town)
    assert "If one of these goes, the next of these stands instead:\n> Time is short, number 3 says." in words_of(view)
    back = await town.organiser.click(shown(view).message, label="Back to the draft")
    await town.organiser.click(shown(back).message, label="Publish the summary")
    await town.run()
    return town.find(town.channel, "Read all")


async def test_quote_that_its_writer_withdraws_is_told_on_the_pages_beside_the_one_instead(drafted):
    post = await publish_with_reserve(drafted)
    reader = drafted.member("rita")
    assert "number 0 says" in words_of(await reader.click(post, label="Read all"))
    mine = (await kept_in(drafted)).summary.themes[0].reply_ids[0]
    await withdraw_reply(
        drafted.house,
        guild_id=drafted.guild.id,
        member_id=MemberId(drafted.ana.id),
        reply_id=mine,
        now=drafted.clock.at,
    )
    await drafted.run()
    page = await reader.click(drafted.find(drafted.channel, "Read all"), label="Read all")
    said = words_of(page)
    assert "number 0 says" not in said
    assert "number 3 says" in said
    assert "A quote stood here. It was withdrawn." in said
    assert "Hide a quote" not in labels_of(shown(page))


async def test_moderator_hides_a_quote_that_is_public_from_its_page(drafted):
    post = await publish_with_reserve(drafted)
    page = await drafted.organiser.click(post, label="Read all")
    ids = (await kept_in(drafted)).summary.themes[0].reply_ids
    form = await drafted.organiser.click(shown(page).message, label="Hide a quote")
    done = await drafted.organiser.submit_modal(form, {"reply": [str(ids[0])]})
    assert "The quote is hidden." in words_of(done)
    await drafted.run()
    said = words_of(drafted.find(drafted.channel, "Read all"))
    assert "number 0 says" not in said
    assert "number 1 says" in said
