"""What people write: kept once, used only as they allow, summarised, corrected, erased."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.actions.asking import choose_consent
from bot.actions.changing_replies import Change, edit_reply, show_edit_form, withdraw_reply
from bot.actions.collecting import catch_up, take_back, take_in, watched_among
from bot.actions.due import run_step
from bot.actions.own_data import erase, list_replies, show_partner
from bot.actions.pair_replies import confirm_pair_reply, draft_pair_reply
from bot.actions.replying import HandedIn, show_reply_form
from bot.actions.summarising import approve_summary, list_latest_summaries, show_summary
from bot.actions.taking_along import show_data
from bot.domain.consent import Consent
from bot.domain.errors import RuleError
from bot.domain.kind import Kind
from bot.domain.notices import Asking, ConfirmReply, HeardBack, PartnerLeft, ReplyEcho, SummaryPost
from bot.domain.reply import LONGEST, Source
from bot.domain.round import Phase
from bot.domain.steps import Outcome, StepKind
from bot.domain.summary import all_quotes
from bot.store import profiles, steps
from tests.actions.list_courier import FIRST_THREAD, ListReader
from tests.actions.world import CHANNEL, GUEST, GUILD, ORGANISER, PEOPLE, PROGRAM, World, writer_of

ANA, BO, CY, DINA = PEOPLE[:4]
WORDS = "We meet on Mondays and share the desk."


def echoes(world: World) -> list[ReplyEcho]:
    return [message.notice for message in world.courier.told(ReplyEcho)]


async def change(world: World, person, reply_id, text: str, consent: Consent | None = None, kind: Kind | None = None):
    change = Change(text=text, kind=kind, consent=consent)
    return await edit_reply(
        world.house, guild_id=GUILD, member_id=person.id, reply_id=reply_id, change=change, now=world.now
    )


async def withdraw(world: World, person, reply_id):
    return await withdraw_reply(world.house, guild_id=GUILD, member_id=person.id, reply_id=reply_id, now=world.now)


async def consent_to(world: World, who, consent: Consent):
    member_id = getattr(who, "member_id", None) or who.id
    return await choose_consent(
        world.house, guild_id=GUILD, member_id=member_id, name=who.name, locale="en-GB", consent=consent, now=world.now
    )


async def draft_together(world: World, round_id, writer, text=WORDS, consent=None, interaction_id=77):
    pair = await world.pair_of(round_id, writer)
    form = HandedIn(
        writer=writer_of(writer),
        round_id=round_id,
        prompt_number=1,
        text=text,
        consent=consent,
        interaction_id=interaction_id,
        said_at=world.now,
    )
    return await draft_pair_reply(world.house, form, pair_id=pair.id, now=world.now)


async def confirm(world: World, person, reply_id):
    return await confirm_pair_reply(world.house, guild_id=GUILD, member_id=person.id, reply_id=reply_id, now=world.now)


@pytest.mark.parametrize("consent", Consent)
async def test_reply_by_form_appears_in_the_thread_only_with_name(world, consent):
    round_id = await world.run(PEOPLE[:2])
    written = await world.write(ANA, round_id, 1, WORDS, consent)
    await world.play()
    assert (written.consent, written.late, written.guest, written.asked) == (consent, False, False, True)
    shown = [ReplyEcho(reply_id=written.reply_id, names=("Ana",), text=WORDS)]
    assert echoes(world) == (shown if consent is Consent.QUOTE_WITH_NAME else [])


async def test_reply_handed_in_twice_is_kept_once(world):
    round_id = await world.run(PEOPLE[:2])
    first = await world.write(ANA, round_id, 1, WORDS, interaction_id=9)
    second = await world.write(ANA, round_id, 1, WORDS, interaction_id=9)
    await world.play()
    assert first == second
    assert len(await world.replies(round_id)) == len(echoes(world)) == 1


async def test_same_words_handed_in_again_are_kept_once_until_withdrawn(world):
    """Who saw no answer hands the form in again, and that is another interaction."""
    round_id = await world.run(PEOPLE[:2])
    first = await world.write(ANA, round_id, 1, WORDS, interaction_id=9)
    assert await world.write(ANA, round_id, 1, f" {WORDS}\n", interaction_id=10) == first
    assert (await world.write(BO, round_id, 1, WORDS, interaction_id=11)).reply_id != first.reply_id
    await world.play()
    assert len(await world.replies(round_id)) == len(echoes(world)) == 2
    await withdraw(world, ANA, first.reply_id)
    assert (await world.write(ANA, round_id, 1, WORDS, interaction_id=12)).reply_id != first.reply_id


async def test_same_words_of_a_pair_are_kept_and_asked_once(world):
    round_id = await world.run(PEOPLE[:2])
    first = await draft_together(world, round_id, ANA, interaction_id=21)
    assert await draft_together(world, round_id, ANA, interaction_id=22) == first
    await world.play()
    assert len(await world.replies(round_id)) == len(world.courier.told(ConfirmReply)) == 1


async def test_reply_after_the_next_prompt_opened_is_late(world):
    round_id = await world.run(PEOPLE[:2])
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    assert (await world.write(ANA, round_id, 1, WORDS)).late
    assert not (await world.write(ANA, round_id, 2, WORDS)).late


async def test_echo_waits_for_the_thread_of_its_prompt(world):
    round_id = await world.start(PEOPLE[:2])
    world.courier.forbid(CHANNEL)
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 1))
    await world.write(ANA, round_id, 1, WORDS)
    await world.play(world.later(minutes=30))
    assert echoes(world) == []
    world.courier.refusing.clear()
    await world.play(world.later(hours=3))
    assert [echo.text for echo in echoes(world)] == [WORDS]


async def test_edited_reply_is_shown_as_it_is_now_and_withdrawn_no_more(world):
    round_id = await world.run(PEOPLE[:2])
    reply_id = (await world.write(ANA, round_id, 1, WORDS)).reply_id
    await world.play()
    form = await show_edit_form(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=reply_id)
    assert (form.text, form.consent, form.reply_id) == (WORDS, Consent.QUOTE_WITH_NAME, reply_id)
    await change(world, ANA, reply_id, "On Tuesdays, too.")
    await world.play()
    assert [(echo.text, echo.withdrawn) for echo in echoes(world)] == [("On Tuesdays, too.", False)]
    for _ in range(2):
        await withdraw(world, ANA, reply_id)
        await world.play()
    assert echoes(world) == [ReplyEcho(reply_id=reply_id, names=(), text="", withdrawn=True)]
    with pytest.raises(RuleError, match="reply_withdrawn"):
        await change(world, ANA, reply_id, "No, on Mondays.")
    with pytest.raises(RuleError, match="reply_withdrawn"):
        await show_edit_form(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=reply_id)


async def test_reply_that_gets_the_consent_with_name_is_shown_from_then_on(world):
    round_id = await world.run(PEOPLE[:2])
    reply_id = (await world.write(ANA, round_id, 1, WORDS, Consent.QUOTE)).reply_id
    await world.play()
    await change(world, ANA, reply_id, WORDS, Consent.QUOTE_WITH_NAME)
    await world.play()
    assert [echo.text for echo in echoes(world)] == [WORDS]


async def test_messages_in_the_thread_are_replies_edited_and_deleted_with_the_message(world):
    round_id = await world.run(PEOPLE[:2])
    thread = world.thread_of(1)
    assert (await watched_among(world.house, [thread, 7]))[thread].prompt_number == 1
    first = await world.say(ANA, thread, "First.")
    second = await world.say(BO, thread, "Second.")
    third = await world.say(CY, thread, "Third.", heard=False)
    edited = world.rewrite(thread, first, "First, better.")
    await take_in(world.house, [edited], world.now)
    assert await take_back(world.house, [second], world.now) == 1
    assert await take_back(world.house, [second], world.now) == 0
    world.rewrite(thread, second, None)
    assert await catch_up(world.house, world.reader, world.now) == 2
    kept = {reply.source_id: (reply.text, reply.counts()) for reply in await world.replies(round_id, 1)}
    assert kept == {first: ("First, better.", True), second: ("Second.", False), third: ("Third.", True)}
    mine = next(reply for reply in await world.replies(round_id) if reply.source_id == first)
    with pytest.raises(RuleError, match="edit_in_thread"):
        await change(world, ANA, mine.id, "From the form")


async def test_deleted_and_edited_messages_are_noticed_before_a_draft(world):
    round_id = await world.run(PEOPLE[:4])
    thread = world.thread_of(1)
    first, second = await world.say(ANA, thread, "It rains."), await world.say(BO, thread, "It pours.")
    world.rewrite(thread, first, None)
    world.rewrite(thread, second, "It snows.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    (kept,) = await world.summaries(round_id)
    assert kept.summary.figures.replies == 1
    assert [quote.text for quote in all_quotes(kept.summary)] == ["It snows."]


async def test_thread_whose_past_cannot_be_read_changes_nothing(world):
    round_id = await world.run(PEOPLE[:2])
    thread = world.thread_of(1)
    message = await world.say(ANA, thread, "It rains.")
    world.rewrite(thread, message, None)
    world.reader.unreadable.add(thread)
    assert await catch_up(world.house, world.reader, world.now) == 0
    assert all(reply.counts() for reply in await world.replies(round_id))


async def test_message_that_comes_while_the_thread_is_read_is_not_taken_for_deleted(world):
    round_id = await world.run(PEOPLE[:2])
    thread = world.thread_of(1)

    class SlowReader(ListReader):
        async def read(self, thread_id, after):
            async for said in super().read(thread_id, after):
                yield said
            if thread_id == thread:
                await world.say(ANA, thread, "Just in time.", at=world.now - timedelta(seconds=3))

    await catch_up(world.house, SlowReader(), world.now)
    assert [(reply.text, reply.counts()) for reply in await world.replies(round_id)] == [("Just in time.", True)]


async def test_pair_talk_leaves_only_a_sign_of_life(world):
    round_id = await world.run(PEOPLE[:2])
    pair = (await world.pairs(round_id))[0]
    assert pair.thread_id >= FIRST_THREAD
    await world.say(ANA, pair.thread_id, "Hello Bo!")
    assert await world.replies(round_id) == []
    assert world.rows("SELECT member_id, times_active FROM pair_member WHERE times_active > 0") == [(ANA.id, 1)]


async def test_words_without_the_intent_are_taken_in_only_where_discord_gives_them(world):
    world.reads_threads = False
    await world.restart()
    round_id = await world.run(PEOPLE[:2])
    await world.say(ANA, world.thread_of(1), "")
    assert await world.say(ANA, 12345, "Elsewhere.")
    assert await world.replies(round_id) == []
    await world.say(ANA, world.thread_of(1), "<@1> I mention the bot, so it may read this.")
    assert len(await world.replies(round_id)) == 1


async def test_reply_of_a_pair_counts_once_both_have_said_so_under_the_stricter_consent(world):
    round_id = await world.run((ANA, BO))
    await consent_to(world, BO, Consent.QUOTE)
    drafted = await draft_together(world, round_id, ANA)
    assert drafted.partners == ("Bo",)
    assert await draft_together(world, round_id, ANA) == drafted
    await world.play()
    (reply,) = await world.replies(round_id)
    assert not reply.counts()
    (asked,) = world.courier.told(ConfirmReply)
    assert (asked.notice.writer, asked.notice.readers, asked.to.mentions) == ("Ana", (BO.id,), ())
    assert asked.notice.consent is Consent.QUOTE
    for _ in range(2):
        await confirm(world, BO, reply.id)
    (reply,) = await world.replies(round_id)
    assert (reply.counts(), reply.consent(), reply.source) == (True, Consent.QUOTE, Source.PAIR)
    await world.play()
    assert echoes(world) == []


async def test_reply_of_a_pair_that_one_changes_is_to_be_confirmed_anew(world):
    round_id = await world.run((ANA, BO))
    reply_id = (await draft_together(world, round_id, ANA)).reply.id
    await confirm(world, BO, reply_id)
    await world.play()
    assert [echo.names for echo in echoes(world)] == [("Ana", "Bo")]
    await change(world, BO, reply_id, "We never meet.")
    await world.play()
    assert [(echo.text, echo.withdrawn) for echo in echoes(world)] == [("", True)]
    assert world.courier.told(ConfirmReply)[-1].notice.readers == (ANA.id,)
    assert not (await world.replies(round_id))[0].counts()
    await confirm(world, ANA, reply_id)
    await world.play(world.later(seconds=1))
    assert (await world.replies(round_id))[0].counts()
    await withdraw(world, BO, reply_id)
    with pytest.raises(RuleError, match="reply_withdrawn"):
        await confirm(world, ANA, reply_id)


async def test_question_in_the_thread_says_what_became_of_it(world):
    round_id = await world.run((ANA, BO))
    reply_id = (await draft_together(world, round_id, ANA)).reply.id
    await world.play()
    assert standing(world) == [(Asking.OPEN, ("Bo",))]
    await confirm(world, BO, reply_id)
    await world.play()
    assert standing(world) == [(Asking.COUNTS, ())]
    assert world.courier.told(ConfirmReply)[0].notice.agreed == "Bo"
    await change(world, ANA, reply_id, "We often meet.")
    await world.play()
    assert standing(world) == [(Asking.REPLACED, ("Bo",)), (Asking.OPEN, ("Bo",))]
    await withdraw(world, BO, reply_id)
    await world.play(world.later(seconds=1))
    assert {asking for asking, _ in standing(world)} == {Asking.WITHDRAWN}


async def test_question_shows_no_words_of_who_was_erased(world):
    round_id = await world.run((ANA, BO))
    await draft_together(world, round_id, ANA)
    await world.play()
    await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now)
    await world.play()
    (asked,) = world.courier.told(ConfirmReply)
    assert (asked.notice.asking, asked.notice.text) == (Asking.WITHDRAWN, "")


async def test_who_changes_a_shared_reply_finds_their_own_wish_in_the_form(world):
    round_id = await world.run((ANA, BO))
    await consent_to(world, BO, Consent.COUNT_ONLY)
    drafted = await draft_together(world, round_id, ANA)
    own = drafted.reply.consent_of(ANA.id)
    assert (drafted.reply.consent(), own) == (Consent.COUNT_ONLY, Consent.QUOTE_WITH_NAME)
    form = await show_edit_form(world.house, guild_id=GUILD, member_id=ANA.id, reply_id=drafted.reply.id)
    assert form.consent is own


def standing(world):
    return [(each.notice.asking, each.notice.waits_for) for each in world.courier.told(ConfirmReply)]


async def test_guest_is_counted_only_until_they_choose(world):
    round_id = await world.run((ANA, BO))
    await world.say(GUEST, world.thread_of(1), "I only pass by.")
    (reply,) = await world.replies(round_id)
    assert (reply.authors[0].guest, reply.consent()) == (True, Consent.COUNT_ONLY)
    await consent_to(world, GUEST, Consent.QUOTE)
    assert (await world.replies(round_id))[0].consent() is Consent.QUOTE
    form = await show_reply_form(
        world.house, guild_id=GUILD, member_id=GUEST.member_id, round_id=round_id, prompt_number=1
    )
    assert form.consent is Consent.QUOTE


async def test_guest_who_writes_by_form_is_asked_once_and_it_is_remembered(world):
    round_id = await world.run((ANA, BO))
    unasked = await world.write(GUEST, round_id, 1, "Hello.")
    assert (unasked.asked, unasked.guest, unasked.consent) == (False, True, Consent.COUNT_ONLY)
    assert (await world.write(GUEST, round_id, 1, "Hello again.", Consent.QUOTE)).asked
    assert [reply.consent() for reply in await world.replies(round_id)] == [Consent.QUOTE] * 2


async def test_consent_that_is_narrowed_later_holds_for_all_that_was_written(world):
    round_id = await world.run((ANA, BO))
    await world.write(ANA, round_id, 1, WORDS, Consent.QUOTE_WITH_NAME)
    await world.play()
    await consent_to(world, ANA, Consent.COUNT_ONLY)
    await world.play()
    assert [reply.consent() for reply in await world.replies(round_id)] == [Consent.COUNT_ONLY]
    assert [echo.text for echo in echoes(world)] == [""]


# Summaries


async def summarised(world: World) -> tuple:
    """A round whose first prompt has a draft, with a reply by Ana and one by Bo in it."""
    round_id = await world.run((ANA, BO))
    mine = (await world.write(ANA, round_id, 1, "Monday is quiet.")).reply_id
    await world.write(BO, round_id, 1, "Friday is loud.")
    await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, 2))
    (kept,) = await world.summaries(round_id)
    return round_id, kept.id, mine


def published(world: World) -> list[list[str]]:
    return [[quote.text for quote in all_quotes(post.notice.summary)] for post in world.courier.told(SummaryPost)]


async def test_draft_waits_for_a_moderator_and_then_its_writers_hear_back(world):
    _, summary_id, _ = await summarised(world)
    assert [dict(note.fields)["replies"] for note in world.notes("summary_ready")] == [2]
    (view,) = await list_latest_summaries(world.house, guild_id=GUILD, slug=None, drafts_only=True)
    assert view.kept.id == summary_id
    for _ in range(2):
        await approve_summary(world.house, guild_id=GUILD, summary_id=summary_id, by=ORGANISER, now=world.now)
        await world.play()
    assert published(world) == [["Monday is quiet.", "Friday is loud."]]
    heard = world.courier.told(HeardBack)
    assert [(message.notice.quote, message.notice.people) for message in heard] == [
        ("Monday is quiet.", 2),
        ("Friday is loud.", 2),
    ]
    assert all(message.notice.may_be_shown for message in heard)
    assert heard[0].notice.link.endswith(f"/{world.courier.told(SummaryPost)[0].place.message_id}")
    with pytest.raises(RuleError, match="no_summary_waits"):
        await list_latest_summaries(world.house, guild_id=GUILD, slug=None, drafts_only=True)


async def test_who_is_only_counted_hears_that_no_words_are_shown(world):
    _, summary_id, _ = await summarised(world)
    await consent_to(world, ANA, Consent.COUNT_ONLY)
    await approve_summary(world.house, guild_id=GUILD, summary_id=summary_id, by=ORGANISER, now=world.now)
    await world.play()
    heard = {message.to.member_id: message.notice for message in world.courier.told(HeardBack)}
    assert (heard[ANA.id].may_be_shown, heard[BO.id].may_be_shown) == (False, True)


@pytest.mark.parametrize("how", ["withdrawn", "narrowed", "erased"])
@pytest.mark.parametrize("when", ["draft", "approved", "published"])
async def test_words_that_may_no_longer_be_said_are_in_no_summary(world, how, when):
    round_id, summary_id, mine = await summarised(world)

    async def take_them_back():
        if how == "withdrawn":
            await withdraw(world, ANA, mine)
        elif how == "narrowed":
            await consent_to(world, ANA, Consent.COUNT_ONLY)
        else:
            assert await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now) == 1

    if when == "draft":
        await take_them_back()
        shown = await show_summary(world.house, guild_id=GUILD, summary_id=summary_id)
        assert [quote.text for quote in all_quotes(shown.kept.summary)] == ["Friday is loud."]
    await approve_summary(world.house, guild_id=GUILD, summary_id=summary_id, by=ORGANISER, now=world.now)
    if when == "published":
        await world.play()
        assert published(world) == [["Monday is quiet.", "Friday is loud."]]
    if when != "draft":
        await take_them_back()
    await world.play()
    assert published(world) == [["Friday is loud."]]
    (kept,) = [each for each in await world.summaries(round_id) if each.id == summary_id]
    assert kept.summary.figures.people == (2 if how == "narrowed" else 1)
    assert "Monday" not in str(world.rows("SELECT body FROM summary"))
    assert not any(echo.names == ("Ana",) for echo in echoes(world))


async def test_late_reply_counts_in_the_summary_of_the_round(world):
    round_id, _, _ = await summarised(world)
    await world.write(ANA, round_id, 1, "Late, but here.")
    await world.approve_summaries(round_id)
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    assert (await world.write(BO, round_id, 2, "After the end.")).late
    of_round = next(each for each in await world.summaries(round_id) if each.prompt_number is None)
    assert of_round.summary.figures.late_replies == 1
    await world.approve_summaries(round_id)
    assert (await world.round(round_id)).phase is Phase.PUBLISHED
    with pytest.raises(RuleError, match="round_is_over"):
        await world.write(BO, round_id, 2, "Far too late.")


async def test_who_withdrew_everything_hears_nothing_back(world):
    round_id, summary_id, mine = await summarised(world)
    world.courier.closed.add(BO.id)
    await approve_summary(world.house, guild_id=GUILD, summary_id=summary_id, by=ORGANISER, now=world.now)
    async with world.store.read() as tx:
        due = await steps.due(tx, [StepKind.POST_SUMMARY], world.now, 1)
    await run_step(world.house, world.courier, due[0].id, world.now)
    await withdraw(world, ANA, mine)
    await world.play()
    assert {step.recipient_id: step.outcome for step in await world.steps(round_id, StepKind.HEAR_BACK)} == {
        ANA.id: Outcome.NOT_NEEDED,
        BO.id: Outcome.DONE,
    }


async def test_round_without_replies_has_no_summary_and_ends_published(world):
    round_id = await world.run((ANA, BO))
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND) + timedelta(hours=1))
    assert await world.summaries(round_id) == []
    assert (await world.round(round_id)).phase is Phase.PUBLISHED


# One's own data


async def test_person_sees_partner_replies_and_all_that_is_kept(world):
    round_id = await world.run((ANA, BO))
    await world.write(ANA, round_id, 1, WORDS)
    mine = await show_partner(world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM)
    assert [card.name for card in mine.partners] == ["Bo"]
    assert mine.shared.languages == ("en",)
    listed = await list_replies(world.house, guild_id=GUILD, member_id=ANA.id, program_id=PROGRAM)
    assert [(each.reply.text, each.round_name, each.prompt_title) for each in listed] == [
        (WORDS, "2026A", "Getting to know you")
    ]
    data = await show_data(world.house, guild_id=GUILD, member_id=ANA.id)
    assert (data.rounds, data.replies, data.as_json["profile"]["country"]) == (("2026A",), 1, "KE")
    assert data.as_json["replies"][0]["text"] == WORDS
    assert data.as_json["pairs"] == [{"round": "2026A", "partners": ["Bo"], "agreement": None}]
    nobody = await show_data(world.house, guild_id=GUILD, member_id=GUEST.member_id)
    assert (nobody.profile, nobody.rounds, nobody.replies) == (None, (), 0)
    none = await show_partner(world.house, guild_id=GUILD, member_id=GUEST.member_id, program_id=PROGRAM)
    assert (none.round_name, none.partners) == (None, ())


async def test_person_who_is_erased_leaves_no_trace_and_the_round_goes_on(world):
    round_id = await world.run(PEOPLE[:4])
    await world.write(ANA, round_id, 1, WORDS)
    await world.say(ANA, world.thread_of(1), "And in the thread.")
    await world.play()
    pair = await world.pair_of(round_id, ANA)
    partner = next(member for member in pair.members if member != ANA.id)
    assert await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now) == 2
    assert await erase(world.house, guild_id=GUILD, member_id=ANA.id, now=world.now) == 0
    await world.play()
    assert [echo.withdrawn for echo in echoes(world)] == [True]
    assert [message.notice.name for message in world.courier.by_dm(PartnerLeft, partner)] == [""]
    assert [dict(note.fields)["name"] for note in world.notes("partner_left")] == [""]
    tables = [row[0] for row in world.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    everything = [row for table in tables for row in world.rows(f"SELECT * FROM {table}")]
    assert not [row for row in everything if "Ana" in str(row) or ANA.id in row or f":{ANA.id}" in str(row)]
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND) + timedelta(days=1))
    assert (await world.round(round_id)).phase is Phase.PUBLISHED


@pytest.mark.parametrize(
    ("text", "key"), [("", "nothing_written"), (" \n\0 ", "nothing_written"), ("x" * (LONGEST + 1), "too_long")]
)
async def test_text_that_cannot_be_kept_is_refused(world, text, key):
    round_id = await world.run((ANA, BO))
    with pytest.raises(RuleError, match=key):
        await world.write(ANA, round_id, 1, text)
    with pytest.raises(RuleError, match=key):
        await draft_together(world, round_id, ANA, text=text)
    assert (await world.write(ANA, round_id, 1, "x" * LONGEST)).reply_id


async def test_reply_of_partners_is_by_those_of_whom_something_is_kept(world):
    round_id = await world.run(PEOPLE[:3])
    async with world.store.write() as tx:
        await profiles.erase(tx, GUILD, PEOPLE[2].id)
    await draft_together(world, round_id, ANA)
    (reply,) = await world.replies(round_id)
    assert [author.member_id for author in reply.authors] == [ANA.id, PEOPLE[1].id]


async def test_consent_is_chosen_and_data_erased_with_as_many_reads_for_many_replies_as_for_few(world):
    round_id = await world.run(PEOPLE[:4])

    async def reads_of(doing) -> int:
        said = []
        listener = lambda *args: said.append(args[2])  # noqa: E731
        event.listen(world.store._writer.sync_engine, "before_cursor_execute", listener)
        await doing
        event.remove(world.store._writer.sync_engine, "before_cursor_execute", listener)
        return sum(each.lstrip().upper().startswith("SELECT") for each in said)

    def chosen(person):
        of = {"guild_id": GUILD, "member_id": person.id, "name": person.name, "locale": person.locale}
        return choose_consent(world.house, **of, consent=Consent.COUNT_ONLY, now=world.now)

    reads = []
    for person, count in zip(PEOPLE[:2], (1, 8), strict=True):
        for number in range(count):
            await world.write(person, round_id, 1, f"We tried way {number}.")
        consent = await reads_of(chosen(person))
        reads.append((consent, await reads_of(erase(world.house, guild_id=GUILD, member_id=person.id, now=world.now))))
    assert reads[0] == reads[1]
