from dataclasses import replace

import pytest

from bot.domain.approval import KeptSummary
from bot.domain.consent import Consent
from bot.domain.hosting import WatchedThread
from bot.domain.kind import Kind
from bot.domain.partnership import Shared
from bot.domain.reply import Author, Reply, Source, digest_of
from bot.domain.round import Phase
from bot.domain.summary import Quote, Summary, Theme
from bot.domain.summary_edits import (
    AddSentence,
    CorrectKind,
    HideQuotes,
    MergeThemes,
    RenameTheme,
    SplitTheme,
)
from bot.domain.words import Figures
from bot.store import assents, pairs, profiles, replies, rounds, summaries, threads
from bot.store.replies import NewAuthor


@pytest.fixture
def author(at):
    def make(member=3, consent=None, confirmed=True, guest=False):
        return NewAuthor(
            member_id=member,
            name=f"Member {member}",
            guest=guest,
            consent=consent,
            confirmed_at=at() if confirmed else None,
        )

    return make


@pytest.fixture
def say(a_round, at, author):
    async def add(tx, source_id, text="We read maps.", hours=0, prompt_number=1, authors=None, **place):
        return await replies.add(
            tx,
            **{"round_id": a_round.id, "source": Source.FORM} | place,
            prompt_number=prompt_number,
            source_id=source_id,
            text=text,
            said_at=at(hours),
            authors=[author()] if authors is None else authors,
        )

    return add


async def test_reply_added_is_read_back_whole(tx, say, a_round, at, author):
    pair = await pairs.add(tx, round_id=a_round.id, members=(3, 4), shared=Shared(), approved_at=at(), joined_at=at())
    authors = [author(4, Consent.QUOTE, confirmed=False), author(3, guest=True)]
    reply_id = await say(
        tx, 500, "Ünï 😀", 1, authors=authors, source=Source.PAIR, pair_id=pair.id, channel_id=6, message_id=7
    )
    expected = Reply(
        id=reply_id,
        round_id=a_round.id,
        prompt_number=1,
        source=Source.PAIR,
        source_id=500,
        text="Ünï 😀",
        said_at=at(1),
        digest=digest_of("Ünï 😀"),
        pair_id=pair.id,
        channel_id=6,
        message_id=7,
        authors=(
            Author(member_id=3, name="Member 3", guest=True, consent=None, confirmed_at=at()),
            Author(member_id=4, name="Member 4", guest=False, consent=Consent.QUOTE, confirmed_at=None),
        ),
    )
    assert await replies.get(tx, reply_id) == expected == await replies.find_by_source(tx, 500)


async def test_reply_from_a_known_source_is_not_kept_twice(tx, say, author):
    first = await say(tx, 500, "first")
    assert await say(tx, 500, "second", authors=[author(8)]) is None
    kept = await replies.get(tx, first)
    assert (kept.text, [each.member_id for each in kept.authors]) == ("first", [3])


async def test_reply_that_is_absent_is_none_or_a_lookup_error(tx):
    assert await replies.find_by_source(tx, 500) is None
    with pytest.raises(LookupError):
        await replies.get(tx, 77)


async def test_replies_of_a_prompt_and_of_a_round_come_in_the_order_said(tx, say, a_round, at):
    late, early, other = await say(tx, 1, hours=2), await say(tx, 2, hours=1), await say(tx, 3, prompt_number=2)
    same = await say(tx, 4, hours=2)
    await replies.withdraw(tx, early, at(3))
    assert [each.id for each in await replies.of_prompt(tx, a_round.id, 1)] == [early, late, same]
    assert [each.id for each in await replies.of_prompt(tx, a_round.id, None)] == [other, early, late, same]


async def test_replies_of_a_member_are_those_of_the_guild_with_all_authors(tx, say, add_round, author):
    old = await say(tx, 1, authors=[author(3), author(4)])
    new = await say(tx, 2, hours=1)
    await say(tx, 3, authors=[author(4)])
    elsewhere = await add_round(tx, guild=2)
    abroad = await say(tx, 4, round_id=elsewhere.id)
    found = await replies.of_member(tx, 1, 3)
    assert [(each.id, len(each.authors)) for each in found] == [(new, 1), (old, 2)]
    assert [each.id for each in await replies.of_member(tx, 2, 3)] == [abroad]


async def test_consent_is_the_replys_own_else_what_is_remembered_in_the_guild(tx, say, author):
    reply_id = await say(tx, 1, authors=[author(3), author(4, Consent.QUOTE), author(5)])
    for member in (3, 4):
        await profiles.set_consent(tx, 1, member, "", "en", Consent.QUOTE_WITH_NAME)
    await profiles.set_consent(tx, 2, 5, "", "en", Consent.QUOTE_WITH_NAME)

    async def consents():
        return [each.consent for each in (await replies.get(tx, reply_id)).authors]

    assert await consents() == [Consent.QUOTE_WITH_NAME, Consent.QUOTE, None]
    await replies.set_author_consent(tx, reply_id, 3, Consent.COUNT_ONLY)
    await replies.set_author_consent(tx, reply_id, 4, None)
    assert await consents() == [Consent.COUNT_ONLY, Consent.QUOTE_WITH_NAME, None]


async def test_edit_changes_text_and_digest_until_withdrawn(tx, say, at):
    reply_id = await say(tx, 1)
    assert await replies.edit(tx, reply_id, "Better.", at(1))
    edited = await replies.get(tx, reply_id)
    assert (edited.text, edited.digest, edited.edited_at) == ("Better.", digest_of("Better."), at(1))
    assert await replies.withdraw(tx, reply_id, at(2))
    assert not await replies.withdraw(tx, reply_id, at(3))
    assert not await replies.edit(tx, reply_id, "Again.", at(4))
    assert await replies.get(tx, reply_id) == replace(edited, withdrawn_at=at(2))


async def test_confirm_is_remembered_once_for_each_author(tx, say, at, author):
    reply_id = await say(tx, 1, authors=[author(3), author(4, confirmed=False)])
    assert not (await replies.get(tx, reply_id)).counts()
    assert await replies.confirm(tx, reply_id, 4, at(2))
    assert not await replies.confirm(tx, reply_id, 4, at(3))
    assert not await replies.confirm(tx, reply_id, 9, at(3))
    kept = await replies.get(tx, reply_id)
    assert [each.confirmed_at for each in kept.authors] == [at(), at(2)]
    assert kept.counts()


async def test_place_is_set_and_taken_away(tx, say):
    reply_id = await say(tx, 1)
    await replies.set_place(tx, reply_id, 6, 7)
    assert ((await replies.get(tx, reply_id)).channel_id, (await replies.get(tx, reply_id)).message_id) == (6, 7)
    await replies.set_place(tx, reply_id, None, None)
    assert (await replies.get(tx, reply_id)).message_id is None


async def test_erase_empties_the_words_and_keeps_ids_and_digests(tx, say, at, author, add_round):
    mine = await say(tx, 1, "Mine.", authors=[author(3, Consent.QUOTE)])
    ours = await say(tx, 2, "Ours.", authors=[author(3), author(4, Consent.QUOTE)])
    theirs = await say(tx, 3, "Theirs.", authors=[author(4)])
    abroad = await say(tx, 4, "Abroad.", round_id=(await add_round(tx, guild=2)).id)
    await replies.withdraw(tx, mine, at(1))
    await replies.erase_of(tx, 1, 3, at(2))
    erased, shared = await replies.get(tx, mine), await replies.get(tx, ours)
    assert (erased.text, erased.digest, erased.withdrawn_at) == ("", digest_of("Mine."), at(1))
    assert [(each.member_id, each.name, each.consent) for each in erased.authors] == [(3, "", None)]
    assert (shared.text, shared.withdrawn_at) == ("", at(2))
    assert [(each.name, each.consent) for each in shared.authors] == [("", None), ("Member 4", Consent.QUOTE)]
    assert [(await replies.get(tx, each)).text for each in (theirs, abroad)] == ["Theirs.", "Abroad."]
    assert await say(tx, 1, "Mine again.") is None


@pytest.fixture
def thread(a_round):
    return WatchedThread(
        thread_id=50, program_id=a_round.program_id, round_id=a_round.id, prompt_number=1, seen_up_to=2**60
    )


async def test_thread_watched_twice_stays_as_it_was(tx, thread):
    await threads.watch(tx, thread)
    await threads.watch(tx, replace(thread, seen_up_to=1))
    assert await threads.find(tx, 50) == thread == await threads.of_prompt(tx, thread.round_id, 1)
    assert await threads.find(tx, 51) is None
    assert await threads.of_prompt(tx, thread.round_id, 2) is None


async def test_thread_of_a_pair_is_not_that_of_the_prompt(tx, thread, a_round, at):
    pair = await pairs.add(tx, round_id=a_round.id, members=(3, 4), shared=Shared(), approved_at=at(), joined_at=at())
    await threads.watch(tx, replace(thread, pair_id=pair.id))
    assert await threads.of_prompt(tx, a_round.id, 1) is None


async def test_mark_of_a_thread_only_rises(tx, thread):
    await threads.watch(tx, thread)
    for message_id in (2**60 + 5, 2**60 + 2):
        await threads.seen(tx, 50, message_id)
    assert (await threads.find(tx, 50)).seen_up_to == 2**60 + 5


async def test_threads_are_listed_by_phase_of_their_round(tx, thread, a_round, add_round):
    other = await add_round(tx, "2026B")
    late = replace(thread, thread_id=49, round_id=other.id)
    await threads.watch(tx, thread)
    await threads.watch(tx, late)
    await rounds.save_phase(tx, replace(a_round, phase=Phase.RUNNING))
    assert await threads.every(tx, [Phase.RUNNING]) == [thread]
    assert await threads.every(tx, [Phase.PLANNED, Phase.RUNNING]) == [late, thread]
    assert await threads.every(tx, []) == []


@pytest.fixture
def summary(at):
    quote = Quote(reply_id=1, text="maps", start=8, end=12, number=1, credit=("Aya",), link="https://example.org")
    figures = Figures(
        people=3,
        replies=3,
        guest_people=0,
        guest_replies=0,
        pair_replies=0,
        late_replies=0,
        count_only=1,
        quote=1,
        quote_with_name=1,
    )
    return Summary(
        round_name="2026A",
        prompt_number=1,
        title="Maps",
        made_at=at(),
        reply_ids=(1, 2, 3),
        figures=figures,
        themes=(Theme(number=1, words=("maps",), reply_ids=(1, 2, 3), people=3, quotes=(quote,)),),
    )


async def test_draft_is_read_back_whole(tx, a_round, summary, at):
    kept = await summaries.save_draft(tx, round_id=a_round.id, prompt_number=1, summary=summary, made_at=at())
    expected = KeptSummary(
        id=kept.id, round_id=a_round.id, prompt_number=1, summary=summary, made_at=at(), draft=summary
    )
    assert kept == expected == await summaries.get(tx, kept.id) == await summaries.find(tx, a_round.id, 1)
    assert await summaries.find(tx, a_round.id, 2) is None
    with pytest.raises(LookupError):
        await summaries.get(tx, 77)


async def test_draft_is_replaced_until_approved(tx, a_round, summary, at):
    keep = {"round_id": a_round.id, "prompt_number": None}
    first = await summaries.save_draft(tx, **keep, summary=summary, made_at=at())
    newer = replace(summary, title="Newer")
    second = await summaries.save_draft(tx, **keep, summary=newer, made_at=at(1))
    assert second == replace(first, summary=newer, draft=newer, made_at=at(1))
    assert await summaries.approve(tx, second.id, 900, at(2))
    assert not await summaries.approve(tx, second.id, 901, at(3))
    third = await summaries.save_draft(tx, **keep, summary=summary, made_at=at(4))
    assert third == replace(second, approved_by=900, approved_at=at(2), draft=None)


async def test_edits_stay_beside_the_draft_and_are_the_last_word_once_approved(tx, a_round, summary, at):
    keep = {"round_id": a_round.id, "prompt_number": None}
    kept = await summaries.save_draft(tx, **keep, summary=summary, made_at=at())
    edits = (
        RenameTheme(reply_ids=(1, 2), title="Maps and more"),
        MergeThemes(reply_ids=(1,), other_ids=(2,)),
        SplitTheme(reply_ids=(3,), title="Globes"),
        HideQuotes(reply_id=1),
        CorrectKind(reply_id=2, kind=Kind.NEED),
        AddSentence(text="We read all of it. \ud800"),
    )
    edited = replace(summary, sentences=("We read all of it.",))
    assert await summaries.save_edited(tx, kept.id, draft=summary, edits=edits, summary=edited)
    assert await summaries.get(tx, kept.id) == replace(kept, summary=edited, edits=edits)
    newer = replace(summary, title="Newer")
    anew = await summaries.save_draft(tx, **keep, summary=newer, made_at=at(1))
    assert (anew.draft, anew.summary, anew.edits) == (newer, newer, edits)
    await summaries.approve(tx, kept.id, 900, at(2))
    assert not await summaries.save_edited(tx, kept.id, draft=summary, edits=(), summary=summary)
    assert await summaries.get(tx, kept.id) == replace(anew, draft=None, approved_by=900, approved_at=at(2))


async def test_who_agrees_with_a_theme_counts_once_and_can_take_it_back(tx, a_round, summary, at):
    kept = await summaries.save_draft(tx, round_id=a_round.id, prompt_number=1, summary=summary, made_at=at())
    await assents.add(tx, kept.id, 1, 7, at())
    await assents.add(tx, kept.id, 1, 7, at(1))
    await assents.add(tx, kept.id, 1, 8, at(1))
    await assents.add(tx, kept.id, 3, 7, at(1))
    assert await assents.of_summary(tx, kept.id) == {1: {7, 8}, 3: {7}}
    assert await assents.of_member(tx, 1, 7) == [(kept.id, 1, at()), (kept.id, 3, at(1))]
    assert await assents.of_member(tx, 2, 7) == []
    assert await assents.drop(tx, kept.id, 1, 7)
    assert not await assents.drop(tx, kept.id, 1, 7)
    assert await assents.of_summary(tx, kept.id) == {1: {8}, 3: {7}}


async def test_summaries_of_prompts_and_of_the_round_are_apart(tx, a_round, summary, at):
    kept = [
        await summaries.save_draft(tx, round_id=a_round.id, prompt_number=number, summary=summary, made_at=at())
        for number in (None, 1, 2)
    ]
    assert [each.prompt_number for each in kept] == [None, 1, 2]
    assert await summaries.of_round(tx, a_round.id) == kept
    assert await summaries.find(tx, a_round.id, None) == kept[0]


async def test_summary_published_is_still_corrected(tx, a_round, summary, at):
    kept = await summaries.save_draft(tx, round_id=a_round.id, prompt_number=1, summary=summary, made_at=at())
    await summaries.set_published(tx, kept.id, 10, 20, at(1))
    fewer = replace(summary, themes=())
    await summaries.save_body(tx, kept.id, fewer)
    assert await summaries.get(tx, kept.id) == replace(
        kept, summary=fewer, channel_id=10, message_id=20, published_at=at(1)
    )
